"""What calamine alone can read: .ods, .xlsb, odd .xlsx. Its one gap, error cells given as blanks, is filled for .ods."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from cells import Refused, plain, sheet_of


def open_calamine(content: bytes, errors: list[tuple[str, int, int, str]]) -> list[dict[str, Any]]:
    """Return the sheets; `errors` are the error cells (sheet, row, column, text) that calamine gives as blanks."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as fault:
        raise Refused(
            "le fichier est protégé par un mot de passe ; enregistrez-le sans mot de passe"
        ) from fault
    except (CalamineError, OSError, ValueError) as fault:
        raise Refused(
            "le fichier est illisible ; ouvrez-le dans votre tableur et enregistrez-le en .xlsx"
        ) from fault
    sheets = []
    for info in book.sheets_metadata:
        if "WorkSheet" not in str(info.typ):
            continue
        sheet = book.get_sheet_by_name(info.name)
        rows = sheet.to_python(skip_empty_area=False)
        cells = [
            [r, c, *plain(value), 0]
            for r, row in enumerate(rows, 1)
            for c, value in enumerate(row, 1)
            if value != ""
        ]
        cells += [[row, column, "error", text, 0] for name, row, column, text in errors if name == info.name]
        merged = [[a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1] for a, b in sheet.merged_cell_ranges or []]
        sheets.append(sheet_of(info.name, cells, info.visible == SheetVisibleEnum.Visible, merged))
    return sheets


def ods_errors(archive: zipfile.ZipFile) -> list[tuple[str, int, int, str]]:
    """Return (sheet, row, column, text) of the error cells of an .ods, which calamine gives as blanks."""
    if b"error" not in archive.read("content.xml"):
        return []
    from xml.etree import ElementTree

    table, calc = (
        "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
        "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}",
    )
    found = []
    for sheet in ElementTree.fromstring(archive.read("content.xml")).iter(f"{table}table"):
        row_number = 0
        for row in sheet.iter(f"{table}table-row"):
            row_number += int(row.get(f"{table}number-rows-repeated", 1))
            column = 0
            for cell in row:
                column += int(cell.get(f"{table}number-columns-repeated", 1))
                if cell.get(f"{calc}value-type") == "error":
                    found.append(
                        (sheet.get(f"{table}name") or "", row_number, column, "".join(cell.itertext()))
                    )
    return found
