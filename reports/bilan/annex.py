"""A sealed bilan -> its annex workbook: every table, definition and file, native charts, the code and the seal on its first sheet."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.bilan.content import Column, Part, Row, Table, Value
from reports.bilan.draw import draw
from reports.bilan.in_french import empty, is_gap
from social_project.markup import letters
from ui import words

if TYPE_CHECKING:
    from reports.bilan.sealed import Sealed

FIRST_SHEET = "Sceau"
CODE_CELL, SEAL_CELL = (3, 1), (4, 1)
_OPENS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_000  # letters: what a cell holds
_NUMBERS = {"share": "0.0%", "euros": '#,##0.00 "€"'}
_OF_UNITS = {"%": "0.0%", "€": '#,##0.00 "€"'}
_GAPS = {"%": '+0.0" pt";-0.0" pt";0" pt"', "€": '+#,##0.00 "€";-#,##0.00 "€";0 "€"'}
# The name of a sheet has 31 letters at most.
_SHORT = {
    9: "Projets sociaux",
    10: "Prévu, réalisé, écart",
    12: "Limites et qualité",
    13: "Perspectives, annexes",
}
_HASH = 64  # letters of a SHA-256
_LINE = 15  # points: the height of a line of text
_HOW = (
    "Pour vérifier ce fichier : python -m reports verify FICHIER, ou le code ci-dessus auprès de l'association. Toute cellule "
    "modifiée, même d'un seul chiffre, est reconnue. « s » : chiffre masqué pour protéger les personnes."
)


class Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def __call__(self, **asked: object) -> Format:
        """Return a format of these properties."""
        key = tuple(sorted(asked.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"valign": "top", **asked})
        return self._made[key]


def annex(one: Sealed) -> bytes:
    """Return the .xlsx of a sealed bilan. No cell is ever a formula: what begins like one is marked as text."""
    stream = io.BytesIO()
    asked = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, asked) as book:
        book.set_properties({
            "title": f"Bilan {one.bilan.call}, édition {one.edition}", "comments": f"Code {one.code}",
            "created": datetime.fromisoformat(one.at).replace(tzinfo=None),
        })  # fmt: skip
        formats = Formats(book)
        _write_seal(book.add_worksheet(FIRST_SHEET), formats, one)
        for part in one.bilan.parts:
            _write_part(book, book.add_worksheet(_sheet_name(part)), formats, part)
    return stream.getvalue()


def _sheet_name(part: Part) -> str:
    return f"{part.number} {_SHORT.get(part.number, part.title)}"


def _write_seal(sheet: Worksheet, formats: Formats, one: Sealed) -> None:
    bold, wrap = formats(bold=True), formats(text_wrap=True)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 90)
    _set_print(sheet)
    sheet.write_string(0, 0, f"Bilan {one.bilan.call}"[:_LONGEST], formats(bold=True, font_size=16))
    sheet.write_string(1, 0, "Annexe chiffrée, telle que publiée")
    for at, (title, text) in enumerate(_seal_lines(one), CODE_CELL[0]):
        sheet.write_string(at, 0, title, bold)
        _write_text(sheet, formats, at, 1, text, wrap)


def _seal_lines(one: Sealed) -> Iterator[tuple[str, str]]:
    yield "Code", one.code
    yield "Sceau (SHA-256 du contenu)", one.sha256
    yield "Édition", str(one.edition)
    yield "Publiée le", words.instant(one.at)
    yield "Par", one.by
    yield "Chiffres du dépôt", one.bilan.data_version
    yield "Version du calcul", one.program
    for warning in one.bilan.warnings:
        yield "À savoir", warning
    for year, mark in one.people:
        yield f"Chiffres de personnes {year}", f"édition publiée, SHA-256 {mark}"
    if one.before:
        yield "Remplace", f"{one.before} : {one.why}"
    for change in one.changed:
        yield "A changé", change
    yield "Vérifier", _HOW


def _write_part(book: xlsxwriter.Workbook, sheet: Worksheet, formats: Formats, part: Part) -> None:
    sheet.hide_gridlines(2)
    _set_print(sheet)
    sheet.write_string(0, 0, f"{part.number}. {part.title}", formats(bold=True, font_size=14))
    widths = _set_widths(sheet, part)
    at = 2
    for told in (*part.notes, *letters(part.text)):
        _write_text(sheet, formats, at, 0, told, formats())
        at += 1
    for table in part.tables:
        at = _write_table(book, sheet, formats, table, at + 1, widths)


def _write_table(
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    formats: Formats,
    table: Table,
    at: int,
    widths: Sequence[int],
) -> int:
    """Write a table from a row on; return the row after it and its chart."""
    _write_text(sheet, formats, at, 0, table.title, formats(bold=True, font_size=12))
    if table.caveat:
        at += 1
        _write_text(sheet, formats, at, 0, table.caveat, formats(italic=True))
    head = at + 1
    dressed = formats(bold=True, bg_color="#1F5F5B", font_color="#FFFFFF", text_wrap=True, border=1)
    sheet.set_row(head, _height([column.title for column in table.columns], widths))
    for place, column in enumerate(table.columns):
        sheet.write_string(head, place, column.title, dressed)
    for rank, row in enumerate(table.rows, head + 1):
        sheet.set_row(rank, _height(row.cells, widths))
        for place, (column, value) in enumerate(zip(table.columns, row.cells, strict=True)):
            _write_cell(sheet, formats, rank, place, column, row, value)
    if not table.rows:
        sheet.write_string(head + 1, 0, empty(table.key), formats(italic=True))
    end = head + max(1, len(table.rows))
    return end + 2 + draw(book, sheet, table, head, end + 2)


def _write_cell(
    sheet: Worksheet, formats: Formats, at: int, place: int, column: Column, row: Row, value: Value
) -> None:
    if value is None:
        sheet.write_blank(at, place, None, formats(border=1))
    elif isinstance(value, str):
        is_alone = column.kind != "text" and len(value) == 1
        dressed = formats(border=1, text_wrap=True, **({"align": "right"} if is_alone else {}))
        _write_text(sheet, formats, at, place, value, dressed)
    else:
        sheet.write_number(at, place, value, formats(border=1, num_format=_number_format(column, row, value)))


def _number_format(column: Column, row: Row, value: float) -> str:
    if column.kind == "share" and is_gap(column):
        return "+0.0%;-0.0%;0.0%"
    if column.kind in _NUMBERS:
        return _NUMBERS[column.kind]
    plain = "#,##0" if float(value).is_integer() else "#,##0.0#"
    if column.kind == "gap":
        return _GAPS.get(row.unit, f"+{plain};-{plain};0")
    if column.kind == "value":
        return _OF_UNITS.get(row.unit, plain)
    return plain


def _write_text(sheet: Worksheet, formats: Formats, at: int, place: int, text: str, dressed: Format) -> None:
    # Written as text, it is no formula; somebody who edits the cell would make it one, but for this mark.
    if text.startswith(_OPENS_A_FORMULA):
        dressed = formats(border=1, text_wrap=True, quote_prefix=True)
    sheet.write_string(at, place, text[:_LONGEST], dressed)


def _set_print(sheet: Worksheet) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")


def _set_widths(sheet: Worksheet, part: Part) -> list[int]:
    """Set the width of each column, in letters, and return them."""
    widths = []
    for place in range(max((len(table.columns) for table in part.tables), default=1)):
        told = [row.cells[place] for table in part.tables if place < len(table.columns) for row in table.rows]
        longest = max((len(one) for one in told if isinstance(one, str)), default=0)
        # A hash is read whole, a sentence on several lines.
        widths.append(66 if longest == _HASH else min(40, max(14, longest + 2)))
        sheet.set_column(place, place, widths[-1])
    return widths


def _height(told: Sequence[Value], widths: Sequence[int]) -> float:
    """Return the height, in points, that the longest text of a row takes in columns of these widths."""
    lines = [
        math.ceil(1.15 * len(one) / width)
        for one, width in zip(told, widths, strict=False)
        if isinstance(one, str)
    ]
    return _LINE * min(25, max([1, *lines]))
