"""Rows of one kind, in somebody's hand -> a page: titles, header, and the lines with all that staff add."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.contract import Column, Contract
from pipelines.contracts import contracts
from pipelines.demo.chance import Fact
from pipelines.demo.spelling import MONTH_NAMES, TIDY, Hand, header, spell
from pipelines.demo.story import Story
from pipelines.types import Whole

INVENTED = "Association de démonstration : résidences, chiffres et paroles inventés"
_PARENTS = ("Membres comité", "Représentants")


@dataclass(frozen=True)
class Page:
    """One sheet to write: its header is one line, or two stacked ones."""

    name: str
    titles: tuple[str, ...]
    header: tuple[tuple[str, ...], ...]
    body: tuple[tuple[Any, ...], ...]
    is_tidy: bool = True


def page(told: Story, kind: str, rows: Sequence[Fact], name: str, title: str, hand: Hand = TIDY) -> Page:
    """Return the page of some rows. Its columns are the whole story's: what nobody ticked was asked too."""
    kept = columns_of(contracts()[kind], told[kind], hand)
    lines = [_line(kept, row, hand, rank) for rank, row in enumerate(rows)]
    labels = tuple(header(column, hand) for column in kept)
    body = [*_with_headers(lines, labels, hand), *_numbers_ahead(rows, kept, hand)]
    if hand.totals and rows:
        body.append(_total(kept, rows, hand.totals))
    titles = (title, INVENTED) if hand.is_tidy else (title.upper(), INVENTED.lower(), "")
    return Page(
        name, titles, _stacked(labels) if hand.stacks_header else (labels,), tuple(body), hand.is_tidy
    )


def months_across(told: Story, rows: Sequence[Fact], name: str, title: str) -> Page:
    """Return the yearly page of somebody who writes the months as columns and the figures as rows."""
    kind = "occupation_mensuelle"
    of_month = {row["month"].month: row for row in rows}
    columns = columns_of(contracts()[kind], told[kind], Hand(without=("residence", "month")))
    numbers = range(1, 13)
    body = [(one.header, *(of_month.get(number, {}).get(one.name) for number in numbers)) for one in columns]
    months = tuple(month.capitalize() for month in MONTH_NAMES)
    return Page(name, (title, INVENTED.lower(), ""), (("", *months),), tuple(body), is_tidy=False)


def columns_of(contract: Contract, rows: Sequence[Fact], hand: Hand) -> list[Column]:
    """Return the columns that the rows use, in the contract's order, but those that the person leaves out."""
    used = {name for row in rows for name, value in row.items() if value is not None}
    used |= {"remarks"} if hand.remarks else set()
    return [column for column in contract.columns if column.name in used and column.name not in hand.without]


def _line(columns: Sequence[Column], row: Fact, hand: Hand, rank: int) -> tuple[Any, ...]:
    remark = hand.remarks[rank % len(hand.remarks)] if hand.remarks and rank % 4 == 0 else None
    values = row | {"remarks": remark}
    return tuple(spell(column, values.get(column.name), hand, rank) for column in columns)


def _with_headers(lines: list[tuple[Any, ...]], labels: tuple[str, ...], hand: Hand) -> list[tuple[Any, ...]]:
    """Return the lines with, every so often, a blank line and the header again, as on paper."""
    every = hand.repeats_header_every or len(lines) + 1
    found: list[tuple[Any, ...]] = []
    for rank, line in enumerate(lines):
        if rank and rank % every == 0:
            found += [(), labels]
        found.append(line)
    return found


def _numbers_ahead(rows: Sequence[Fact], columns: Sequence[Column], hand: Hand) -> list[tuple[Any, ...]]:
    """Return the lines of a register numbered in advance: a number and nothing else."""
    if not rows or not hand.numbered_ahead or columns[0].name != "conflict_id":
        return []
    stem, last = rows[-1]["conflict_id"].rsplit("-", 1)
    return [(f"{stem}-{int(last) + step:02d}",) for step in range(1, hand.numbered_ahead + 1)]


def _total(columns: Sequence[Column], rows: Sequence[Fact], label: str) -> tuple[Any, ...]:
    def sum_of(column: Column) -> Any:
        values = [row.get(column.name) for row in rows]
        known = [value for value in values if isinstance(value, int)]
        if not isinstance(column.type, Whole) or not known:
            return None
        return sum(known) if label == "TOTAL" else round(sum(known) / len(known), 1)

    return (label, *map(sum_of, columns[1:]))


def _stacked(labels: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return two header lines: « Membres comité » over « présents » and « en exercice »."""
    parents = [next((parent for parent in _PARENTS if label.startswith(parent)), "") for label in labels]
    pairs = list(zip(parents, labels, strict=True))
    above = tuple(parent or label for parent, label in pairs)
    return above, tuple(label.removeprefix(parent).strip() if parent else "" for parent, label in pairs)
