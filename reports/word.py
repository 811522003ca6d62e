"""A projet social -> a Word document: its text, the changes tracked since the version in force, its sources, the evidence in annex."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from docx.document import Document as Word

from reports.evidence import EvidencePart
from reports.tracked import SECTION_LEVEL, Line, Pieces, Table, Tracked, changes, tracked
from reports.word_annex import add_annex
from reports.word_dress import GAP, SUBTLE, blank, dress_table, number_pages
from reports.word_parts import Footnotes, Lists, Marks, clean, element, letters, numbered_properties
from social_project.document import BoundFigure, Document
from ui import words

END = "Fin du texte du projet social."


@dataclass(frozen=True)
class Cover:
    """What the first page says. `old`, `old_on`: the version in force that the changes are tracked against, and its day.

    `function`: who made the document, as a function (« Direction »), never a person's name. `at`: when, in UTC.
    """

    residence: str
    version: str
    function: str
    at: datetime
    data_version: str
    as_of: date | None = None
    old: str = ""
    old_on: date | None = None

    @property
    def title(self) -> str:
        """What the document is called."""
        return f"Projet social · {self.residence}"


def word_of(
    cover: Cover,
    new: Document,
    old: Document | None = None,
    notes: Mapping[BoundFigure, str] | None = None,
    evidence: Sequence[EvidencePart] = (),
) -> bytes:
    """Return the .docx of a text; where there is an old one, with real tracked changes against it.

    The cover, the notes and the annex are in it whether changes are accepted or not. `notes`: what is told of each figure.
    """
    author = f"Palier – {cover.function}"
    word = blank(f"{cover.title}, {cover.version}", author, cover.at)
    number_pages(word, f"{cover.title} · {cover.version}")
    found = tracked(old, new)
    _cover(word, cover, found)
    _Writer(word, Marks(author, cover.at), notes or {}).write(found)
    word.add_paragraph(END, SUBTLE)
    if evidence:
        add_annex(word, cover.data_version, cover.as_of, evidence)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _cover(word: Word, cover: Cover, found: Sequence[Tracked]) -> None:
    word.add_paragraph(clean(cover.title), "Title")
    word.add_paragraph(
        clean(f"Version {words.quoted(cover.version)} · projet de texte du {words.day(cover.at.date())}")
    )
    if cover.old:
        on = f", validée le {words.day(cover.old_on)}" if cover.old_on else ""
        added, taken = changes(found)
        word.add_paragraph(
            clean(f"Projet de texte, modifications suivies par rapport à la version {words.quoted(cover.old)}{on} : "
                  f"{words.plural(added, 'mot ajouté', 'mots ajoutés')}, {words.plural(taken, 'mot retiré', 'mots retirés')}.")
        )  # fmt: skip
        word.add_paragraph(
            "Pour accepter ou refuser une modification : onglet Révision dans Word, menu Édition puis Suivi des modifications "
            "dans LibreOffice. Tout accepter donne la nouvelle version, tout refuser celle qui est en vigueur.",
            SUBTLE,
        )
    else:
        word.add_paragraph("Premier projet de texte : aucune version n’est en vigueur.")
    seen = f", arrêtées au {words.day(cover.as_of)}" if cover.as_of else ""
    told = f"Les chiffres viennent de Palier, données de la version {cover.data_version}{seen} ; chacun a sa source en note."
    word.add_paragraph(clean(told), SUBTLE)


class _Writer:
    """Writes lines and tables at the end of a document, marks and notes numbered as it goes."""

    def __init__(self, word: Word, marks: Marks, notes: Mapping[BoundFigure, str]) -> None:
        self._word, self._marks, self._notes = word, marks, notes
        self._footnotes, self._lists = Footnotes(), Lists(word)
        self._list: int | None = None

    def write(self, found: Sequence[Tracked]) -> None:
        for at, one in enumerate(found):
            if isinstance(one, Table):
                self._table(one)
                self._list = None
                continue
            self._line(one)
            # A paragraph that goes must leave its mark to a paragraph: it cannot to a table.
            if one.mark and at + 1 < len(found) and isinstance(found[at + 1], Table):
                self._gap()
        self._footnotes.keep(self._word)

    def _line(self, line: Line) -> None:
        paragraph = self._word.add_paragraph(style=_style(line))
        properties = paragraph._p.get_or_add_pPr()
        if line.kind in ("bullet", "number"):
            properties.append(numbered_properties(self._list_of(line), line.level))
        else:
            self._list = None
        if line.mark:
            held = element("w:rPr")
            held.append(self._marks.make(line.mark))
            properties.append(held)
        self._pieces(paragraph._p, line.pieces, line.mark)

    def _list_of(self, line: Line) -> int:
        if line.kind == "bullet":
            return self._lists.bullets()
        if self._list is None:
            self._list = self._lists.numbered()
        return self._list

    def _pieces(self, paragraph: Any, pieces: Pieces, whole: str = "") -> None:
        for piece in pieces:
            mark = whole or piece.mark
            runs = [_run(piece, deleted=mark == "del")]
            note = self._notes.get(piece.run.figure, "") if piece.run.figure else ""
            if note and mark != "del":
                runs.append(self._footnotes.call(note))
            if mark:
                held = self._marks.make(mark)
                held.extend(runs)
                runs = [held]
            paragraph.extend(self._linked(piece.run.link, runs) if piece.run.link else runs)

    def _linked(self, address: str, runs: list[Any]) -> list[Any]:
        if not address.startswith(("http://", "https://", "mailto:")):
            return runs
        name = self._word.part.relate_to(
            clean(address),
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            is_external=True,
        )
        link = element("w:hyperlink", r_id=name)
        link.extend(runs)
        return [link]

    def _table(self, table: Table) -> None:
        made = element("w:tbl")
        made.append(element("w:tblPr"))
        head = [
            "".join(piece.run.text for piece in cell if piece.mark != "del")
            for cell in (table.rows[0].cells if table.rows else ())
        ]
        dress_table(made, "Tableau", f"Colonnes : {', '.join(head)}")
        grid = element("w:tblGrid")
        grid.extend(element("w:gridCol", w_w=9200 // max(table.width, 1)) for _ in range(table.width))
        made.append(grid)
        for at, row in enumerate(table.rows):
            made.append(self._row(row.cells, row.mark, table.width, is_head=at == 0))
        self._append(made)
        self._gap()

    def _row(self, cells: Sequence[Pieces], mark: str, width: int, is_head: bool) -> Any:
        row, properties = element("w:tr"), element("w:trPr")
        properties.append(element("w:cantSplit"))
        if is_head:
            properties.append(element("w:tblHeader"))
        if mark:
            properties.append(self._marks.make(mark))
        row.append(properties)
        for at in range(width):
            row.append(self._cell(cells[at] if at < len(cells) else (), mark, is_head))
        return row

    def _cell(self, pieces: Pieces, mark: str, is_head: bool) -> Any:
        cell, shape, paragraph, look = (element(name) for name in ("w:tc", "w:tcPr", "w:p", "w:pPr"))
        if is_head:
            shape.append(element("w:shd", w_val="clear", w_color="auto", w_fill="E6ECF3"))
            look.append(element("w:keepNext"))
        look.append(element("w:spacing", w_before=0, w_after=0))
        paragraph.append(look)
        self._pieces(paragraph, pieces, mark)
        if is_head:
            for run in paragraph.iter(f"{{{paragraph.nsmap['w']}}}r"):
                _embolden(run)
        cell.extend([shape, paragraph])
        return cell

    def _gap(self) -> None:
        self._word.add_paragraph(style=GAP)

    def _append(self, made: Any) -> None:
        self._word.element.body.insert_element_before(made, "w:sectPr")


def _style(line: Line) -> str:
    if line.kind == "heading":
        return f"Heading {line.level + 1 - SECTION_LEVEL}"
    return "Normal" if line.kind == "paragraph" else "List Paragraph"


def _run(piece: Any, *, deleted: bool) -> Any:
    made, properties = element("w:r"), element("w:rPr")
    if piece.run.is_bold:
        properties.append(element("w:b"))
    if piece.run.is_italic:
        properties.append(element("w:i"))
    if piece.run.link:
        properties.append(element("w:u", w_val="single"))
    if len(properties):
        made.append(properties)
    made.extend(letters(piece.run.text, deleted=deleted))
    return made


def _embolden(run: Any) -> None:
    properties = run.get_or_add_rPr()
    if properties.find(f"{{{run.nsmap['w']}}}b") is None:
        at = 1 if properties.find(f"{{{run.nsmap['w']}}}rStyle") is not None else 0
        properties.insert(at, element("w:b"))
