"""Excel workbooks of yesterday (.xls), through xlrd, which keeps errors and formats; calamine when it fails."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from calamine_reader import open_calamine
from cells import LOCKED, Refused, Told, plain, told


def open_xls(content: bytes) -> Iterator[Told]:
    """Yield what is told of the sheets of an .xls; raise Refused for one with a password."""
    import xlrd

    if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in content:
        raise Refused(LOCKED)
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as fault:
        if "ncrypted" in str(fault):
            raise Refused(LOCKED) from fault
        book = None
    except Exception:  # noqa: BLE001 — xlrd fails in many ways on damaged files; calamine may still read them
        book = None
    if book is None:
        yield from open_calamine(content, {})
        return
    for index in range(book.nsheets):
        yield from _xls_sheet(book, book.sheet_by_index(index))


def _xls_sheet(book: Any, sheet: Any) -> Iterator[Told]:
    cells = (
        found
        for row in range(sheet.nrows)
        for column in range(sheet.row_len(row))
        if (found := _xls_cell(book, sheet, row, column))
    )
    merged = [[top + 1, left + 1, bottom, right] for top, bottom, left, right in sheet.merged_cells]
    hidden = [row + 1 for row, info in sheet.rowinfo_map.items() if info.hidden]
    yield from told(sheet.name, cells, sheet.visibility == 0, merged, hidden)


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
    is_known = cell.xf_index is not None and cell.xf_index < len(book.xf_list)
    style = book.xf_list[cell.xf_index].format_key if is_known else 0
    shown = book.format_map[style].format_str if style in book.format_map else ""
    return [*place, *plain(cell.value), int("%" in shown)]
