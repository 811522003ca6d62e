"""Pages -> the bytes of a workbook, the same at every run: fixed dates inside, fixed times in the archive."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlsxwriter

from pipelines.demo.pages import INVENTED, Page

_WRITTEN_AT = datetime(2026, 1, 12, 9, 0, tzinfo=UTC).replace(tzinfo=None)
_FIRST_INSTANT = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip archive can say
_TIDY = {
    "bold": True,
    "bg_color": "#1F5F5B",
    "font_color": "#FFFFFF",
    "text_wrap": True,
    "valign": "vcenter",
    "border": 1,
}
_HASTY = {"bold": True, "bg_color": "#FFF2CC", "text_wrap": True, "border": 1}


def workbook_of(pages: Sequence[Page]) -> bytes:
    """Return an .xlsx of the pages, a sheet each."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties(
            {"author": "Association de démonstration", "comments": INVENTED, "created": _WRITTEN_AT}
        )
        for page in pages:
            _write_page(book, book.add_worksheet(page.name), page)
    return _without_clock(stream.getvalue())


def csv_of(page: Page) -> bytes:
    """Return a page as Excel saves it in French: semicolons, Windows-1252, days as 31/12/2025."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerows(_lines(page, page.titles))
    return text.getvalue().encode("cp1252")


def _lines(page: Page, titles: Sequence[str]) -> Iterator[list[Any]]:
    yield from ([title] for title in titles)
    for line in (*page.header, *page.body):
        yield [f"{value:%d/%m/%Y}" if isinstance(value, date) else value for value in line]


def _without_clock(content: bytes) -> bytes:
    """Return the same archive, its entries dated alike: only what is written may differ between two runs."""
    rewritten = io.BytesIO()
    with ZipFile(io.BytesIO(content)) as before, ZipFile(rewritten, "w") as after:
        for name in before.namelist():
            entry = ZipInfo(name, _FIRST_INSTANT)
            entry.compress_type = ZIP_DEFLATED
            after.writestr(entry, before.read(name), compresslevel=9)
    return rewritten.getvalue()


def _write_page(book: Any, sheet: Any, page: Page) -> None:
    formats = {
        "title": book.add_format(
            {"bold": True, "font_size": 14, "font_color": "#1F5F5B" if page.is_tidy else "#000000"}
        ),
        "note": book.add_format({"italic": True, "font_color": "#7F7F7F"}),
        "header": book.add_format(_TIDY if page.is_tidy else _HASTY),
        "day": book.add_format(
            {"num_format": "dd/mm/yyyy", "border": int(page.is_tidy), "border_color": "#D9D9D9"}
        ),
        "cell": book.add_format({"border": int(page.is_tidy), "border_color": "#D9D9D9"}),
    }
    _write_titles(sheet, page, formats)
    top = len(page.titles)
    _write_header(sheet, page, top, formats["header"])
    first = top + len(page.header)
    for row, line in enumerate(page.body, first):
        for column, value in enumerate(line):
            _write_cell(sheet, row, column, value, formats)
    _set_widths(sheet, page)
    if page.is_tidy:
        sheet.freeze_panes(first, 2)
        sheet.autofilter(first - 1, 0, first - 1 + len(page.body), len(page.header[-1]) - 1)


def _write_titles(sheet: Any, page: Page, formats: dict[str, Any]) -> None:
    for row, title in enumerate(page.titles):
        look = formats["note" if row else "title"]
        if row or page.is_tidy:
            sheet.write_string(row, 0, title, look)
        else:  # whoever writes in haste merges the title across the table
            sheet.merge_range(0, 0, 0, len(page.header[0]) - 1, title, look)


def _write_header(sheet: Any, page: Page, top: int, look: Any) -> None:
    if len(page.header) == 1:
        sheet.set_row(top, 45 if page.is_tidy else None)
        for column, label in enumerate(page.header[0]):
            sheet.write(top, column, label, look)
        return
    above, below = page.header
    for parent, run in groupby(enumerate(above), key=lambda pair: pair[1]):
        columns = [column for column, _ in run]
        if below[columns[0]] and len(columns) > 1:
            sheet.merge_range(top, columns[0], top, columns[-1], parent, look)
        elif below[columns[0]]:
            sheet.write_string(top, columns[0], parent, look)
        else:
            sheet.merge_range(top, columns[0], top + 1, columns[0], parent, look)
    for column, label in enumerate(below):
        if label:
            sheet.write_string(top + 1, column, label, look)


def _write_cell(sheet: Any, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, str):
        sheet.write_string(row, column, value, formats["cell"])
    else:
        sheet.write(row, column, value, formats["cell"])


def _set_widths(sheet: Any, page: Page) -> None:
    for column, label in enumerate(page.header[0]):
        texts = [
            str(line[column]) for line in page.body if len(line) > column and isinstance(line[column], str)
        ]
        widest = max(map(len, texts), default=0)
        sheet.set_column(column, column, min(48, max(11, widest + 1, len(label) // 2)))
