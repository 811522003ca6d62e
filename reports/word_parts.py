"""What python-docx does not write: footnotes, numbering that restarts, tracked changes, fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import count
from typing import Any

from docx.document import Document as Word
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart

_FIRST_NOTE = 1  # 0 and -1 are the rules that part notes from the text
_LEVELS = 6
_INDENT = 425  # twentieths of a point: 7.5 mm a level
_BULLETS = "•–▪"
# The last two runs turn the reading of what follows the other way round.
_CONTROLS = dict.fromkeys([*(one for one in (*range(32), 0xFFFE, 0xFFFF) if one not in (9, 10)), *range(0x202A, 0x202F),
                           *range(0x2066, 0x206A)])  # fmt: skip


def clean(text: str) -> str:
    """Return text without the signs that XML cannot hold, nor those that turn what follows the other way round."""
    return "".join(sign for sign in text.translate(_CONTROLS) if not 0xD800 <= ord(sign) <= 0xDFFF)


def element(name: str, **attributes: Any) -> Any:
    """Return an element of Word's, `w_val` being its attribute `w:val`."""
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(attribute.replace("_", ":", 1)), str(value))
    return made


class Marks:
    """The tracked changes of a document: each has a number of its own, who made it and when."""

    def __init__(self, author: str, at: datetime) -> None:
        self._author, self._at, self._numbers = author, f"{at:%Y-%m-%dT%H:%M:%SZ}", count(1)

    def make(self, mark: str) -> Any:
        """Return a new `w:ins` or `w:del`, empty."""
        return element(f"w:{mark}", w_id=next(self._numbers), w_author=self._author, w_date=self._at)


def letters(text: str, *, deleted: bool = False) -> Iterator[Any]:
    """Yield what a run holds for a text: its letters, its line breaks, its tabs."""
    for at, line in enumerate(clean(text).split("\n")):
        if at:
            yield element("w:br")
        for place, part in enumerate(line.split("\t")):
            if place:
                yield element("w:tab")
            if part:
                held = element("w:delText" if deleted else "w:t")
                held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                held.text = part
                yield held


def field(code: str) -> list[Any]:
    """Return the runs of a field that Word computes: PAGE, NUMPAGES."""
    runs = []
    for part in ("begin", code, "separate", "1", "end"):
        run = element("w:r")
        if part == code:
            held = element("w:instrText")
            held.text = f" {code} "
        elif part == "1":
            held = element("w:t")
            held.text = part
        else:
            held = element("w:fldChar", w_fldCharType=part)
        run.append(held)
        runs.append(run)
    return runs


class Footnotes:
    """The notes of a document, told at the foot of the page that calls them."""

    def __init__(self) -> None:
        self._notes: list[str] = []

    def call(self, note: str) -> Any:
        """Return the run that calls a new note."""
        self._notes.append(note)
        run = _styled_run("FootnoteReference")
        run.append(element("w:footnoteReference", w_id=len(self._notes) - 1 + _FIRST_NOTE))
        return run

    def keep(self, word: Word) -> None:
        """Put the notes into the document, once its text is written."""
        xml = parse_xml(f"<w:footnotes {nsdecls('w')}/>")
        for number, name in ((-1, "separator"), (0, "continuationSeparator")):
            note = element("w:footnote", w_id=number, w_type=name)
            paragraph, run = element("w:p"), element("w:r")
            run.append(element(f"w:{name}"))
            paragraph.append(run)
            note.append(paragraph)
            xml.append(note)
        for number, text in enumerate(self._notes, _FIRST_NOTE):
            xml.append(_note(number, text))
        from lxml import etree

        blob = etree.tostring(xml, xml_declaration=True, encoding="UTF-8", standalone=True)
        part = Part(PackURI("/word/footnotes.xml"), CONTENT_TYPE.WML_FOOTNOTES, blob, word.part.package)
        word.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
        held = element("w:footnotePr")
        for number in (-1, 0):
            held.append(element("w:footnote", w_id=number))
        settings = word.settings.element
        before = settings.find(qn("w:compat"))
        if before is None:
            settings.append(held)
        else:
            before.addprevious(held)


