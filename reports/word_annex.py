"""The evidence of a projet social, as the annex of its Word document."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from docx.document import Document as Word
from docx.shared import Mm

from reports.evidence import COLUMNS, EvidencePart
from reports.then_and_now import in_words, picture
from reports.word_dress import GAP, SUBTLE, dress_table
from reports.word_parts import clean, element
from ui import words


def add_annex(word: Word, data_version: str, as_of: date | None, evidence: Sequence[EvidencePart]) -> None:
    """Put the evidence at the end of a document, on pages of its own: a table a part."""
    begins = word.add_paragraph("Annexe : ce que disent les données", "Heading 1")
    begins.paragraph_format.page_break_before = True
    seen = f" arrêtées au {words.day(as_of)}" if as_of else ""
    word.add_paragraph(clean(f"Palier, données de la version {data_version}{seen}."), SUBTLE)
    for part in evidence:
        word.add_paragraph(clean(part.title), "Heading 2")
        if part.pairs:
            _draw(word, part)
        table = word.add_table(1, len(COLUMNS))
        for cell, title in zip(table.rows[0].cells, COLUMNS, strict=True):
            _say(cell, title, is_bold=True)
        for row in part.rows:
            for cell, text in zip(table.add_row().cells, row.cells, strict=True):
                _say(cell, text)
        # python-docx gives each column the same width and its own look: ours is laid over it.
        _lay(table._tbl, part.title)
        word.add_paragraph(style=GAP)


def _draw(word: Word, part: EvidencePart) -> None:
    """Put the picture of a part, with what it shows in words for whoever hears the document."""
    drawn = word.add_picture(io.BytesIO(picture(part.pairs, *part.moments)), width=Mm(165))
    shown = drawn._inline.docPr
    shown.set("descr", clean(in_words(part.pairs)))
    shown.set("title", clean(part.title))


def _say(cell: Any, text: str, is_bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = 0
    run = paragraph.add_run(clean(text))
    run.bold = is_bold or None
    run.font.size = 114300  # 9 points, in the units of python-docx


def _lay(table: Any, title: str) -> None:
    for child in list(table.tblPr):
        table.tblPr.remove(child)
    dress_table(
        table,
        title,
        "Pour chaque indicateur : la valeur d’avant, celle d’aujourd’hui, ce que l’on peut en dire.",
    )
    head = table.tr_lst[0].get_or_add_trPr()
    head.append(element("w:cantSplit"))
    head.append(element("w:tblHeader"))
