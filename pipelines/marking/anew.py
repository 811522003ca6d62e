"""A workbook that is no .xlsx, written as one from what was read of it: values, dates, percentages, merges, hidden rows."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import xlsxwriter

from pipelines.cell import Cell
from pipelines.read import Sheet, Workbook

_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets do not agree on dates


def written_anew(workbook: Workbook) -> bytes:
    """Return the workbook as an .xlsx. A text stays a text, whatever it looks like."""
    stream = io.BytesIO()
    asked = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(stream, asked) as book:
        styles = {
            "day": book.add_format({"num_format": "dd/mm/yyyy"}),
            "percent": book.add_format({"num_format": "0.##%"}),
        }
        for sheet in workbook.sheets:
            _write(book.add_worksheet(sheet.name), sheet, styles)
    return stream.getvalue()


def _write(page: Any, sheet: Sheet, styles: dict[str, Any]) -> None:
    for top, left, bottom, right in sheet.merged:
        page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
    widths: dict[int, int] = {}
    for (row, column), cell in sheet.cells.items():
        _write_cell(page, row - 1, column - 1, cell, styles)
        widths[column] = min(60, max(widths.get(column, 10), len(cell.text) + 2))
    for column, width in widths.items():
        page.set_column(column - 1, column - 1, width)
    for row in sheet.hidden_rows:
        page.set_row(row - 1, None, None, {"hidden": True})
    if not sheet.is_visible:
        page.hide()


def _write_cell(page: Any, row: int, column: int, cell: Cell, styles: dict[str, Any]) -> None:
    if cell.kind == "number":
        page.write_number(row, column, cell.value, styles["percent"] if cell.percent else None)
    elif cell.kind == "flag":
        page.write_boolean(row, column, cell.value)
    elif cell.kind == "day" and cell.value >= _FIRST_DAY:
        page.write_datetime(row, column, cell.value, styles["day"])
    elif cell.kind != "uncached":
        page.write_string(row, column, str(cell.value) if cell.kind == "text" else cell.text)
