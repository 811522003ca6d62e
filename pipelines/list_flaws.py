"""Flaws -> a workbook that only lists them: what is given back of a file that nothing can be written in."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from pipelines.flaws import Flaw

_HEADER = ("Feuille", "Cellule", "Colonne", "Lu", "Ce qui ne va pas, et que faire")
_WIDTHS = (22, 10, 26, 28, 90)


def list_flaws(flaws: Sequence[Flaw]) -> bytes:
    """Return an .xlsx with a line a cell to correct. It bears no mark: the file itself is corrected, and comes back."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet(f"À corriger ({len(flaws)})")
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    for place, width in enumerate(_WIDTHS):
        sheet.set_column(place, place, width, wrap)
    sheet.write_row(0, 0, _HEADER, book.add_format({"bold": True}))
    for row, flaw in enumerate(flaws, 1):
        told = (flaw.sheet, flaw.cell, flaw.label, flaw.read, " ".join(flaw.messages))
        for place, text in enumerate(told):
            sheet.write_string(row, place, text[:32_000], wrap)
    sheet.freeze_panes(1, 0)
    book.close()
    return buffer.getvalue()
