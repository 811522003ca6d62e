"""Excel workbooks of yesterday (.xls), through xlrd, which keeps errors and formats; calamine when it fails."""

from __future__ import annotations

import io
from typing import Any

from calamine_reader import open_calamine
from cells import Refused, plain, sheet_of


def open_xls(content: bytes) -> list[dict[str, Any]]:
    """Return the sheets of an .xls; raise Refused for one with a password."""
    import xlrd

    if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in content:
        raise Refused("le fichier est protégé par un mot de passe ; enregistrez-le sans mot de passe")
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as fault:
        if "ncrypted" in str(fault):
            raise Refused(
                "le fichier est protégé par un mot de passe ; enregistrez-le sans mot de passe"
            ) from fault
        return open_calamine(content, {})
    except Exception:  # noqa: BLE001 — xlrd fails in many ways on damaged files; calamine may still read them
        return open_calamine(content, {})
    return [_xls_sheet(book, book.sheet_by_index(index)) for index in range(book.nsheets)]


def _xls_sheet(book: Any, sheet: Any) -> dict[str, Any]:
    cells = [
        found
        for row in range(sheet.nrows)
        for column in range(sheet.row_len(row))
        if (found := _xls_cell(book, sheet, row, column))
    ]
    merged = [[top + 1, left + 1, bottom, right] for top, bottom, left, right in sheet.merged_cells]
    hidden = [row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden]
    return sheet_of(sheet.name, cells, sheet.visibility == 0, merged, hidden)


def _xls_cell(book: Any, sheet: Any, row: int, column: int) -> list[Any] | None:
    import xlrd

    cell = sheet.cell(row, column)
    place = [row + 1, column + 1]
    if cell.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK) or cell.value == "":
        return None
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return [*place, "error", xlrd.error_text_from_code.get(cell.value, "#N/A"), 0]
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return [*place, "flag", bool(cell.value), 0]
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return [*place, *plain(xlrd.xldate_as_datetime(cell.value, book.datemode)), 0]
        except (ValueError, OverflowError):
            return [*place, "number", cell.value, 0]
    style = book.xf_list[cell.xf_index].format_key if cell.xf_index is not None else 0
    shown = book.format_map[style].format_str if style in book.format_map else ""
    return [*place, *plain(cell.value), int("%" in shown)]
