"""The body of a Word document -> blocks in order: titles, paragraphs, items of lists, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.styles.style import BaseStyle, ParagraphStyle

from social_project.document import Block, Run, Runs, text_of
from social_project.markup import plain
from social_project.word_runs import Element, Losses, runs_of

_TYPED_BULLET = re.compile(r"^\s*[-–—•▪●◦‣·*→➢✓]\s+")
_CONTENTS = ("toc ", "tm ", "table of contents", "tocheading", "en-tête de table")
_DEEPEST = 6


@dataclass(frozen=True)
class Read:
    """A block of the file. `title_level`: of a title, 1 being the highest; 0 for what is none."""

    block: Block
    title_level: int = 0


def blocks_of(document: WordDocument, losses: Losses) -> Iterator[Read]:
    """Yield what the body of a document says, in order; what is not kept as it was is noted under the title it is in."""
    lists = _Lists(document)
    styles = {style.style_id: style for style in document.styles}
    level = 0
    titles: list[tuple[int, str]] = []
    for one in _body(document.element.body, lists, styles, losses):
        if one.title_level:
            titles = [
                *((deep, text) for deep, text in titles if deep < one.title_level),
                (one.title_level, one.block.text),
            ]
            losses.title = " › ".join(text for _, text in titles)
        if one.block.kind in (
            "bullet",
            "number",
        ):  # a list never begins deeper than one step below what is before it
            level = min(one.block.level, level + 1)
            yield replace(one, block=replace(one.block, level=level))
        else:
            level = 0
            yield one


def _body(parent: Element, lists: _Lists, styles: dict[str, BaseStyle], losses: Losses) -> Iterator[Read]:
    for child in parent:
        if child.tag == qn("w:p"):
            yield from _paragraph(child, lists, styles, losses)
        elif child.tag == qn("w:tbl"):
            yield from _table(child, lists, styles, losses)
        elif child.tag in (qn("w:sdt"), qn("w:customXml"), qn("w:sdtContent"), qn("w:ins")):
            gallery = child.find(f"{qn('w:sdtPr')}/{qn('w:docPartObj')}/{qn('w:docPartGallery')}")
            if gallery is not None and gallery.get(qn("w:val")) == "Table of Contents":
                losses.add("sommaire (l'export le refera)")
            else:
                yield from _body(child, lists, styles, losses)


def _paragraph(
    element: Element, lists: _Lists, styles: dict[str, BaseStyle], losses: Losses
) -> Iterator[Read]:
    style = _style_of(element, styles)
    name = (style.name or "").casefold() if style else ""
    runs = _trimmed(runs_of(element, styles, losses))
    if not runs:
        return
    if name.startswith(_CONTENTS):
        losses.add("sommaire (l'export le refera)")
        return
    if title_level := _title_level(element, style):
        flat = tuple(replace(run, text=run.text.replace("\n", " "), is_bold=False) for run in runs)
        yield Read(Block("heading", plain(flat), min(title_level, 3)), title_level)
    elif found := lists.item(element, style):
        kind, level = found
        yield Read(Block(kind, runs, level))
    elif _TYPED_BULLET.match(text_of(runs)) and len(text_of(runs)) > 3:
        bare = replace(runs[0], text=_TYPED_BULLET.sub("", runs[0].text))
        yield Read(Block("bullet", plain([bare, *runs[1:]])))
    else:
        yield Read(Block("paragraph", runs))


def _table(element: Element, lists: _Lists, styles: dict[str, BaseStyle], losses: Losses) -> Iterator[Read]:
    rows, is_merged = [], False
    for row in element.iter(qn("w:tr")):
        if next(row.iterancestors(qn("w:tbl")), None) is not element:
            continue
        cells: list[Runs] = []
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr")), None) is not row:
                continue
            runs, width, is_continued = _cell(cell, styles, losses)
            is_merged |= width > 1 or is_continued
            cells += [runs, *[()] * (width - 1)]
        rows.append(tuple(cells))
    if is_merged:
        losses.add("tableaux à cellules fusionnées (chaque case est séparée, le texte est dans la première)")
    width = max((len(row) for row in rows), default=0)
    if width == 1 and len(rows) == 1:  # a frame drawn around a text
        losses.add("cadres (leur texte est gardé)")
        yield from (one for cell in element.iter(qn("w:tc")) for one in _body(cell, lists, styles, losses))
    elif width:
        yield Read(Block("table", rows=tuple(row + ((),) * (width - len(row)) for row in rows)))


def _cell(cell: Element, styles: dict[str, BaseStyle], losses: Losses) -> tuple[Runs, int, bool]:
    """Return the runs of a cell, how many columns it spans, and whether it continues the one above it."""
    properties = cell.find(qn("w:tcPr"))
    span = None if properties is None else properties.find(qn("w:gridSpan"))
    down = None if properties is None else properties.find(qn("w:vMerge"))
    is_continued = down is not None and down.get(qn("w:val")) != "restart"
    if cell.find(qn("w:tbl")) is not None:
        losses.add("tableaux dans un tableau (leur texte est gardé dans la case)")
    found: list[Run] = []
    for paragraph in cell.iter(qn("w:p")):
        runs = _trimmed(runs_of(paragraph, styles, losses))
        found += [*([Run(" ; ")] if found and runs else []), *runs]
    width = int(span.get(qn("w:val")) or 1) if span is not None else 1
    flat = tuple(replace(run, text=run.text.replace("\n", " ")) for run in found)
    return plain(flat), max(1, min(width, 60)), is_continued


def _trimmed(runs: list[Run]) -> Runs:
    found = list(plain([replace(run, text=run.text.replace("\u00ad", "")) for run in runs]))
    while found and not found[0].text.strip():
        found.pop(0)
    while found and not found[-1].text.strip():
        found.pop()
    if found:
        found[0] = replace(found[0], text=found[0].text.lstrip())
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return plain(found)


def _style_of(element: Element, styles: dict[str, BaseStyle]) -> ParagraphStyle | None:
    named = element.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    found = None if named is None else styles.get(named.get(qn("w:val")) or "")
    return found if isinstance(found, ParagraphStyle) else None


def _chain(style: ParagraphStyle | None) -> Iterator[ParagraphStyle]:
    for _ in range(20):  # a style that is based on itself would go round for ever
        if not isinstance(style, ParagraphStyle):
            return
        yield style
        style = style.base_style


def _title_level(element: Element, style: ParagraphStyle | None) -> int:
    outlines = [element, *(one.element for one in _chain(style))]
    for one in outlines:
        outline = one.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if outline is not None and (outline.get(qn("w:val")) or "9").isdecimal():
            level = int(outline.get(qn("w:val")))
            return level + 1 if level < 9 else 0
    for one in _chain(style):
        if found := re.fullmatch(r"(?:heading|titre) (\d)", (one.name or "").casefold()):
            return int(found[1])
    return 0


class _Lists:
    """Which list a paragraph is an item of: its own numbering, or its style's."""

    def __init__(self, document: WordDocument) -> None:
        self._formats: dict[tuple[str, int], str] = {}
        try:
            numbering = document.part.numbering_part.element
        except (KeyError, NotImplementedError):  # a document without any list
            return
        abstract = {one.get(qn("w:abstractNumId")): one for one in numbering.iter(qn("w:abstractNum"))}
        for one in numbering.iter(qn("w:num")):
            pointed = one.find(qn("w:abstractNumId"))
            levels = abstract.get(None if pointed is None else pointed.get(qn("w:val")))
            for level in () if levels is None else levels.iter(qn("w:lvl")):
                shape = level.find(qn("w:numFmt"))
                at = level.get(qn("w:ilvl")) or "0"
                if shape is not None and at.isdecimal():
                    self._formats[one.get(qn("w:numId")) or "", int(at)] = shape.get(qn("w:val")) or ""

    def item(
        self, element: Element, style: ParagraphStyle | None
    ) -> tuple[Literal["bullet", "number"], int] | None:
        """Return the kind and the level (1 and more) of an item, None for what is no item of a list."""
        for one in [element, *(one.element for one in _chain(style))]:
            numbered = one.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
            if numbered is None:
                continue
            level, number = (numbered.find(qn(name)) for name in ("w:ilvl", "w:numId"))
            identity = "0" if number is None else number.get(qn("w:val")) or "0"
            if identity == "0":
                return None
            deep = (
                0
                if level is None or not (level.get(qn("w:val")) or "").isdecimal()
                else int(level.get(qn("w:val")))
            )
            shape = self._formats.get((identity, deep), "bullet")
            if shape == "none":
                return None
            named = (
                re.fullmatch(r"list\D*(\d)", (style.name or "").casefold()) if style and not deep else None
            )
            deep = max(deep, int(named[1]) - 1 if named else 0)
            return ("bullet" if shape == "bullet" else "number"), min(deep + 1, _DEEPEST)
        return None
