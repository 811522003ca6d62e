"""The cells of a sound table, spoiled as people and programs do, and worse; written again as .xlsx or .csv."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from random import Random
from typing import Any

from tests.workbooks import Rows, edit_part, write_csv, write_xlsx

Grid = list[list[Any]]
SHEET = "xl/worksheets/sheet1.xml"

# What a cell may be made to hold. Control characters are spelled as Excel spells them.
HELD: tuple[Any, ...] = (
    None, "", " ", "\u00a0", 0, -1, 1.5, 1e308, 123456789012345678, 0.1 + 0.2, True, False,
    "x" * 32_767, "9" * 5_000, "é" * 3_000, "12/03/2025" * 400, "_x0000__x001F_", "_xD800_", "a\nb\tc", "\u202e\u200b",
    "=1+1", '=HYPERLINK("http://exemple.fr";"x")', "=#REF!", "@SOMME(A1)", "+33 6", "-1-1", "=cmd|'/c calc'!A1",
    "#REF!", "#DIV/0!", "#N/A", "#NOM?",
    date(1900, 1, 1), date(1900, 2, 28), date(9999, 12, 31), datetime(2025, 3, 4, 23, 59, 59),
    "31/02/2025", "04/03/25", "2025-13-45", "mars", "00/00/0000", "4 mars 20255", "45000", "T5 2025", "12,5", "1 234,5", "½", "٣",
    "NC", "SO", "néant", "?", "TOTAL", "Total général", "Viala", "viala ", "Résidence", "Date", "Mme Durand 06 12 34 56 78",
)  # fmt: skip


def spoiled_rows(chance: Random, rows: Rows, suffix: str) -> bytes:
    """Return the file of a table, spoiled once to three times."""
    grid = [list(row) for row in rows]
    for _ in range(chance.randint(1, 3)):
        chance.choice(GRIDS)(chance, grid)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"f{suffix}"
        if suffix == ".csv":
            encoding, delimiter = chance.choice((("utf-8", ";"), ("cp1252", ","), ("utf-16", "\t")))
            told = [[_as_text(cell) for cell in row] for row in grid]
            safe = [[cell.encode(encoding, "replace").decode(encoding) for cell in row] for row in told]
            return write_csv(path, safe, delimiter, encoding).read_bytes()
        write_xlsx(path, {"Feuille": grid}, lambda sheet: chance.choice(SHEETS)(chance, sheet))
        if chance.random() < 0.4:
            edit_part(path, SHEET, lambda xml: chance.choice(MARKUP)(chance, xml) + b" ")
        return path.read_bytes()


def _as_text(cell: Any) -> str:
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return "" if cell is None else str(cell)


def _change_cells(chance: Random, grid: Grid) -> None:
    for _ in range(chance.choice((1, 1, 3, 10))):
        row = chance.choice(grid)
        if row:
            row[chance.randrange(len(row))] = chance.choice(HELD)


def _swap_types(chance: Random, grid: Grid) -> None:
    place = chance.randrange(len(grid[1]) or 1)
    for row in grid[2:]:
        if place < len(row):
            row[place] = _as_text(row[place]) if chance.random() < 0.5 else chance.choice((7, 7.5, True))


def _repeat_header(chance: Random, grid: Grid) -> None:
    header = grid[1]
    chance.choice((grid, grid[2:])).append(list(header))
    header.append(chance.choice(header or ["N°"]))


def _many_columns(chance: Random, grid: Grid) -> None:
    width = chance.choice((300, 2_500, 16_384))
    row = chance.choice(grid)
    row.extend([chance.choice(("x", 1, row[0] if row else "x"))] * max(0, width - len(row)))


def _many_rows(chance: Random, grid: Grid) -> None:
    grid.extend([grid[-1][:100] for _ in range(chance.choice((50, 400)))])


def _gaps(chance: Random, grid: Grid) -> None:
    at = chance.randrange(len(grid) + 1)
    grid[at:at] = [[] for _ in range(chance.choice((1, 30, 500)))]


def _totals(chance: Random, grid: Grid) -> None:
    grid.insert(
        chance.randrange(2, len(grid) + 1), [chance.choice(("TOTAL", "Moyenne", "Néant", "s/total")), 3, 4]
    )


def _shuffle(chance: Random, grid: Grid) -> None:
    chance.shuffle(chance.choice((grid, grid[1])))


GRIDS: tuple[Callable[[Random, Grid], None], ...] = (
    _change_cells, _change_cells, _change_cells, _swap_types, _repeat_header, _many_columns, _many_rows, _gaps, _totals, _shuffle,
)  # fmt: skip


def _plain(chance: Random, sheet: Any) -> None:
    return


def _merged(chance: Random, sheet: Any) -> None:
    for _ in range(chance.choice((1, 3, 20))):
        top, left = chance.randint(1, 8), chance.randint(1, 8)
        sheet.merge_cells(None, top, left, top + chance.randint(0, 40), left + chance.randint(0, 40))


def _hidden(chance: Random, sheet: Any) -> None:
    for row in range(1, chance.choice((4, 60))):
        sheet.row_dimensions[row].hidden = chance.random() < 0.5
    sheet.column_dimensions["B"].hidden = True


def _far(chance: Random, sheet: Any) -> None:
    sheet.cell(chance.choice((3_000, 1_048_576)), chance.choice((40, 16_384)), chance.choice(("x", 1)))


def _formats(chance: Random, sheet: Any) -> None:
    for row in sheet.iter_rows(max_row=6, max_col=20):
        for cell in row:
            cell.number_format = chance.choice(("0 %", "dd/mm/yyyy", "[h]:mm", "General", '0 "jours"', "@"))


SHEETS = (_plain, _plain, _plain, _merged, _hidden, _far, _formats)


def _wrong_dimension(chance: Random, xml: bytes) -> bytes:
    ref = chance.choice((b"A1:XFD1048576", b"ZZZ1", b"A0:A0", b"", b"A1"))
    return re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="' + ref + b'"', xml)


def _wide_merge(chance: Random, xml: bytes) -> bytes:
    ref = chance.choice((b"A1:XFD1048576", b"B3:B1048576", b"A2:XFD2", b"XFD1048577:A1", b"A3"))
    merge = (
        b"<mergeCells>" + (b'<mergeCell ref="' + ref + b'"/>') * chance.choice((1, 5_000)) + b"</mergeCells>"
    )
    return xml.replace(b"</sheetData>", b"</sheetData>" + merge)


def _deep(chance: Random, xml: bytes) -> bytes:
    depth = chance.choice((100, 20_000, 200_000))
    tag = chance.choice((b"is", b"r", b"c", b"row", b"x"))
    return xml.replace(
        b"<sheetData>", b"<sheetData>" + (b"<" + tag + b">") * depth + (b"</" + tag + b">") * depth
    )


def _no_places(chance: Random, xml: bytes) -> bytes:
    return re.sub(rb'<c r="[A-Z]+\d+"', b"<c", xml)


def _same_place(chance: Random, xml: bytes) -> bytes:
    return re.sub(rb'<c r="[A-Z]+\d+"', b'<c r="B3"', xml)


def _formulas(chance: Random, xml: bytes) -> bytes:
    new = chance.choice((b"<f>1+1</f>", b"<f>#REF!</f>", b'<f t="array" ref="A1:B2">1</f>', b"<f/>"))
    return xml.replace(b"<v>", new + chance.choice((b"<v>", b"<v></v><x>"))).replace(b"<x>", b"")


def _references(chance: Random, xml: bytes) -> bytes:
    return re.sub(
        rb't="\w+"', chance.choice((b't="s"', b't="b"', b't="e"', b't="d"', b't="str"', b't="zz"')), xml
    )


def _empty_rows(chance: Random, xml: bytes) -> bytes:
    rows = b"".join(b'<row r="%d" hidden="1"/>' % row for row in range(10, chance.choice((100, 60_000))))
    return xml.replace(b"</sheetData>", rows + b"</sheetData>")


MARKUP = (_wrong_dimension, _wide_merge, _deep, _no_places, _same_place, _formulas, _references, _empty_rows)
