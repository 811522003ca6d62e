"""A register dressed as staff do, with five cells to look at; the workbook given back for it, and what is seen of both."""

from __future__ import annotations

import base64
import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from pipelines.keep import check_files
from pipelines.marked import given_back
from tests.workbooks import CONFLICT_HEADER, conflict, edit_part, write_xlsx

MARCH = date(2025, 3, 4)
RED, ORANGE = "FFF8B4B1", "FFFBD8A3"
LINES = [
    conflict(1, MARCH),
    conflict(2, MARCH, category="???"),
    conflict(3, MARCH, outcome="réglé", closed_on="31/02/2025"),
    conflict(4, MARCH, residence=None),
    conflict(5, MARCH, outcome="En cours"),
]
# What a reader of the contract finds by hand: three lists and a date, a blank, and a doubt (under way, and closed).
WRONG = {"E4": RED, "F5": RED, "G5": RED, "B6": RED, "G7": ORANGE}
RIGHT = {"E4": "Bruit", "F5": "Résolu", "G5": date(2025, 3, 9), "B6": "Viala", "G7": None}


def dressed(path: Path) -> Path:
    write_xlsx(path, {"Notes": [["pour mémoire"]], "Registre": [["Conflits 2025"], CONFLICT_HEADER, *LINES]})
    book = openpyxl.load_workbook(path)
    sheet = book["Registre"]
    sheet.merge_cells("A1:G1")
    sheet["A1"].font = Font(bold=True, size=16, color="FF883300")
    sheet["E4"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["C3"].number_format = "dddd d mmmm yyyy"
    sheet["A4"].comment = Comment("à revoir avec l'équipe", "une collègue")
    sheet["E4"].comment = Comment("je ne sais pas", "une collègue")
    sheet["J3"] = "=1+1"
    sheet.column_dimensions["B"].width = 33
    sheet.row_dimensions[4].height = 40
    sheet.row_dimensions[5].hidden = True
    sheet.freeze_panes = "A3"
    sheet.conditional_formatting.add("A3:A9", CellIsRule("equal", ["1"], font=Font(bold=True)))
    wanted = DataValidation("list", formula1='"Bruit,Autre"')
    wanted.add("E3:E9")
    sheet.add_data_validation(wanted)
    sheet.defined_names["local"] = DefinedName("local", attr_text="Registre!$A$1")
    sheet.add_image(Image(io.BytesIO(_pixel())), "L2")
    book.active = 1
    book.save(path)
    # As Excel leaves it: a formula has its result.
    return edit_part(path, "xl/worksheets/sheet2.xml", lambda xml: xml.replace(b"<v /></c>", b"<v>2</v></c>"))


def _pixel() -> bytes:
    return base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )


def give_back(path: Path) -> Path:
    """Return the marked workbook, as the person takes it away."""
    [receipt] = check_files([path])
    returned = path.with_name(f"{path.stem} - à corriger.xlsx")
    returned.write_bytes(given_back(path, receipt))
    return returned


def corrected(path: Path, values: dict[str, Any], sheet: str = "Registre") -> Path:
    book = openpyxl.load_workbook(path)
    for cell, value in values.items():
        book[sheet][cell] = value
    book.save(path)
    return path


def looks(path: Path) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Return what openpyxl sees of every cell: value, formula, font, fill, border, format, alignment, comment."""
    seen = {}
    for book in (openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)):
        for sheet in book.worksheets:
            for cell in sheet._cells.values():  # type: ignore[attr-defined]
                style = (
                    cell.font,
                    cell.fill,
                    cell.border,
                    cell.number_format,
                    cell.alignment,
                    cell.protection,
                )
                told = cell.comment.text if cell.comment else ""
                seen[sheet.title, cell.coordinate] = (
                    *seen.get((sheet.title, cell.coordinate), ()),
                    getattr(cell.value, "text", cell.value),  # of an array, its formula
                )
                seen[sheet.title, cell.coordinate] += (*map(repr, style), told)
    return seen


def layout(path: Path) -> dict[str, Any]:
    """Return what openpyxl sees of every sheet beside its cells."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: {
            "widths": {name: (size.width, size.hidden) for name, size in sheet.column_dimensions.items()},
            "heights": {name: (size.height, size.hidden) for name, size in sheet.row_dimensions.items()},
            "merged": sorted(map(str, sheet.merged_cells.ranges)),
            "frozen": sheet.freeze_panes,
            "state": sheet.sheet_state,
            "conditional": sorted(str(part.sqref) for part in sheet.conditional_formatting),
            "lists": sorted((str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation),
            "names": sorted((name, one.attr_text) for name, one in sheet.defined_names.items()),
            "tables": sorted(sheet.tables),
            "images": len(sheet._images),  # type: ignore[attr-defined]
            "charts": len(sheet._charts),  # type: ignore[attr-defined]
        }
        for sheet in book.worksheets
    }
