"""A document to read -> its Word file: to be corrected, completed and signed by whoever sends it."""

from __future__ import annotations

import io
from typing import Any

from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Mm, Pt

from reports.deliverables.paper import Grid, Paper, Section
from reports.word_dress import GAP, SUBTLE, blank, dress_table, number_pages
from reports.word_parts import clean, element

_WIDTHS = {False: 162, True: 249}  # millimetres between the margins, upright and wide
_BOX = "☐"


def word_of(paper: Paper) -> bytes:
    """Return the .docx of a document."""
    word = blank(paper.title, paper.author, paper.at)
    word.core_properties.keywords = ""
    word.styles["Title"].font.size = Pt(20)  # a title that names a residence holds on two lines
    if paper.is_wide:
        page = word.sections[0]
        page.orientation = WD_ORIENT.LANDSCAPE
        page.page_width, page.page_height = Cm(29.7), Cm(21)
    number_pages(word, paper.title)
    word.add_paragraph(clean(paper.title), "Title")
    for line in paper.lines:
        word.add_paragraph(clean(line))
    for line in paper.warnings:
        word.add_paragraph().add_run(clean(line)).bold = True
    for one in paper.sections:
        _put(word, one, _WIDTHS[paper.is_wide])
    for line in paper.foot:
        word.add_paragraph(clean(line), SUBTLE)
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _put(word: Word, one: Section, width: int) -> None:
    word.add_paragraph(clean(one.title), f"Heading {one.level}")
    for line in one.told:
        word.add_paragraph(clean(line)).paragraph_format.keep_with_next = bool(one.grids or one.checks)
    for line in one.points:
        word.add_paragraph(clean(line), "List Bullet")
    for grid in one.grids:
        _put_grid(word, grid, width)
    for line in one.checks:
        shape = word.add_paragraph(clean(f"{_BOX} {line}")).paragraph_format
        shape.left_indent, shape.first_line_indent = Mm(7), Mm(-7)


def _put_grid(word: Word, grid: Grid, width: int) -> None:
    above = word.add_paragraph()
    above.add_run(clean(grid.title)).bold = True
    above.paragraph_format.keep_with_next = True
    table = word.add_table(1, len(grid.head))
    table.autofit = False
    for place, (cell, title) in enumerate(zip(table.rows[0].cells, grid.head, strict=True)):
        _say(cell, title, is_bold=True, is_number=place in grid.numbers)
    for rank, row in enumerate(grid.rows):
        for place, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            _say(cell, text, rank in grid.totals, place in grid.numbers)
    shares = grid.widths or (1.0,) * len(grid.head)
    for column, share in zip(table.columns, shares, strict=True):
        column.width = Mm(width * share / sum(shares))
        for cell in column.cells:
            cell.width = column.width
    _lay(table._tbl, grid)
    word.add_paragraph(clean(grid.note), SUBTLE) if grid.note else word.add_paragraph(style=GAP)


def _say(cell: Any, text: str, is_bold: bool = False, is_number: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(clean(text))
    run.bold = is_bold or None
    run.font.size = Pt(9)


def _lay(table: Any, grid: Grid) -> None:
    for child in list(table.tblPr):
        table.tblPr.remove(child)
    dress_table(table, grid.title, grid.note or grid.title)
    for rank, row in enumerate(table.tr_lst):
        properties = row.get_or_add_trPr()
        properties.append(element("w:cantSplit"))
        if not rank:
            properties.append(element("w:tblHeader"))
