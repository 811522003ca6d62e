"""Excel workbooks of today, through openpyxl: errors, percentages, merges, hidden rows, formulas without a result."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from cells import plain, sheet_of

_UNCACHED = re.compile(
    rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>'
)


def open_xlsx(content: bytes, archive: zipfile.ZipFile) -> list[dict[str, Any]]:
    """Return the sheets of an .xlsx."""
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    uncached = _uncached_cells(content, archive)
    sheets = []
    for sheet in book.worksheets:
        # The sparse store, not the rows: a file with cells A1 and XFD1048576 has two cells, not seventeen billion.
        cells = [_xlsx_cell(cell) for cell in sheet._cells.values() if cell.value is not None]
        cells += [[row, column, "uncached", None, 0] for row, column in uncached.get(sheet.title, [])]
        hidden = [row for row, size in sheet.row_dimensions.items() if size.hidden]
        merged = [
            [part.min_row, part.min_col, part.max_row, part.max_col] for part in sheet.merged_cells.ranges
        ]
        sheets.append(sheet_of(sheet.title, cells, sheet.sheet_state == "visible", merged, hidden))
    return sheets


def _xlsx_cell(cell: Any) -> list[Any]:
    if cell.data_type == "e":
        return [cell.row, cell.column, "error", str(cell.value), 0]
    percent = int("%" in (cell.number_format or ""))
    return [cell.row, cell.column, *plain(cell.value), percent]


def _uncached_cells(content: bytes, archive: zipfile.ZipFile) -> dict[str, list[tuple[int, int]]]:
    parts = [
        name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")
    ]
    if not any(_UNCACHED.search(archive.read(name)) for name in parts):
        return {}
    import openpyxl

    formulas = openpyxl.load_workbook(io.BytesIO(content))
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    found: dict[str, list[tuple[int, int]]] = {}
    for sheet in formulas.worksheets:
        results = {
            key: values[sheet.title].cell(*key) for key, cell in sheet._cells.items() if cell.data_type == "f"
        }
        # `str` without a value is a recorded result too: the empty text of =SI(A5="";"";…).
        found[sheet.title] = [
            key for key, cell in results.items() if cell.value is None and cell.data_type != "str"
        ]
    return found
