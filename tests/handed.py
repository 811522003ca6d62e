"""Workbooks handed out, as our reader sees them without a file between: quick enough to try thousands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from pipelines.blank_plan import Plan
from pipelines.cell import Cell, cell_of
from pipelines.contracts import contracts
from pipelines.in_force import known_residences
from pipelines.journal import Entry, Journal
from pipelines.parquet import rows_table
from pipelines.prepare import prepare
from pipelines.read import Sheet, Workbook
from pipelines.receipt import Receipt

TODAY = date(2026, 1, 15)
HEADER_ROW = 5


def sheet_of(plan: Plan, more: Iterable[dict[str, Cell]] = ()) -> Sheet:
    """Return the sheet of lines of a plan, with lines added below."""
    cells = {(row, 1): Cell("text", text) for row, text in enumerate((plan.heading, *plan.titles), 1) if text}
    columns = {column.name: at for at, column in enumerate(plan.contract.kept, 1)}
    for column in plan.contract.kept:
        cells[HEADER_ROW, columns[column.name]] = Cell("text", column.header)
    for row, line in enumerate([*(line.cells for line in plan.lines), *more], HEADER_ROW + 1):
        cells |= {(row, columns[name]): cell for name, cell in line.items()}
    return Sheet(plan.heading[:31], cells)


def judged(sheet: Sheet, journal: Journal) -> Receipt:
    """Return the receipt of a sheet against what is in force."""
    return prepare(Workbook("f.xlsx", "", (sheet,)), journal, known_residences(journal), TODAY)


def loaded(sheet: Sheet, journal: Journal) -> tuple[Receipt, Journal]:
    """Return the receipt of a sheet, its faulty lines set aside, and the journal once it is loaded."""
    receipt = prepare(
        Workbook("f.xlsx", "", (sheet,)), journal, known_residences(journal), TODAY, set_aside=True
    )
    if receipt.status != "acceptable":
        return receipt, journal
    number = f"{len(journal.entries) + 1:05d}"
    slices = tuple(receipt.slices)
    entry = Entry(
        number, "f.xlsx", "", receipt.kind, "essai", "2026-01-15T10:00:00+00:00", 0, 0, 0, 0, slices
    )
    rows = {kind: rows_table(contracts()[kind], number, lines) for kind, lines in receipt.rows.items()}
    return receipt, journal.with_pending(entry, rows)


def grid(rows: list[list[Any]], name: str = "Feuille") -> Sheet:
    """Return a sheet of rows of values."""
    cells = {(row, at): cell_of(held) for row, line in enumerate(rows, 1) for at, held in enumerate(line, 1)}
    return Sheet(name, {place: cell for place, cell in cells.items() if cell.kind != "blank"})
