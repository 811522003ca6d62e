"""The projet social of a residence on one page, for the conseil de concertation that gives its opinion."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from reports.languages import LANGUAGES
from reports.poster import Answered, people, shortened
from reports.tracked import Line, tracked
from reports.typeset import pdf, pictures
from social_project.document import Document
from ui import words

_STANDING = {"done": "fait", "under_way": "en cours", "not_yet": "pas encore"}
_ASKED = "Le conseil est consulté sur ce projet de texte. Il peut l’approuver, demander des changements, ou dire son désaccord."


@dataclass(frozen=True)
class Key:
    """A figure then and now, in words."""

    label: str
    before: str
    now: str


@dataclass(frozen=True)
class Sheet:
    """What the council reads. `stands`: sentences on where the projet social is; `changed`: the titles of the headings that change.

    `figures`: the three that matter most, more are not shown. `asked`: the opinion asked, empty for the usual one.
    `data_version`, `as_of`: what the figures rest on. `least`: the fewest people told by their number.
    """

    residence: str
    function: str
    held_on: date | None
    stands: tuple[str, ...]
    changed: tuple[str, ...]
    figures: tuple[Key, ...]
    answers: tuple[Answered, ...]
    data_version: str
    as_of: date | None
    at: datetime
    least: int
    asked: str = ""


def headings_changed(old: Document | None, new: Document) -> tuple[str, ...]:
    """Return the titles of the headings whose text changes, each with what becomes of it: new, taken away, reworded."""
    if old is None:
        return tuple(section.title for section in new.sections if section.blocks)
    before = {section.code: section for section in old.sections}
    found = []
    for section in new.sections:
        was = before.get(section.code)
        if was is None or (not was.blocks and section.blocks):
            found += [f"{section.title} (nouveau)"] if section.blocks else []
        elif was.blocks and not section.blocks:
            found.append(f"{section.title} (retiré)")
        elif was != section and _is_marked(was, section):
            found.append(section.title)
    kept = {section.code for section in new.sections}
    return (*found, *(f"{one.title} (retiré)" for one in old.sections if one.code not in kept and one.blocks))


def _is_marked(was: Any, section: Any) -> bool:
    pair = (Document("", "", (one,)) for one in (was, section))
    return any(
        any(piece.mark for piece in one.pieces) or bool(one.mark)
        if isinstance(one, Line)
        else any(row.mark or any(piece.mark for cell in row.cells for piece in cell) for row in one.rows)
        for one in tracked(*pair)
    )


def sheet_of(sheet: Sheet) -> bytes:
    """Return the PDF: one page of A4, whatever it is told; what has no room is counted."""
    return pdf("sheet.typ", told_of(sheet), sheet.at)


def preview(sheet: Sheet) -> list[bytes]:
    """Return its page as a picture."""
    return pictures("sheet.typ", told_of(sheet))


def told_of(sheet: Sheet) -> dict[str, Any]:
    """Return what the template is given."""
    seen = f" arrêtées au {words.day(sheet.as_of)}" if sheet.as_of else ""
    on = (
        f"Conseil de concertation du {words.day(sheet.held_on)}"
        if sheet.held_on
        else "Pour le conseil de concertation"
    )
    return {
        "title": f"Projet social · {shortened(sheet.residence, 60)}",
        "author": f"Palier – {sheet.function}",
        "day": f"{on} · fiche du {words.day(sheet.at.date())}",
        "state": [shortened(one, 160) for one in sheet.stands],
        "changed": [shortened(one, 110) for one in sheet.changed],
        "figures": [
            [shortened(one.label, 60), shortened(one.before, 30), shortened(one.now, 30)]
            for one in sheet.figures[:3]
        ],
        "needs": [_need(one, sheet.least) for one in sheet.answers],
        "asked": shortened(sheet.asked or _ASKED, 330),
        "foot": f"Palier, données de la version {sheet.data_version}{seen}.",
    }


def _need(one: Answered, least: int) -> dict[str, str]:
    number = people(LANGUAGES["fr"], one.voiced, one.asked, least)
    return {
        "need": f"{shortened(one.label, 60)}{f' ({number})' if number else ''}",
        "answer": f"{_STANDING[one.kind]}. {shortened(one.text, 150)}",
    }
