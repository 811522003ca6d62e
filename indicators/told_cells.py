"""The tables of an edition, as they are read -> its cells: which residences, which classes, how many; None where masked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from indicators.editions import Edition, Table
from indicators.published import CATALOGUE
from indicators.subjects import AGES, RESIDENCE, Subject, Variable

Labels = Mapping[str, Mapping[str, str]]  # variable -> code -> label


@dataclass(frozen=True)
class Cell:
    """A cell as it is read. `variable` is empty, and `codes` with it, where people of every class are told together."""

    residences: frozenset[str]
    variable: str
    codes: frozenset[str]
    told: int | None


def cells_of(edition: Edition, subject_id: str, labels: Labels) -> list[Cell]:
    """Return every cell of a subject whose classes are told apart by one variable; a class that cannot be read is left out."""
    subject = next(one for one in CATALOGUE if one.id == subject_id)
    found = (
        cell
        for table in edition.tables
        if table.subject == subject_id
        for cell in _of(table, subject, labels)
    )
    return list(dict.fromkeys(found))


def _of(table: Table, subject: Subject, labels: Labels) -> Iterator[Cell]:
    names = table.id.rpartition(".")[2].split("-")
    variables = [one for one in subject.variables if one.name in names]
    if len(variables) > 1:
        return
    for line in table.lines:
        places = frozenset(line.codes)
        if RESIDENCE in names or line.level != "class":
            yield Cell(places, "", frozenset(), line.total)
        if RESIDENCE not in names and line.level == "class":
            yield from _cell(
                line.label,
                [one.label for one in table.lines if one.level == "class"],
                variables,
                labels,
                places,
                line.total,
            )
            continue
        for column, number in zip(table.columns, line.numbers, strict=True):
            yield from _cell(column, table.columns, variables, labels, places, number)


def _cell(
    label: str,
    every: Sequence[str],
    variables: Sequence[Variable],
    labels: Labels,
    places: frozenset[str],
    told: int | None,
) -> Iterator[Cell]:
    for variable in variables:
        if codes := codes_of(label, every, variable, labels[variable.name]):
            yield Cell(places, variable.name, codes, told)


def codes_of(
    label: str, every: Sequence[str], variable: Variable, labels: Mapping[str, str]
) -> frozenset[str]:
    """Return the codes that a label of a table joins, as whoever knows the lists reads them; empty where it cannot be read."""
    if variable.is_ordered and variable.name == "age":
        return _span_of(label)
    joined = dict(variable.joined)
    by_label = {text: (code,) for code, text in labels.items()} | joined
    if label != "Autres":
        return frozenset(code for part in label.split(" ; ") for code in by_label.get(part, ()))
    named = {code for other in every if other != label for code in codes_of(other, every, variable, labels)}
    return frozenset(labels) - named


def _span_of(label: str) -> frozenset[str]:
    codes = list(AGES)
    starts = {text.split("-")[0].split(" ")[0]: at for at, text in enumerate(AGES.values())}
    ends = {text.removesuffix(" ans").split("-")[-1]: at for at, text in enumerate(AGES.values())}
    first = starts.get(label.split("-")[0].split(" ")[0])
    last = (
        len(codes) - 1 if label.endswith("et plus") else ends.get(label.removesuffix(" ans").split("-")[-1])
    )
    return frozenset() if first is None or last is None else frozenset(codes[first : last + 1])
