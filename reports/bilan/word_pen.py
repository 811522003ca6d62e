"""What a bilan writes in a Word document, in the styles of its template: sentences, lists, tables, pictures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from docx.document import Document as Word
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from reports.bilan.chart import Chart
from reports.bilan.in_french import empty
from reports.bilan.laid import Laid, Room
from reports.bilan.template_ours import CAPTION, CELL, DRAWING, HEAD, SEAL
from reports.bilan.word_tables import table_of
from reports.word_parts import Lists, clean, element, letters, numbered_properties
from social_project.document import Block, Runs

_DRAWN = 170  # millimetres: the width of a chart
_HASH = 64  # letters of a SHA-256
_WEB = ("http://", "https://", "mailto:")
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


class Pen:
    """Writes at the end of a document, or hands back what somebody else puts in its place. `room`: between its margins."""

    def __init__(self, held: Word, room: Room) -> None:
        self._word, self._room = held, room
        self._lists = Lists(held, is_ours=False)

    def paragraph(self, text: str, style: str) -> Any:
        """Return a new paragraph, which is nowhere yet."""
        made = element("w:p")
        properties = element("w:pPr")
        properties.append(element("w:pStyle", w_val=self._word.styles[style].style_id))
        made.append(properties)
        if text:
            run = element("w:r")
            run.extend(letters(text))
            made.append(run)
        return made

    def put(self, made: Any) -> None:
        """Put what was made at the end of the document."""
        self._word.element.body.insert_element_before(made, "w:sectPr")

    def fact(self, title: str, told: str) -> Any:
        """Return a new line of the first page: a name, what it says; it is nowhere yet."""
        made = self.paragraph(f"{title}\t", SEAL)
        run = Paragraph(made, self._word).add_run(clean(told))
        if len(told) >= _HASH:
            run.font.size = Pt(8)  # a hash is read on one line
        run.bold = title == "Code" or None
        return made

    def item(self, told: str) -> Any:
        """Return a new item of a list of bullets, which is nowhere yet."""
        made = self.paragraph(told, "List Paragraph")
        made.get_or_add_pPr().append(numbered_properties(self._lists.bullets(), 1))
        return made

    def _said(self, runs: Runs, style: str) -> Any:
        made = self.paragraph("", style)
        for run in runs:
            held = element("w:r")
            look = [element(name) for name, on in (("w:b", run.is_bold), ("w:i", run.is_italic)) if on]
            is_link = run.link.startswith(_WEB)
            look += [element("w:u", w_val="single")] if is_link else []
            if look:
                properties = element("w:rPr")
                properties.extend(look)
                held.append(properties)
            held.extend(letters(run.text))
            if is_link:
                link = element("w:hyperlink", r_id=self._word.part.relate_to(clean(run.link), _LINK, is_external=True))  # fmt: skip
                link.append(held)
                held = link
            made.append(held)
        return made

    def text(self, blocks: Sequence[Block]) -> None:
        """Write what people wrote."""
        numbered: int | None = None
        for block in blocks:
            numbered = (numbered or self._lists.numbered()) if block.kind == "number" else None
            if block.kind == "table":
                typed = _typed(block, self._room)
                self.put(table_of(typed, "Tableau", *self._cell_styles()))
                self.put(self.paragraph("", CELL))
            elif block.kind == "heading":
                self.put(self._said(block.runs, f"Heading {min(4, block.level + 1)}"))
            elif block.kind == "paragraph":
                self.put(self._said(block.runs, "Normal"))
            else:
                line = self._said(block.runs, "List Paragraph")
                line.get_or_add_pPr().append(numbered_properties(numbered or self._lists.bullets(), block.level))  # fmt: skip
                self.put(line)

    def table(self, one: Laid, *, is_drawn: bool) -> None:
        """Write a table under its title; `is_drawn`: its chart comes next."""
        if one.heading:
            self.put(self.paragraph(one.heading, "Heading 2"))
        if one.caveat:
            self.put(self.paragraph(one.caveat, CAPTION))
        if one.rows:
            self.put(table_of(one, one.title, *self._cell_styles(), is_drawn=is_drawn))
            gap = self.paragraph("", CELL)
            Paragraph(gap, self._word).paragraph_format.keep_with_next = is_drawn
            self.put(gap)
        else:
            self.put(self.paragraph(empty(one.key), "Normal"))

    def _cell_styles(self) -> tuple[str, str]:
        cell, head = (self._word.styles[name].style_id for name in (CELL, HEAD))
        return cell, head

    def draw(self, chart: Chart, picture: bytes) -> None:
        """Write the picture of a chart, with what it shows in words."""
        line = self._word.add_paragraph(style=DRAWING)
        room = self._room.upright
        drawn = line.add_run().add_picture(io.BytesIO(picture), width=Mm(min(_DRAWN, room)))
        drawn._inline.docPr.set("descr", clean(chart.alt))
        drawn._inline.docPr.set("title", clean(chart.title))


def _typed(block: Block, room: Room) -> Laid:
    """Return a table that somebody typed, as wide as the page."""
    width = max(len(row) for row in block.rows)
    rows = [
        tuple("".join(run.text for run in row[at]) if at < len(row) else "" for at in range(width))
        for row in block.rows
    ]
    return Laid("", "", "", "", rows[0], (True,) * width, tuple(rows[1:]), (room.upright / width,) * width, 9, is_across=False)  # fmt: skip