def _note(number: int, text: str) -> Any:
    note, paragraph, properties = element("w:footnote", w_id=number), element("w:p"), element("w:pPr")
    properties.append(element("w:pStyle", w_val="FootnoteText"))
    reference, run = _styled_run("FootnoteReference"), element("w:r")
    reference.append(element("w:footnoteRef"))
    run.extend(letters(f" {text}"))
    paragraph.extend([properties, reference, run])
    note.append(paragraph)
    return note


def _styled_run(style: str) -> Any:
    run, properties = element("w:r"), element("w:rPr")
    properties.append(element("w:rStyle", w_val=style))
    run.append(properties)
    return run


class Lists:
    """The lists of a document: one look for bullets, one for numbers, each numbered list beginning at one."""

    def __init__(self, word: Word, *, is_ours: bool = True) -> None:
        self._numbering = _numbering_of(word)
        if is_ours:
            for child in list(self._numbering):
                self._numbering.remove(child)
        # Beside the lists of somebody else's document, ours have numbers that are not taken; looks come before lists there.
        self._look = max(_taken(self._numbering, "w:abstractNum", "w:abstractNumId"), default=0)
        self._ids = count(max(_taken(self._numbering, "w:num", "w:numId"), default=0) + 1)
        shapes = ["decimal", "lowerLetter", "lowerRoman"] * 2
        looks = (
            _look(self._look + 1, ["bullet"] * _LEVELS, [_BULLETS[at % 3] for at in range(_LEVELS)]),
            _look(self._look + 2, shapes, [f"%{at + 1}." for at in range(_LEVELS)]),
        )
        first = self._numbering.find(qn("w:num"))
        for look in looks:
            if first is None:
                self._numbering.append(look)
            else:
                first.addprevious(look)
        self._bullets = next(self._ids)
        self._numbering.append(_instance(self._bullets, self._look + 1))

    def bullets(self) -> int:
        """Return the list that every bullet is of."""
        return self._bullets

    def numbered(self) -> int:
        """Return a new list, which begins at one."""
        number = next(self._ids)
        made = _instance(number, self._look + 2)
        for level in range(_LEVELS):
            restart = element("w:lvlOverride", w_ilvl=level)
            restart.append(element("w:startOverride", w_val=1))
            made.append(restart)
        self._numbering.append(made)
        return number


def _numbering_of(word: Word) -> Any:
    """Return the numbering of a document, made where it has none."""
    try:
        return word.part.numbering_part.element
    except NotImplementedError:
        xml = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        part = NumberingPart(
            PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, xml, word.part.package
        )
        word.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
        return xml


def _taken(numbering: Any, name: str, number: str) -> Iterator[int]:
    return (int(one.get(qn(number))) for one in numbering.findall(qn(name)))


def _look(number: int, shapes: Iterable[str], texts: Iterable[str]) -> Any:
    look = element("w:abstractNum", w_abstractNumId=number)
    look.append(element("w:multiLevelType", w_val="multilevel"))
    for at, (shape, text) in enumerate(zip(shapes, texts, strict=True)):
        level, properties = element("w:lvl", w_ilvl=at), element("w:pPr")
        properties.append(element("w:ind", w_left=_INDENT * (at + 1), w_hanging=_INDENT))
        level.append(element("w:start", w_val=1))
        level.append(element("w:numFmt", w_val=shape))
        level.append(element("w:lvlText", w_val=text))
        level.append(element("w:lvlJc", w_val="left"))
        level.append(properties)
        look.append(level)
    return look


def _instance(number: int, look: int) -> Any:
    made = element("w:num", w_numId=number)
    made.append(element("w:abstractNumId", w_val=look))
    return made


def numbered_properties(number: int, level: int) -> Any:
    """Return what makes a paragraph an item of a list, at a level from 1."""
    made = element("w:numPr")
    made.append(element("w:ilvl", w_val=min(level, _LEVELS) - 1))
    made.append(element("w:numId", w_val=number))
    return made
