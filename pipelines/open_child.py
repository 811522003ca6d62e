"""One workbook -> its cells as JSON, in a process of its own: a hostile file kills this process, never the server.

Run as a plain file, one path an argument; prints one JSON object a line. Imports nothing of ours, on purpose: what
it is given is not trusted, and what it returns is only text and numbers.
"""

from __future__ import annotations

import csv
import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

MAX_BYTES = 25 * 2**20
MAX_UNZIPPED = 300 * 2**20
MAX_CELLS = 3_000_000
MAX_COLUMNS = 2_000

_UNCACHED = re.compile(rb'<c r="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>')


class Refused(Exception):
    """A file that will not be read, and why, in French."""


def open_workbook(path: str) -> list[dict[str, Any]]:
    """Return the sheets of a file: name, visibility, cells `[row, column, kind, value, percent]`, merges, hidden rows."""
    with open(path, "rb") as file:
        content = file.read(MAX_BYTES + 1)
    if not content.strip():
        raise Refused("le fichier est vide ; enregistrez-le à nouveau depuis votre tableur")
    if len(content) > MAX_BYTES:
        raise Refused("le fichier dépasse 25 Mo ; retirez les images, ou coupez-le en plusieurs classeurs")
    if content.startswith(b"PK\x03\x04"):
        return _open_zip(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return _open_xls(content)
    if content.startswith(b"\x09") and content[1:2] in (b"\x00", b"\x02", b"\x04", b"\x08"):
        return _open_xls(content)  # a BIFF stream without its container: Excel 2 to 5
    if re.match(rb"\s*<(!doctype html|html|table)", content[:200].lower()):
        raise Refused("le fichier est une page web et non un classeur ; ouvrez-le dans Excel et enregistrez-le en .xlsx")
    return [_sheet("CSV", _csv_cells(content))]


def _open_zip(content: bytes) -> list[dict[str, Any]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        names = archive.namelist()
        _check_archive(archive)
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError) as fault:
        raise Refused("le fichier est abîmé ; enregistrez-le à nouveau depuis votre tableur") from fault
    if "mimetype" in names or "content.xml" in names:
        if "encryption-data" in _text_of(archive, "META-INF/manifest.xml"):
            raise Refused("le fichier est protégé par un mot de passe ; enregistrez-le sans mot de passe")
        return _open_calamine(content, _ods_errors(archive))
    try:
        sheets = _open_xlsx(content, archive)
    except Exception:  # openpyxl raises many kinds on unusual files that calamine reads: the second reader decides
        sheets = []
    return sheets if any(sheet["cells"] for sheet in sheets) else _open_calamine(content, [])


def _check_archive(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    doubled = len({entry.filename for entry in entries}) < len(entries)
    climbing = any(".." in entry.filename.split("/") for entry in entries)
    if len(entries) > 2_000 or doubled or climbing or any(entry.flag_bits & 1 for entry in entries):
        raise Refused("le fichier a une structure anormale ; enregistrez-le à nouveau depuis votre tableur")
    if total > MAX_UNZIPPED or (total > 10 * 2**20 and total / packed > 200):
        raise Refused("le fichier est anormalement gros une fois ouvert ; copiez ses données dans un nouveau classeur")
    if any(b"<!DOCTYPE" in archive.read(entry)[:2_000] for entry in entries if entry.filename.endswith(".xml")):
        raise Refused("le fichier contient une définition interdite (DTD) ; enregistrez-le à nouveau depuis Excel")


def _text_of(archive: zipfile.ZipFile, name: str) -> str:
    return archive.read(name).decode("utf-8", "replace") if name in archive.namelist() else ""


def _open_xlsx(content: bytes, archive: zipfile.ZipFile) -> list[dict[str, Any]]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    uncached = _uncached_cells(content, archive)
    sheets = []
    for sheet in book.worksheets:
        # The sparse store, not the rows: a file with cells A1 and XFD1048576 has two cells, not seventeen billion.
        cells = [_xlsx_cell(cell) for cell in sheet._cells.values() if cell.value is not None]
        cells += [[row, column, "uncached", None, 0] for row, column in uncached.get(sheet.title, [])]
        hidden = [row for row, size in sheet.row_dimensions.items() if size.hidden]
        merged = [[part.min_row, part.min_col, part.max_row, part.max_col] for part in sheet.merged_cells.ranges]
        sheets.append(_sheet(sheet.title, cells, sheet.sheet_state == "visible", merged, hidden))
    return sheets


def _xlsx_cell(cell: Any) -> list[Any]:
    if cell.data_type == "e":
        return [cell.row, cell.column, "error", str(cell.value), 0]
    percent = int("%" in (cell.number_format or ""))
    return [cell.row, cell.column, *_plain(cell.value), percent]


def _uncached_cells(content: bytes, archive: zipfile.ZipFile) -> dict[str, list[tuple[int, int]]]:
    parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")]
    if not any(_UNCACHED.search(archive.read(name)) for name in parts):
        return {}
    import openpyxl

    formulas = openpyxl.load_workbook(io.BytesIO(content))
    values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    found: dict[str, list[tuple[int, int]]] = {}
    for sheet in formulas.worksheets:
        cells = [key for key, cell in sheet._cells.items() if cell.data_type == "f"]
        found[sheet.title] = [key for key in cells if values[sheet.title].cell(*key).value is None]
    return found


def _open_xls(content: bytes) -> list[dict[str, Any]]:
    import xlrd

    if b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e" in content:
        raise Refused("le fichier est protégé par un mot de passe ; enregistrez-le sans mot de passe")
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=io.StringIO())
    except xlrd.XLRDError as fault:
        if "ncrypted" in str(fault):
            raise Refused("le fichier est protégé par un mot de passe ; enregistrez-le sans mot de passe") from fault
        return _open_calamine(content, [])
    except Exception:  # xlrd fails in many ways on damaged files; calamine may still read them
        return _open_calamine(content, [])
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
    return _sheet(sheet.name, cells, sheet.visibility == 0, merged, hidden)


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
            return [*place, *_plain(xlrd.xldate_as_datetime(cell.value, book.datemode)), 0]
        except (ValueError, OverflowError):
            return [*place, "number", cell.value, 0]
    style = book.xf_list[cell.xf_index].format_key if cell.xf_index is not None else 0
    shown = book.format_map[style].format_str if style in book.format_map else ""
    return [*place, *_plain(cell.value), int("%" in shown)]


def _open_calamine(content: bytes, errors: list[tuple[str, int, int, str]]) -> list[dict[str, Any]]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as fault:
        raise Refused("le fichier est protégé par un mot de passe ; enregistrez-le sans mot de passe") from fault
    except (CalamineError, OSError, ValueError) as fault:
        raise Refused("le fichier est illisible ; ouvrez-le dans votre tableur et enregistrez-le en .xlsx") from fault
    sheets = []
    for info in book.sheets_metadata:
        if "WorkSheet" not in str(info.typ):
            continue
        sheet = book.get_sheet_by_name(info.name)
        rows = sheet.to_python(skip_empty_area=False)
        cells = [[r, c, *_plain(value), 0] for r, row in enumerate(rows, 1) for c, value in enumerate(row, 1) if value != ""]
        cells += [[row, column, "error", text, 0] for name, row, column, text in errors if name == info.name]
        merged = [[a[0] + 1, a[1] + 1, b[0] + 1, b[1] + 1] for a, b in sheet.merged_cell_ranges or []]
        sheets.append(_sheet(info.name, cells, info.visible == SheetVisibleEnum.Visible, merged))
    return sheets


def _ods_errors(archive: zipfile.ZipFile) -> list[tuple[str, int, int, str]]:
    """Return (sheet, row, column, text) of the error cells of an .ods, which calamine gives as blanks."""
    if b"error" not in archive.read("content.xml"):
        return []
    from xml.etree import ElementTree

    table, calc = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}", "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
    found = []
    for sheet in ElementTree.fromstring(archive.read("content.xml")).iter(f"{table}table"):
        row_number = 0
        for row in sheet.iter(f"{table}table-row"):
            row_number += int(row.get(f"{table}number-rows-repeated", 1))
            column = 0
            for cell in row:
                column += int(cell.get(f"{table}number-columns-repeated", 1))
                if cell.get(f"{calc}value-type") == "error":
                    found.append((sheet.get(f"{table}name") or "", row_number, column, "".join(cell.itertext())))
    return found


