"""What calamine alone can read: .ods, .xlsb, odd .xlsx. Its gaps in .ods (error cells, merges) are filled here."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import chain
from typing import Any

from cells import LOCKED, UNREADABLE, Refused, Told, plain, told

Gaps = dict[str, tuple[list[list[Any]], list[list[int]]]]

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"


def open_calamine(content: bytes, gaps: Gaps) -> Iterator[Told]:
    """Yield what is told of the sheets; `gaps` is what calamine does not give of each, by name: error cells and merges."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as fault:
        raise Refused(LOCKED) from fault
    except (CalamineError, OSError, ValueError) as fault:
        raise Refused(UNREADABLE) from fault
    for info in book.sheets_metadata:
        if "WorkSheet" not in str(info.typ):
            continue
        sheet = book.get_sheet_by_name(info.name)
        rows = sheet.to_python(skip_empty_area=False)
        cells = (
            [r, c, *plain(value), 0]
            for r, row in enumerate(rows, 1)
            for c, value in enumerate(row, 1)
            if value != ""
        )
        errors, merged = gaps.get(info.name, ([], []))
        merged += [[a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1] for a, b in sheet.merged_cell_ranges or []]
        yield from told(info.name, chain(cells, errors), info.visible == SheetVisibleEnum.Visible, merged)


def ods_gaps(archive: zipfile.ZipFile) -> Gaps:
    """Return the error cells and the merges of each sheet of an .ods."""
    from xml.etree import ElementTree

    gaps: Gaps = {}
    for sheet in ElementTree.fromstring(archive.read("content.xml")).iter(f"{_TABLE}table"):
        errors, merged = gaps.setdefault(sheet.get(f"{_TABLE}name") or "", ([], []))
        for row, column, cell in _ods_cells(sheet):
            if cell.get(f"{_CALC}value-type") == "error":
                errors.append([row, column, "error", "".join(cell.itertext()), 0])
            down, across = (int(cell.get(f"{_TABLE}number-{way}-spanned", 1)) for way in ("rows", "columns"))
            if down > 1 or across > 1:
                merged.append([row, column, row + down - 1, column + across - 1])
    return gaps


def _ods_cells(sheet: Any) -> Iterator[tuple[int, int, Any]]:
    """Yield (row, column, element) of the cells written one by one; a repeated one counts where it starts."""
    next_row = 1
    for row in sheet.iter(f"{_TABLE}table-row"):
        next_column = 1
        for cell in row:
            yield next_row, next_column, cell
            next_column += int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        next_row += int(row.get(f"{_TABLE}number-rows-repeated", 1))
