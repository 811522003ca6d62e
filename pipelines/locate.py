"""Sheet -> tables: which rows are a header, of which kind, and which rows below are records."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipelines.cell import Cell
from pipelines.contract import Contract
from pipelines.headers import Header, every_spelling, header_at
from pipelines.names import fold, stem
from pipelines.read import Sheet
from pipelines.types import Identifier

TOTAL = re.compile(r"(?:sous |s )?(?:total|totaux|moyenne|moyennes|ensemble|cumul|somme)\b")
_MOSTLY = 0.8
_NOTHING = re.compile(r"(?:neant|ras|aucun\w*|pas de|rien)\b")


@dataclass(frozen=True)
class Record:
    """One line of a table: the worksheet's row, and each column's cell with its place (row, column)."""

    row: int
    cells: dict[str, Cell]
    columns: Mapping[str, int]  # of the whole table: where each name stands in its rows
    elsewhere: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def places(self) -> dict[str, tuple[int, int]]:
        """Each column's cell, (row, column)."""
        return {name: (self.row, column) for name, column in self.columns.items()} | dict(self.elsewhere)

    def place_of(self, name: str) -> tuple[int, int]:
        """Return the cell of a column; (row, 0) where the table has no such column."""
        return self.elsewhere.get(name) or (self.row, self.columns.get(name, 0))


@dataclass
class Table:
    """A table of one kind in a sheet. `titles`: what stands above it, the sheet's name first."""

    header: Header
    sheet: Sheet
    titles: list[str]
    records: list[Record] = field(default_factory=list)
    ignored: list[tuple[int, str]] = field(default_factory=list)

    @property
    def contract(self) -> Contract:
        """The kind of its rows."""
        return self.header.contract

    @property
    def read(self) -> int:
        """How many lines were read below the header, ignored ones included."""
        return len(self.records) + len(self.ignored)


def tables(sheet: Sheet) -> list[Table]:
    """Return the tables of a sheet, top to bottom; an empty list when no row is a known header."""
    found: list[Table] = []
    titles = [sheet.name]
    skip, known = 0, every_spelling()
    for row, labels in sheet.rows():
        if row <= skip:
            continue
        header = header_at(sheet, row, labels, known)
        if header and found and not _repeats(header, found[-1].header) and _is_data(header, labels):
            header = None
        if (
            header
            and found
            and header.contract is found[-1].contract
            and header.columns == found[-1].header.columns
        ):
            found[-1].ignored += [(number, "en-tête répété") for number in range(row, header.row + 1)]
            skip = header.row
        elif header:
            found.append(Table(header, sheet, titles))
            titles, skip = [sheet.name], header.row
        elif found:
            _sort_row(found[-1], row, labels)
        elif labels:
            titles += [
                " ".join(cell.text for cell in labels.values()),
                *(cell.text for cell in labels.values()),
            ]
    for table in found:
        _drop_tail(table)
    return found


def _repeats(candidate: Header, header: Header) -> bool:
    return candidate.contract is header.contract and candidate.columns == header.columns


def _is_data(candidate: Header, cells: dict[int, Cell]) -> bool:
    """True for a line of an open table whose values happen to be labels: « Palier », « Résidents », « Travaux ».

    A second header is made of labels, and has what its kind cannot do without; a line has dates, numbers and words.
    """
    contract = candidate.contract
    beside = {contract.residence_column, contract.period_column}  # what a sheet's title may say instead
    required = {name for name, column in contract.by_name.items() if column.required} - beside
    mostly_labels = len(candidate.columns) >= _MOSTLY * len(cells)
    has_values = any(cell.kind in ("number", "day") for cell in cells.values())
    return has_values or not mostly_labels or not required <= candidate.columns.keys()


def _sort_row(table: Table, row: int, cells: dict[int, Cell]) -> None:
    header = table.header
    known = {name: cells[place] for name, place in header.columns.items() if place in cells}
    reason = _why_ignored(table, cells, known)
    if reason:
        table.ignored.append((row, reason))
        return
    if table.sheet.merged:
        known |= _merged_above(table, row)
    table.records.append(Record(row, known, header.columns))


def _why_ignored(table: Table, cells: dict[int, Cell], known: dict[str, Cell]) -> str:
    if not known:
        return "ligne vide" if not cells else "note hors du tableau"
    first = fold(next(iter(cells.values())).text)
    if TOTAL.match(first):
        return "ligne de total"
    if all(cell.kind == "text" and _is_label(table, name, cell) for name, cell in known.items()):
        return "en-tête répété"
    if len(cells) == 1 and isinstance(table.contract.by_name[next(iter(known))].type, Identifier):
        return "ligne vide"  # registers are often numbered in advance
    if len(cells) == 1 and len(table.header.columns) > 2 and next(iter(cells.values())).kind == "text":
        return "néant" if _NOTHING.match(first) else "note hors du tableau"
    is_blank = table.contract.is_prefilled_only(known) and len(known) == len(cells)
    return "ligne à remplir" if is_blank else ""


def _is_label(table: Table, name: str, cell: Cell) -> bool:
    label = table.header.labels[table.header.columns[name]]
    return (
        stem(cell.text) == stem(label) or table.contract.column_for(cell.text) is table.contract.by_name[name]
    )


def _merged_above(table: Table, row: int) -> dict[str, Cell]:
    """Return the residence and period that a vertical merge gives to a row: nothing else is filled down."""
    wanted = (table.contract.residence_column, table.contract.period_column)
    found = {}
    for name in filter(table.header.columns.__contains__, wanted):
        if merge := table.sheet.merge_over(row, table.header.columns[name]):
            found[name] = table.sheet.at(*merge[:2])
    return found


def _drop_tail(table: Table) -> None:
    """Forget blank lines after the last written one: they belong to no table."""
    last = max(
        [record.row for record in table.records] + [row for row, why in table.ignored if why != "ligne vide"],
        default=0,
    )
    table.ignored = [(row, why) for row, why in table.ignored if row <= last]
