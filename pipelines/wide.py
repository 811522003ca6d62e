"""A sheet with its months as columns -> the same table with a row a month, each cell keeping its place."""

from __future__ import annotations

from pipelines.cell import Cell, Fault
from pipelines.contract import Contract
from pipelines.dates import month_of
from pipelines.headers import Header
from pipelines.locate import Record, Table
from pipelines.meanings import declared
from pipelines.read import Sheet

_ENOUGH_MONTHS = 3


def unfold(sheet: Sheet) -> list[Table]:
    """Return the tables of a sheet whose header row is months and whose first column names a contract's columns."""
    for row in sorted({row for row, _ in sheet.cells})[:40]:
        months = _months_of(sheet, row)
        if len(months) < _ENOUGH_MONTHS:
            continue
        for contract in declared().values():
            named = _named_rows(sheet, contract, row, min(months))
            if (
                contract.period == "month"
                and not contract.is_register
                and sum(n in named for n in contract.telling) >= contract.enough
            ):
                return [_table(sheet, contract, row, months, named)]
    return []


def _months_of(sheet: Sheet, row: int) -> dict[int, Cell]:
    """Return the columns of a row that name a month, even without its year."""
    found = {}
    for column in range(1, sheet.last_column + 1):
        cell = sheet.at(row, column)
        try:
            month_of(cell, 2000)
        except Fault:
            continue
        if cell.kind in ("text", "day"):
            found[column] = cell
    return found


def _named_rows(sheet: Sheet, contract: Contract, below: int, before: int) -> dict[str, int]:
    named: dict[str, int] = {}
    for row in range(below + 1, sheet.last_row + 1):
        for column in range(1, before):
            if found := contract.column_for(sheet.at(row, column).text):
                named.setdefault(found.name, row)
    return named


def _table(
    sheet: Sheet, contract: Contract, row: int, months: dict[int, Cell], named: dict[str, int]
) -> Table:
    titles = [sheet.name]
    for above in range(1, row + 1):
        above_cells = [
            sheet.at(above, column)
            for column in range(1, sheet.last_column + 1)
            if (above, column) in sheet.cells
        ]
        texts = [cell.text for cell in above_cells if cell.kind == "text" and cell not in months.values()]
        titles += [" ".join(texts), *texts]
    # The labels stand in rows here: those that no column claims are named under numbers that no column bears.
    first = {
        place: sheet.at(place, 1).text
        for place in range(row + 1, sheet.last_row + 1)
        if place not in named.values()
    }
    unread = {-place: label for place, label in first.items() if label}
    header = Header(contract, row, {contract.period_column: 0, **{name: 0 for name in named}}, unread)
    table = Table(header, sheet, [title for title in titles if title])
    for column, month in months.items():
        cells = {
            name: sheet.at(place, column) for name, place in named.items() if (place, column) in sheet.cells
        }
        places = {name: (place, column) for name, place in named.items()} | {
            contract.period_column: (row, column)
        }
        if cells:
            table.records.append(Record(row, cells | {contract.period_column: month}, {}, places))
        else:
            table.ignored.append((row, "mois vide"))
    return table
