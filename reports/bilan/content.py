"""What a bilan holds: thirteen parts, their tables, their cells. Plain facts, without a word of how they are drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from indicators.call_sources import Source

Value = str | float | int | None
Kind = Literal["text", "number", "share", "euros", "day", "value", "gap"]
MASKED = "s"


@dataclass(frozen=True)
class Column:
    """A column. `kind` says how its numbers are read; `value` and `gap` are in the unit of the row (a share is 0-1, its gap points)."""

    key: str
    title: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Row:
    """A row: a cell a column, None where there is nothing, `s` where it is masked. `kinds`: of the workbooks that it rests on."""

    key: str
    cells: tuple[Value, ...]
    kinds: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True)
class Table:
    """A table. `drawn`: the keys of the columns that a chart of it shows, none for no chart."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caveat: str = ""
    drawn: tuple[str, ...] = ()


@dataclass(frozen=True)
class Part:
    """One of the thirteen parts: its tables, what must be known to read them, and what people wrote (CommonMark)."""

    number: int
    title: str
    tables: tuple[Table, ...] = ()
    notes: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Bilan:
    """A bilan as the data tell it at a version, within the sight of the evaluator of its call.

    `residences`: codes (none: all). `first`, `last`: first days of its first and last months; `since`: of the first month in
    sight; `as_of`: the day at which states are judged. ISO texts. `warnings`: what is incomplete, told on the first page.
    `is_interim`: whether another of the same call is to follow, once all is known. `tolerated`: the gap with what was planned, as
    a share of it, past which a comment is due; a tenth where a bilan was sealed before it was held (domain.md D.3.10, INT).
    """

    call: str
    residences: tuple[str, ...]
    since: str
    first: str
    last: str
    as_of: str
    data_version: str
    warnings: tuple[str, ...]
    parts: tuple[Part, ...]
    files: tuple[Source, ...]
    is_interim: bool = False
    tolerated: float = 0.10

    def as_json(self) -> dict[str, Any]:
        """Return it as it is sealed: objects, lists, texts and numbers only."""
        plain: dict[str, Any] = _listed(asdict(self))
        return plain


@dataclass(frozen=True)
class Address:
    """Where a cell stands: its table, its row, its column, by their keys."""

    table: str
    row: str
    column: str


@dataclass(frozen=True)
class Told:
    """What stands at an address: in which words it is named, its value, and the kinds of workbooks behind."""

    name: str
    value: Value
    kinds: tuple[str, ...]


def told(bilan: Bilan) -> dict[Address, Told]:
    """Return every cell of a bilan, sentences and labels included, by its address."""
    return dict(_cells(bilan))


def _cells(bilan: Bilan) -> Iterator[tuple[Address, Told]]:
    for part in bilan.parts:
        for table in part.tables:
            for row in table.rows:
                for column, value in zip(table.columns, row.cells, strict=True):
                    label = row.cells[0] if table.columns[0].kind == "text" else row.key
                    name = f"{table.title} · {label} · {column.title}"
                    yield Address(table.key, row.key, column.key), Told(name, value, row.kinds)


def bilan_of(raw: Mapping[str, Any]) -> Bilan:
    """Return a bilan as `as_json` wrote it."""
    return Bilan(
        **dict(raw)
        | {name: tuple(raw[name]) for name in ("residences", "warnings")}
        | {
            "parts": tuple(_part(one) for one in raw["parts"]),
            "files": tuple(Source(**one) for one in raw["files"]),
        }
    )


def _part(raw: Mapping[str, Any]) -> Part:
    tables = tuple(
        Table(
            one["key"],
            one["title"],
            tuple(Column(**column) for column in one["columns"]),
            tuple(
                Row(row["key"], tuple(row["cells"]), tuple(row["kinds"]), row["unit"]) for row in one["rows"]
            ),
            one["caveat"],
            tuple(one["drawn"]),
        )
        for one in raw["tables"]
    )
    return Part(raw["number"], raw["title"], tables, tuple(raw["notes"]), raw["text"])


def _listed(held: Any) -> Any:
    """Return the same with lists for tuples: what comes back from a file compares equal."""
    if isinstance(held, dict):
        return {name: _listed(one) for name, one in held.items()}
    return [_listed(one) for one in held] if isinstance(held, list | tuple) else held
