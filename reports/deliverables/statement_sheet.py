"""The tables of a compte rendu financier -> a workbook to copy from: amounts are numbers, nothing is a formula."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from reports.bilan.annex import Formats
from reports.bilan.sealed import Sealed
from reports.deliverables import statement
from reports.deliverables.gaps import gaps
from reports.deliverables.reading import begun, foot, moment
from reports.deliverables.statement import Account

_EUROS, _SHARE = '#,##0.00 "€"', "0.0%"
_HEAD = (
    "Compte",
    "Intitulé",
    "Prévision initiale",
    "Prévision (révisée)",
    "Réalisation",
    "Réalisation / prévision",
    "À savoir",
)
_LINE = 15  # points: the height of a line
_List = tuple[str, tuple[str, ...], Sequence[tuple[str, ...]]]
_WIDTHS = (10, 46, 18, 18, 18, 16, 60)


def sheet_of(one: Sealed) -> bytes:
    """Return the .xlsx: the table of accounts, the explanations, the qualitative bilan."""
    stream = io.BytesIO()
    asked = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, asked) as book:
        book.set_properties(
            {"title": f"Compte rendu financier, {one.bilan.call}", "comments": f"Code {one.code}",
             "created": moment(one).replace(tzinfo=None)}
        )  # fmt: skip
        formats = Formats(book)
        _write_accounts(book.add_worksheet("Tableau des comptes"), formats, one)
        _write_list(
            book.add_worksheet("Écarts et clés"), formats, (44, 50, 60),
            [
                ("Écarts à expliquer", ("Compte ou action", "Écart", "Explication"),
                 [(gap.what, gap.told, gap.explained) for gap in gaps(one.bilan)]),
                ("Clés de répartition", ("Compte", "Libellé", "Clé"), statement.keys(one.bilan)),
            ],
        )  # fmt: skip
        told = [
            (d.number, d.action, d.objective, begun(d.told), d.people, d.places)
            for d in statement.done(one.bilan)
        ]
        head = ("N°", "Action", "Objectif", "Ce qui a été fait", "Bénéficiaires", "Lieux")
        _write_list(
            book.add_worksheet("Bilan qualitatif"),
            formats,
            (6, 34, 34, 40, 34, 60),
            [("Actions", head, told)],
        )
    return stream.getvalue()


def _write_accounts(sheet: Worksheet, formats: Formats, one: Sealed) -> None:
    sheet.hide_gridlines(2)
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width)
    _print_on_one_page(sheet)
    _text(sheet, formats, 0, 0, f"Compte rendu financier, {one.bilan.call}", bold=True, font_size=14)
    at = 1
    for name, told in statement.identity(one.bilan).items():
        _text(sheet, formats, at, 0, f"{name} : {told}")
        at += 1
    for told in (statement.DUE.capitalize() + ".", statement.TO_CHECK, *one.bilan.warnings):
        _text(sheet, formats, at, 0, told, italic=True)
        at += 1
    for side in statement.sides(one.bilan):
        at = _write_head(sheet, formats, at + 1, side.title, _HEAD)
        for account in (*side.accounts, *filter(None, [side.total])):
            _write_account(sheet, formats, at, account)
            at += 1
    for told in foot(one):
        at += 1
        _text(sheet, formats, at, 0, told)


def _write_account(sheet: Worksheet, formats: Formats, at: int, one: Account) -> None:
    is_total = not one.number
    weight = {"bold": True, "bg_color": "#E6ECF3"} if is_total else {}
    _text(sheet, formats, at, 0, one.number, border=1, **weight)
    _text(sheet, formats, at, 1, one.title, border=1, **weight)
    numbers = ((one.initial, _EUROS), (one.planned, _EUROS), (one.achieved, _EUROS), (one.share, _SHARE))
    for place, (number, form) in enumerate(numbers, 2):
        dressed = formats(border=1, num_format=form, **weight)
        if number is None:
            sheet.write_blank(at, place, None, dressed)
        else:
            sheet.write_number(at, place, number, dressed)
    _text(sheet, formats, at, 6, " ; ".join(one.notes), border=1, text_wrap=True, **weight)


def _write_list(sheet: Worksheet, formats: Formats, widths: Sequence[int], lists: Sequence[_List]) -> None:
    sheet.hide_gridlines(2)
    _print_on_one_page(sheet)
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    at = 0
    for title, head, rows in lists:
        at = _write_head(sheet, formats, at, title, head)
        for row in rows or [("Rien de transmis.", *[""] * (len(head) - 1))]:
            # Without a height of its own, a row of several lines is drawn over the next one by some programs.
            lines = (math.ceil(1.2 * len(told) / width) for told, width in zip(row, widths, strict=True))
            sheet.set_row(at, _LINE * max(1, *lines))
            for place, told in enumerate(row):
                _text(sheet, formats, at, place, told, border=1, text_wrap=True)
            at += 1
        at += 1


def _write_head(sheet: Worksheet, formats: Formats, at: int, title: str, head: tuple[str, ...]) -> int:
    """Write the title of a table and its head; return the row after."""
    _text(sheet, formats, at, 0, title, bold=True, font_size=12)
    sheet.set_row(at + 1, 2 * _LINE)
    for place, told in enumerate(head):
        _text(
            sheet,
            formats,
            at + 1,
            place,
            told,
            bold=True,
            bg_color="#1F5F5B",
            font_color="#FFFFFF",
            text_wrap=True,
            border=1,
        )
    return at + 2


def _text(sheet: Worksheet, formats: Formats, at: int, place: int, told: str, **dress: object) -> None:
    if not told:
        sheet.write_blank(at, place, None, formats(**dress))
        return
    # Written as text, it is no formula; the mark keeps it one when somebody edits the cell.
    if told[:1] in ("=", "+", "-", "@", "\t", "\r"):
        dress["quote_prefix"] = True
    sheet.write_string(at, place, told[:32_000], formats(**dress))


def _print_on_one_page(sheet: Worksheet) -> None:
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")