def _csv_cells(content: bytes) -> list[list[Any]]:
    lines = _decoded(content).splitlines(keepends=True)
    shift = 1
    if lines and re.match(r"(?i)sep=.\s*$", lines[0]):
        delimiter, lines, shift = lines[0][4], lines[1:], 2
    else:
        delimiter = _delimiter(lines)
    csv.field_size_limit(32_767)
    try:
        rows = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error as fault:
        raise Refused("le fichier texte est mal formé ; ouvrez-le dans votre tableur et enregistrez-le en .xlsx") from fault
    return [
        [number, column, "text", text, 0]
        for number, row in enumerate(rows, shift)
        for column, text in enumerate(row[:MAX_COLUMNS], 1)
        if text.strip()
    ]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if content[:40:2].count(0) > 10 or content[1:41:2].count(0) > 10:  # UTF-16 that does not say so
        return content.decode("utf-16-be" if content[0] == 0 else "utf-16-le", "replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if "\0" in text:
        raise Refused("le fichier n'est ni un classeur ni un texte lisible ; enregistrez-le en .xlsx")
    return text


def _delimiter(lines: list[str]) -> str:
    """Return the sign that cuts most of the first lines into the same number of columns, at least two."""
    sample = [line for line in lines[:60] if line.strip()]

    def steadiness(sign: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(sample, delimiter=sign)]
        usual = max(set(counts), key=lambda width: (counts.count(width) * (width > 1), width), default=1)
        return (counts.count(usual) * usual if usual > 1 else 0), usual

    return max((";", "\t", ",", "|"), key=steadiness)


def _plain(value: Any) -> list[Any]:
    if isinstance(value, bool):
        return ["flag", value]
    if isinstance(value, int | float):
        finite = value == value and value not in (float("inf"), float("-inf"))
        return ["number", value] if finite else ["error", "#NUM!"]
    if isinstance(value, datetime):
        return ["day", value.date().isoformat()]
    if isinstance(value, date):
        return ["day", value.isoformat()]
    return ["text", str(value)] if not isinstance(value, time | timedelta) else ["text", str(value)]


def _sheet(name: str, cells: list[Any], visible: bool = True, merged: Any = (), hidden: Any = ()) -> dict[str, Any]:
    if len(cells) > MAX_CELLS:
        raise Refused("le classeur a trop de cellules ; coupez-le en plusieurs classeurs")
    return {"name": name, "visible": visible, "cells": cells, "merged": list(merged), "hidden_rows": list(hidden)}


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_seconds(seconds: int) -> None:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(spent.ru_utime + spent.ru_stime) + seconds, resource.RLIM_INFINITY))


def answers(paths: list[str]) -> Iterator[dict[str, Any]]:
    """Yield, a file at a time, its sheets or the reason why it is refused."""
    for path in paths:
        _allow_seconds(60)
        try:
            yield {"sheets": open_workbook(path)}
        except Refused as reason:
            yield {"refused": str(reason)}
        except MemoryError:
            yield {"refused": "le fichier demande trop de mémoire ; copiez ses données dans un nouveau classeur"}
        except Exception as fault:
            yield {"refused": f"le fichier est illisible ({type(fault).__name__}) ; enregistrez-le à nouveau en .xlsx"}


if __name__ == "__main__":
    _limit()
    answering, sys.stdout = sys.stdout, sys.stderr  # a library that prints must not garble the answers
    for answer in answers(sys.argv[1:]):
        print(json.dumps(answer), file=answering, flush=True)
