"""A plan -> the sheet where lines are written: titles and headers locked, lines open, lists, what is asked in yellow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import xl_col_to_name

from pipelines.blank_notice import explained
from pipelines.blank_plan import Line, Plan
from pipelines.blank_rules import rule_of, write_lists
from pipelines.cell import Cell
from pipelines.contract import Column
from pipelines.lists import Code, Flag, Landings, Need, Residence
from pipelines.quantities import Decimal, Hours, Money
from pipelines.types import Day, Identifier, Month, Percentage, Whole, Year

HEADER = 4  # the header's row, from 0: the titles stand above
_ROOM, _PRINTED = (
    200,
    12,
)  # lines to write in, below those that are there, and those that are drawn and printed
_WIDEST = 16_383
_LONGEST_TEXT = 32_767  # Excel's own limit
_OPEN = {
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "delete_rows": True,
    "sort": True,
    "autofilter": True,
    "objects": True,
}
# Text, so that a landing « 1-2 » or a band « 5-10 » is not turned into a date, nor « =… » into a formula.
_AS_TEXT = "@"
_FORMATS: dict[type, str] = {
    Day: "dd/mm/yyyy",
    Month: "mm/yyyy",
    Year: "0",
    Whole: "0",
    Need: "0",
    Percentage: "General",
    Money: '#,##0.00 "€"',
    Decimal: "General",
    Hours: "General",
}
_WIDTHS: dict[type, int] = {
    Day: 12, Month: 10, Year: 9, Whole: 12, Need: 9, Flag: 9, Percentage: 10, Identifier: 12, Landings: 12, Code: 20, Residence: 24,
    Money: 14, Decimal: 12, Hours: 10,
}  # fmt: skip
_YELLOW = {"bg_color": "#FFE699", "border": 1, "border_color": "#BF9000"}
_FREE = {"border": 1, "border_color": "#CBD5E1"}
_RECEIVED = _FREE | {"bg_color": "#EEF2F6"}


@dataclass
class _Drawing:
    book: Any
    sheet: Any
    plan: Plan
    formats: dict[tuple[Any, ...], Any]

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.plan.contract.kept

    def style(self, **of: Any) -> Any:
        """Return a format, made once."""
        key = tuple(sorted(of.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(of)
        return self.formats[key]


def draw(book: Any, sheet: Any, plan: Plan) -> None:
    """Write the sheet of lines, with the hidden sheet of its lists."""
    drawing = _Drawing(book, sheet, plan, {})
    _open_columns(drawing)
    _write_titles(drawing)
    sheet.set_row(HEADER, 15 * _header_lines(drawing.columns))
    lists = write_lists(drawing.book, drawing.columns)
    last = HEADER + len(plan.lines) + _ROOM
    for at, column in enumerate(drawing.columns):
        _write_header(drawing, at, column)
        if rule := rule_of(column, at, HEADER + 1, lists):
            sheet.data_validation(HEADER + 1, at, last, at, rule)
    free = () if plan.is_filled else (Line({}),) * _PRINTED
    for row, line in enumerate((*plan.lines, *free), HEADER + 1):
        _write_line(drawing, row, line)
    _finish(drawing, last)


def _look_of(column: Column) -> dict[str, Any]:
    """Return how a cell of a column is shown: as text, or centred by its number format."""
    told = _number_format(column)
    return {"locked": False, "num_format": told} | ({} if told == _AS_TEXT else {"align": "center"})


def _number_format(column: Column) -> str:
    return _FORMATS.get(type(column.type), "General" if isinstance(column.type, Flag) else _AS_TEXT)


def _open_columns(drawing: _Drawing) -> None:
    """Leave every cell open but those of the titles and header: a row is deleted only where all its cells are."""
    for at, column in enumerate(drawing.columns):
        style = drawing.style(**_look_of(column))
        drawing.sheet.set_column(at, at, _width(column), style)
    drawing.sheet.set_column(len(drawing.columns), _WIDEST, None, drawing.style(locked=False))
    for row in range(HEADER):
        drawing.sheet.set_row(row, None, drawing.style(locked=True))
    drawing.sheet.protect("", _OPEN)


def _write_titles(drawing: _Drawing) -> None:
    plan, sheet = drawing.plan, drawing.sheet
    sheet.write_string(0, 0, plan.heading, drawing.style(locked=True, bold=True, font_size=14))
    for row, text in enumerate(plan.titles, 1):
        sheet.write_string(row, 0, text, drawing.style(locked=True, bold=True))
    sheet.write_string(3, 0, _hint(plan), drawing.style(locked=True, italic=True, font_color="#475569"))


def _hint(plan: Plan) -> str:
    how = "Comment remplir : feuille « Mode d'emploi »."
    if plan.is_filled:
        return f"Ce qui est reçu. {how}"
    parts = [f"En jaune, à compléter : {lines(plan.to_complete)}."] if plan.to_complete else []
    parts += ["En gris, déjà reçu : ne l'effacez pas."] if plan.received else []
    return " ".join([*parts, how])


def lines(count: int) -> str:
    """Return « 1 ligne », « 3 lignes »."""
    return f"{count} ligne{'s' * (count > 1)}"


def _write_header(drawing: _Drawing, at: int, column: Column) -> None:
    style = drawing.style(
        locked=True,
        bold=True,
        text_wrap=True,
        valign="top",
        border=1,
        border_color="#FFFFFF",
        font_color="#FFFFFF",
        bg_color="#0B5FA5" if column.required else "#5B7083",
    )
    drawing.sheet.write_string(HEADER, at, column.header, style)
    told = "\n\n".join([explained(drawing.plan, column), *_asked_of_column(drawing.plan, column)])
    _comment(drawing, HEADER, at, told)


def _asked_of_column(plan: Plan, column: Column) -> list[str]:
    return list(plan.questions) if column.name == "recurrence_of" else []


def _write_line(drawing: _Drawing, row: int, line: Line) -> None:
    is_received = row - HEADER <= drawing.plan.received and not drawing.plan.is_filled
    for at, column in enumerate(drawing.columns):
        question = line.asked.get(column.name)
        look = _YELLOW if question else _RECEIVED if is_received else _FREE
        _write_cell(drawing, row, at, line.cells.get(column.name), column, look)
        if question:
            _comment(drawing, row, at, question)


def _write_cell(
    drawing: _Drawing, row: int, at: int, cell: Cell | None, column: Column, look: Mapping[str, Any]
) -> None:
    style = drawing.style(**_look_of(column), **look)
    if cell is None:
        drawing.sheet.write_blank(row, at, None, style)
    elif cell.kind == "day":
        drawing.sheet.write_datetime(row, at, cell.value, style)
    elif cell.kind == "number":
        drawing.sheet.write_number(row, at, cell.value, style)
    else:
        drawing.sheet.write_string(row, at, cell.value[:_LONGEST_TEXT], style)


def _comment(drawing: _Drawing, row: int, at: int, text: str) -> None:
    height = 24 + 17 * sum(1 + len(part) // 40 for part in text.split("\n"))
    drawing.sheet.write_comment(
        row, at, text, {"author": "Palier", "width": 280, "height": min(height, 420), "font_size": 9}
    )


def _finish(drawing: _Drawing, last: int) -> None:
    sheet, plan = drawing.sheet, drawing.plan
    row, at = _first_to_fill(plan)
    sheet.freeze_panes(HEADER + 1, 0, max(HEADER + 1, row - 15), 0)
    sheet.set_selection(row, at, row, at)
    sheet.autofilter(HEADER, 0, last, len(drawing.columns) - 1)
    sheet.ignore_errors(
        {"number_stored_as_text": f"A{HEADER + 2}:{xl_col_to_name(len(drawing.columns) - 1)}{last + 1}"}
    )
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1 + sum(map(_width, drawing.columns)) // 200, 0)
    sheet.repeat_columns(0, 1)
    sheet.repeat_rows(HEADER)
    sheet.print_area(
        0, 0, HEADER + len(plan.lines) + (0 if plan.is_filled else _PRINTED), len(drawing.columns) - 1
    )
    sheet.set_footer("&L&8&A&R&8&P / &N")


def _first_to_fill(plan: Plan) -> tuple[int, int]:
    """Return the first cell that waits for something: asked, left blank in an expected line, or in the first free line."""
    names = [column.name for column in plan.contract.kept]
    for row, line in enumerate(plan.lines, HEADER + 1):
        if line.asked:
            return row, names.index(next(iter(line.asked)))
    row = HEADER + 1 + plan.received
    held = plan.lines[plan.received].cells if len(plan.lines) > plan.received else {}
    return row, next((at for at, name in enumerate(names) if name not in held), 0)


def _width(column: Column) -> int:
    """Return a width for what the column holds; a header longer than that is wrapped, its longest word whole."""
    held = next((wide for kind, wide in _WIDTHS.items() if isinstance(column.type, kind)), 22)
    return max(held, 2 + max(map(len, column.header.split())))


def _header_lines(columns: Sequence[Column]) -> int:
    return 1 + max(len(column.header) // (_width(column) - 1) for column in columns)
