"""A sealed bilan -> a Word document that people may go on editing, in the template of the association."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from reports.bilan.chart import Chart
from reports.bilan.paper import Chapter, Cover, Paper, Spread, paper
from reports.bilan.sealed import Sealed
from reports.bilan.template import fill, lines_of, open_template, template
from reports.bilan.template_ours import CONTENTS, MARKER, NOTE, TURN, WARNING
from reports.bilan.word_pages import ends_a_page, lie, plain_pages, room
from reports.bilan.word_pen import Pen
from reports.typeset import pictures
from reports.word_parts import clean, element, field, letters

_INK = 170  # dots an inch: a page that is printed
_CONTENT, _SUMMARY = "contenu", "sommaire"
_BLOCKS = ("titre", "edition", "sceau", "avertissements", "changements", "verifier", _SUMMARY)


def word(one: Sealed, made_in: bytes | None = None) -> bytes:
    """Return the .docx of a sealed bilan, in the template of the association, or in another one that was checked."""
    held = open_template(template() if made_in is None else made_in)
    _Writer(held, one).write()
    file = io.BytesIO()
    held.save(file)
    return file.getvalue()


class _Writer:
    """Writes a bilan in a template: its markers are replaced, what has no marker goes before the thirteen parts."""

    def __init__(self, held: Word, one: Sealed) -> None:
        self._word, self._one = held, one
        self._page = held.sections[-1]
        self._room = room(self._page)
        self._paper: Paper = paper(one, self._room)
        self._pen = Pen(held, self._room)

    def write(self) -> None:
        """Write everything; the marker of the content tells where the parts begin."""
        cover = self._paper.cover
        _dress(self._word, cover, self._one)
        fill(self._word, lines_of(cover, self._one))
        places = self._places()
        at = places.get(_CONTENT)
        after = list(at.itersiblings()) if at is not None else []
        rest = [one for one in after if one.tag != qn("w:sectPr")]
        for one in rest:
            one.getparent().remove(one)
        self._front(places, cover)
        if at is not None:
            at.getparent().remove(at)
        self._chapters(has_rest=bool(rest))
        for one in rest:
            self._pen.put(one)

    def _places(self) -> dict[str, Any]:
        """Return the paragraphs that are nothing but a marker, by its name; those past the first page tell nothing there."""
        found: dict[str, Any] = {}
        is_first_page = True
        for child in self._word.element.body:
            told = "".join(one.text or "" for one in child.iter(qn("w:t"))) if child.tag == qn("w:p") else ""
            marker = MARKER.fullmatch(told.strip())
            if marker and marker[1] in (*_BLOCKS, _CONTENT):
                if marker[1] in found or not (is_first_page or marker[1] in (_CONTENT, _SUMMARY, "verifier")):
                    child.getparent().remove(child)
                else:
                    found[marker[1]] = child
            elif marker and marker[1] == "logo":
                child.getparent().remove(child)
            if ends_a_page(child):
                is_first_page = False
        return found

    def _front(self, places: dict[str, Any], cover: Cover) -> None:
        tell: dict[str, Callable[[], list[Any]]] = {
            "titre": lambda: [self._pen.paragraph(cover.title, "Title")],
            "edition": lambda: [self._pen.paragraph(cover.kind, "Subtitle")],
            "sceau": lambda: [
                self._pen.fact(title, told)
                for title, told in (("Code", cover.code), ("SHA-256 du contenu", cover.sha256), *cover.facts)
            ],
            "avertissements": lambda: self._warnings(cover),
            "changements": lambda: self._changes(cover),
            "verifier": lambda: [self._pen.paragraph(told, NOTE) for told in cover.how],
            _SUMMARY: self._summary,
        }
        top = [name for name in _BLOCKS[:5] if name not in places]
        body = self._word.element.body
        for rank, made in enumerate(made for name in top for made in tell[name]()):
            body.insert(rank, made)
        for name in _BLOCKS:
            if name in places:
                for made in tell[name]():
                    places[name].addprevious(made)
                places[name].getparent().remove(places[name])
            elif name not in top:
                for made in tell[name]():
                    (places[_CONTENT].addprevious if _CONTENT in places else self._pen.put)(made)

    def _warnings(self, cover: Cover) -> list[Any]:
        if not cover.warnings:
            return []
        first = self._pen.paragraph("À savoir avant de lire", WARNING)
        title = Paragraph(first, self._word)
        title.runs[0].bold = True
        title.paragraph_format.space_before = Pt(10)
        return [first, *(self._pen.paragraph(told, WARNING) for told in cover.warnings)]

    def _changes(self, cover: Cover) -> list[Any]:
        if not cover.changes:
            return []
        title = self._pen.paragraph("Ce qui change depuis l’édition précédente", "Normal")
        return [title, *(self._pen.item(told) for told in cover.changes)]

    def _summary(self) -> list[Any]:
        """Return the table of contents: a field that Word keeps up to date, told at once."""
        made = [self._pen.paragraph("Sommaire", "Normal")]
        Paragraph(made[0], self._word).runs[0].bold = True
        for rank, chapter in enumerate(self._paper.chapters):
            line = self._pen.paragraph("", CONTENTS)
            tabs = element("w:tabs")
            tabs.append(
                element("w:tab", w_val="right", w_leader="dot", w_pos=round(self._room.upright * 1440 / 25.4))
            )
            # A tab stop stands before the spacing and indents of a paragraph's properties: right after its style.
            line.get_or_add_pPr().insert(1, tabs)
            link = element("w:hyperlink", w_anchor=_bookmark(rank))
            run = element("w:r")
            run.extend(letters(f"{chapter.title}\t"))
            link.extend([run, *field(f"PAGEREF {_bookmark(rank)} \\h")])
            link.find(f"{qn('w:r')}/{qn('w:fldChar')}").set(qn("w:dirty"), "true")
            line.append(link)
            made.append(line)
        return made

    def _chapters(self, *, has_rest: bool) -> None:
        drawn = iter(_pictures(self._paper.charts))
        first = deepcopy(self._page._sectPr)
        is_across = False
        opening = True
        for rank, chapter in enumerate(self._paper.chapters):
            for place, spread in enumerate(chapter.spreads):
                is_turned = opening or spread.is_across != is_across
                if is_turned:
                    self._turn(first, is_across=is_across, is_cover=opening)
                opening, is_across = False, spread.is_across
                if not place:
                    self._heading(chapter, rank, is_new_page=not is_turned)
                self._spread(spread, drawn)
        if has_rest:
            self._turn(first, is_across=is_across, is_cover=False)
        else:
            lie(self._page._sectPr, is_across=is_across)
        plain_pages(self._page._sectPr)

    def _turn(self, like: Any, *, is_across: bool, is_cover: bool) -> None:
        """End the pages so far, which lie one way; what follows begins another page."""
        made = deepcopy(like)
        lie(made, is_across=is_across)
        if not is_cover:
            plain_pages(made)
        line = self._pen.paragraph("", TURN)
        line.get_or_add_pPr().append(made)
        self._pen.put(line)

    def _heading(self, chapter: Chapter, rank: int, *, is_new_page: bool) -> None:
        made = self._pen.paragraph(chapter.title, "Heading 1")
        Paragraph(made, self._word).paragraph_format.page_break_before = is_new_page
        begins, ends = (
            element("w:bookmarkStart", w_id=1000 + rank, w_name=_bookmark(rank)),
            element("w:bookmarkEnd", w_id=1000 + rank),
        )
        made.get_or_add_pPr().addnext(begins)
        made.append(ends)
        self._pen.put(made)

    def _spread(self, spread: Spread, drawn: Iterator[tuple[Chart, bytes]]) -> None:
        for told in spread.notes:
            self._pen.put(self._pen.paragraph(told, NOTE))
        self._pen.text(spread.text)
        if spread.opening:
            self._pen.draw(*next(drawn))
        for table, chart in spread.tables:
            self._pen.table(table, is_drawn=chart is not None)
            if chart:
                self._pen.draw(*next(drawn))


def _pictures(charts: Sequence[Chart]) -> Iterator[tuple[Chart, bytes]]:
    """Yield charts with their pictures, all drawn at once."""
    if charts:
        told = {"charts": [chart.as_told() for chart in charts]}
        yield from zip(charts, pictures("charts.typ", told, _INK), strict=True)


def _bookmark(rank: int) -> str:
    return f"_Partie{rank + 1}"


def _dress(held: Word, cover: Cover, one: Sealed) -> None:
    """Say what the document is, in its properties."""
    told = held.core_properties
    told.title, told.author, told.last_modified_by = clean(cover.title), "Palier", "Palier"
    told.subject, told.comments, told.keywords = clean(cover.kind), f"Code {cover.code}", cover.code
    told.language, told.revision = "fr-FR", 1
    told.created = told.modified = datetime.fromisoformat(one.at).replace(tzinfo=None)
