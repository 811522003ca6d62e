"""A subject and its mask -> the tables of an edition, masked numbers taken out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from indicators.editions import Line, Table
from indicators.subjects import RESIDENCE
from indicators.tabulate import Block, Key


@dataclass(frozen=True)
class Protected:
    """A subject, and which of its cells are masked."""

    block: Block
    masked: frozenset[int]
    is_regrouped: bool


def tables_of(one: Protected) -> Iterator[Table]:
    """Yield the tables of a protected subject as they are shown, masked numbers taken out."""
    block, subject = one.block, one.block.subject
    numbers: Mapping[Key, int | None] = {
        key: None if i in one.masked else int(block.counts[i]) for i, key in enumerate(block.keys)
    }
    titles = {variable.name: variable.title for variable in subject.variables}
    for table in subject.tables:
        variables = [name for name in table if name != RESIDENCE]
        if not set(variables) <= set(block.classes):
            continue
        across = variables[-1] if len(table) > 1 else ""
        columns = [of.label for of in block.classes[across]] if across else []
        lines = (
            _of_units(block, across, numbers)
            if RESIDENCE in table
            else _of_classes(block, variables[0], across, numbers)
        )
        of_lines = "Résidence" if RESIDENCE in table else titles[variables[0]]
        yield Table(
            f"{block.id}.{'-'.join(table)}",
            block.id,
            subject.title,
            subject.unit,
            of_lines,
            tuple(columns),
            tuple(lines),
            subject.caveat,
        )


def _of_units(block: Block, across: str, numbers: Mapping[Key, int | None]) -> Iterator[Line]:
    for unit in block.units:
        ranks = range(len(block.classes[across])) if across else range(0)
        told = tuple(numbers[Key(unit, ((across, rank),))] for rank in ranks)
        yield Line(unit.label, unit.level, unit.codes, told, numbers[Key(unit)])


def _of_classes(block: Block, down: str, across: str, numbers: Mapping[Key, int | None]) -> Iterator[Line]:
    whole, ranks = block.whole, range(len(block.classes[across]) if across else 0)
    for at, one in enumerate(block.classes[down]):
        told = tuple(numbers[Key(whole, tuple(sorted(((down, at), (across, rank)))))] for rank in ranks)
        yield Line(one.label, "class", whole.codes, told, numbers[Key(whole, ((down, at),))])
    told = tuple(numbers[Key(whole, ((across, rank),))] for rank in ranks)
    yield Line("Ensemble", "association", whole.codes, told, numbers[Key(whole)])
