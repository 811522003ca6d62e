"""The first sheet of a workbook given back: what is to be corrected, cell by cell, each a click away."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from pipelines.marking.package import DOCUMENT, MAIN, Package, child, children, plain, remove
from pipelines.marking.styles import FILLS, Styles
from pipelines.problem import column_letters

Mark = dict[str, Any]
TITLE = "À corriger"
FRONT = re.compile(r"À corriger \(\d+\)")
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_HEADER = ("Quoi", "Feuille", "Cellule", "Colonne", "Lu", "Ce qui ne va pas, et que faire")
_WIDTHS = (10, 24, 10, 26, 26, 90)
_WORDS = {"fault": "Faute", "doubt": "Doute"}
_HOW = (
    "Corrigez chaque cellule dans sa feuille (cliquez sur son nom), enregistrez, puis déposez ce classeur tel quel : "
    "cette feuille, les couleurs et les commentaires ajoutés ne sont pas lus. Un doute peut rester : on vous en demandera le motif."
)
_NO_MACROS = " Les macros n'ont pas été reprises."


def write_front(package: Package, styles: Styles, marks: Sequence[Mark], without_macros: bool) -> None:
    """Put the sheet before all others, and open the workbook on it."""
    book = package.book()
    part = package.free_name("xl/worksheets/sheet{}.xml")
    package.add(part, _xml(styles, marks, without_macros).encode(), _TYPE)
    relation = package.relate(book, f"{DOCUMENT}/worksheet", part)
    root = package.root(book)
    [sheets] = children(root, "sheets")
    numbers = [int(one.getAttribute("sheetId")) for one in children(sheets, "sheet")]
    made = child(sheets, "sheet", {"name": f"{TITLE} ({len(marks)})", "sheetId": str(max(numbers) + 1)})
    made.setAttribute("xmlns:r", DOCUMENT)
    made.setAttribute("r:id", relation)
    sheets.insertBefore(made, sheets.firstChild)
    _shift_names(package, 1)
    for view in (one for views in children(root, "bookViews") for one in children(views)):
        view.setAttribute("activeTab", "0")
        view.setAttribute("firstSheet", "0")


def forget_front(package: Package) -> None:
    """Take out the sheet of another time."""
    book = package.book()
    [sheets] = children(package.root(book), "sheets")
    if not FRONT.fullmatch((first := children(sheets, "sheet")[0]).getAttribute("name")):
        return
    part = package.targets(book)[relation_of(first)]
    remove(first)
    package.unrelate(book, part)
    package.drop(part)
    _shift_names(package, -1)


def sheet_parts(package: Package) -> dict[str, str]:
    """Return the part of each sheet, by its name, in order."""
    book = package.book()
    targets = package.targets(book, "/worksheet")
    [sheets] = children(package.root(book), "sheets")
    found = {one.getAttribute("name"): targets.get(relation_of(one), "") for one in children(sheets, "sheet")}
    return {name: part for name, part in found.items() if part}


def relation_of(sheet: Any) -> str:
    """Return the relation of a sheet to its part."""
    return next((value for key, value in sheet.attributes.items() if key.endswith(":id")), "")


def _shift_names(package: Package, step: int) -> None:
    """Move what is named for one sheet only: it is told by the place of the sheet."""
    for names in children(package.root(package.book()), "definedNames"):
        for name in children(names):
            if place := name.getAttribute("localSheetId"):
                if int(place) + step < 0:
                    remove(name)
                else:
                    name.setAttribute("localSheetId", str(int(place) + step))
        if not children(names):
            remove(names)


def _xml(styles: Styles, marks: Sequence[Mark], without_macros: bool) -> str:
    title, how = styles.dressed("title", wraps=False), styles.dressed(wraps=True)
    head, text, link = styles.dressed("bold", "FFE4ECF3"), styles.dressed(), styles.dressed("link")
    kinds = {severity: styles.dressed(fill=colour) for severity, colour in FILLS.items()}
    said = _HOW + _NO_MACROS * without_macros
    rows = [
        _row(1, [(f"{TITLE} : {len(marks)}", title)], 24),
        _row(2, [(said, how)], 34),
        _row(4, [(label, head) for label in _HEADER]),
    ]
    for number, mark in enumerate(marks, 5):
        told = (mark["sheet"], mark["cell"], mark["column"], mark["value"], mark["message"])
        cells = [(_WORDS[mark["severity"]], kinds[mark["severity"]])]
        cells += [(one, link if place == 1 else text) for place, one in enumerate(told)]
        rows.append(_row(number, cells))
    columns = "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>' for at, width in enumerate(_WIDTHS, 1)
    )
    links = "".join(_link(number, mark) for number, mark in enumerate(marks, 5))
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{MAIN}">'
        '<sheetViews><sheetView showGridLines="0" tabSelected="1" workbookViewId="0">'
        '<pane ySplit="4" topLeftCell="A5" activePane="bottomLeft" state="frozen"/>'
        '<selection pane="bottomLeft" activeCell="C5" sqref="C5"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<mergeCells count="1"><mergeCell ref="A2:F2"/></mergeCells><hyperlinks>{links}</hyperlinks></worksheet>'
    )


def _row(number: int, cells: Sequence[tuple[str, int]], height: int = 0) -> str:
    size = f' ht="{height}" customHeight="1"' if height else ""
    written = "".join(
        f'<c r="{column_letters(at)}{number}" s="{style}" t="inlineStr"><is><t xml:space="preserve">'
        f"{escape(plain(text))}</t></is></c>"
        for at, (text, style) in enumerate(cells, 1)
    )
    return f'<row r="{number}"{size}>{written}</row>'


def _link(number: int, mark: Mark) -> str:
    sheet = mark["sheet"].replace("'", "''")
    where = quoteattr(plain(f"'{sheet}'!{mark['cell']}"))
    return f'<hyperlink ref="C{number}" location={where} display={quoteattr(mark["cell"])}/>'
