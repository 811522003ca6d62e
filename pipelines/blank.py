"""Contract -> the blank workbook we hand out: headers, drop-down lists, a sheet of notice. We accept what we hand out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import xlsxwriter

from pipelines.contract import LISTS_SHEET, NOTICE_SHEET, Column, Contract
from pipelines.lists import Code, Flag, labels_of

_ROWS = 200
_THREE_VALUES = (
    "NC ou vide : pas connu (dans une colonne à liste, laissez vide). 0 ou néant : il n'y en a pas. "
    "SO : la question ne se pose pas."
)


def write_blank(contract: Contract, residence: str, period: str, path: Path) -> None:
    """Write the blank workbook of a kind for a residence and a period (« 2025-03 », « 2025 », a wave)."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(contract.title.split("(")[0].strip()[:31])
    sheet.write(0, 0, contract.title, book.add_format({"bold": True, "font_size": 14}))
    sheet.write(1, 0, f"Résidence : {residence}")
    sheet.write(2, 0, f"Période : {_spoken(period)}")
    columns = [column for column in contract.columns if column.is_kept]
    lists = _write_lists(book, columns)
    for place, column in enumerate(columns):
        _write_header(book, sheet, place, column)
        if source := lists.get(column.name):
            sheet.data_validation(
                5, place, 5 + _ROWS, place, {"validate": "list", "source": source, "error_type": "warning"}
            )
    sheet.freeze_panes(5, 0)
    _write_notice(book, contract)
    book.close()


def _write_header(book: Any, sheet: Any, place: int, column: Column) -> None:
    style = {
        "bold": True,
        "bg_color": "#0b5fa5" if column.required else "#5b7083",
        "font_color": "white",
        "text_wrap": True,
        "valign": "top",
    }
    sheet.write(4, place, column.header, book.add_format(style))
    sheet.write_comment(4, place, column.help)
    sheet.set_column(place, place, max(12, min(24, len(column.header))))


def _write_lists(book: Any, columns: list[Column]) -> dict[str, str]:
    """Write the closed lists on a hidden sheet (a drop-down typed in full may not pass 255 characters)."""
    hidden = book.add_worksheet(LISTS_SHEET)
    hidden.hide()
    sources = {}
    for place, column in enumerate(columns):
        labels = ["oui", "non"] if isinstance(column.type, Flag) else list(labels_of(column.type).values())
        if labels and isinstance(column.type, Code | Flag):
            hidden.write_column(0, place, labels)
            letter = xlsxwriter.utility.xl_col_to_name(place)
            sources[column.name] = f"=Listes!${letter}$1:${letter}${len(labels)}"
    return sources


def _write_notice(book: Any, contract: Contract) -> None:
    notice = book.add_worksheet(NOTICE_SHEET)
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    notice.set_column(0, 0, 34, wrap)
    notice.set_column(1, 1, 90, wrap)
    lines = [("Ce classeur", contract.help), ("Jamais conservé", contract.never_kept or "—")]
    lines += [
        (
            "Inconnu, néant, sans objet",
            _THREE_VALUES,
        )
    ]
    lines += [
        (f"{column.header}{' (obligatoire)' if column.required else ''}", _explained(column))
        for column in contract.kept
    ]
    for row, pair in enumerate(lines):
        notice.write_row(row, 0, pair)


def _explained(column: Column) -> str:
    labels = labels_of(column.type)
    return f"{column.help} Liste : {', '.join(labels.values())}." if labels else column.help


def _spoken(period: str) -> str:
    year, _, month = period.partition("-")
    return f"{month}/{year}" if month.isdigit() else period
