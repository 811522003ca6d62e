"""What leaves of a projet social: Word with tracked changes, the PDF that is kept, the sheet for the council, the poster."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

import streamlit as st

from access import audit
from access.clock import now
from access.permissions import ROLE_NAMES
from access.scope import OutOfSight, Sight
from access.sessions import Session
from reports.evidence import EvidencePart
from reports.poster import Answered, Paper, poster
from reports.project_pdf import Sealed, pdf_of
from reports.sheet import Key, Sheet, headings_changed, sheet_of
from reports.sourced import Frozen, frozen, sourced
from reports.word import Cover, word_of
from social_project.document import Document
from social_project.poster_languages import poster_languages
from ui import visitor, words

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


@dataclass(frozen=True)
class Held:
    """What is known of the projet social of a residence the moment that a file is asked for.

    `draft`: the text that is being written; `in_force`: the last version validated. `stands`: sentences on where it is.
    `figures`: those that matter most, then and now. `held_on`: the next conseil de concertation; `asked`: the opinion asked.
    `as_of`: the last day that the data tell of. `least`: the fewest people that a paper may tell by their number.
    """

    name: str
    draft: Document | None
    in_force: Frozen | None
    evidence: Sequence[EvidencePart] = ()
    answers: Sequence[Answered] = ()
    stands: tuple[str, ...] = ()
    figures: tuple[Key, ...] = ()
    held_on: date | None = None
    asked: str = ""
    as_of: date | None = None
    least: int = 11


Reader = Callable[[Sight], Held]
Maker = Callable[[Session, str, Held], bytes]


@dataclass(frozen=True)
class Export:
    """A file to take away: its button, what it needs, the end of its name."""

    label: str
    needs: str
    suffix: str
    kind: str
    icon: str
    make: Maker


def offer(page: str, version: str, residence: str, name: str, has: frozenset[str], read: Reader) -> None:
    """Put the buttons of a projet social's files. Nothing is made before one is pressed.

    `page`: whoever may open it may take the files. `has`: what there is, among `draft`, `in_force`, `answers`. `read` is called
    with the sight of the session at that moment, and tells all that a file may hold.
    """
    session_id = visitor.session().id
    offered = {
        key: one
        for key, one in EXPORTS.items()
        if one.needs in has or (one.needs == "text" and has - {"answers"})
    }
    with st.container(horizontal=True):
        for key, one in offered.items():
            st.download_button(
                one.label,
                partial(file_of, session_id, page, version, residence, key, read),
                file_name(name, one),
                one.kind,
                key=f"emporter-{key}-{residence}",
                icon=one.icon,
                on_click="ignore",
            )
    missing = [told for need, told in _MISSING.items() if need not in has]
    if missing:
        st.caption(" ".join(missing))


def file_of(session_id: str, page: str, version: str, residence: str, key: str, read: Reader) -> bytes:
    """Return a file, within what the session sees now; raise OutOfSight where it may not read the projet social any more."""
    with visitor.on_behalf_of(session_id) as session:
        detail = f"projet social, {EXPORTS[key].label} · {residence}"
        sight = session.account.sight()
        if not session.account.may_open(page) or not sight.sees(residence):
            audit.record(session.account.login, "denied", detail)
            raise OutOfSight("le projet social de cette résidence ne vous est pas ouvert")
        made = EXPORTS[key].make(session, version, read(sight))
        audit.record(session.account.login, "exported", detail)
        return made


def file_name(name: str, one: Export) -> str:
    """Return the name of a file, without accents: « projet-social-les-amandiers-suivi.docx »."""
    apart = name.lower().replace("œ", "oe").replace("æ", "ae")
    plain = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode()
    return f"projet-social-{re.sub(r'[^a-z0-9]+', '-', plain).strip('-') or 'residence'}-{one.suffix}"


def _word(session: Session, version: str, held: Held) -> bytes:
    sight, old = session.account.sight(), held.in_force
    assert held.draft
    new = sourced(held.draft, version, sight)
    cover = Cover(
        held.name,
        held.draft.version,
        _function(session),
        now(),
        version,
        held.as_of,
        old.document.version if old else "",
        old.validated_on if old else None,
    )
    before = frozen(old, version, sight).document if old else None
    return word_of(cover, new.document, before, new.notes, held.evidence)


def _pdf(session: Session, version: str, held: Held) -> bytes:
    one = held.in_force
    assert one
    told = frozen(one, version, session.account.sight())
    seal = (one.document.version, one.validated_on, one.by, one.data_version, one.as_of, one.sha256)
    return pdf_of(Sealed(held.name, *seal, now()), told.document, told.notes)


def _sheet(session: Session, version: str, held: Held) -> bytes:
    old = held.in_force.document if held.in_force else None
    changed = headings_changed(old, held.draft) if held.draft else ()
    on = (held.held_on, held.stands, changed, held.figures, tuple(held.answers), version, held.as_of)
    return sheet_of(Sheet(held.name, _function(session), *on, now(), held.least, held.asked))


def _poster(paper: Paper) -> Maker:
    def make(session: Session, version: str, held: Held) -> bytes:
        return poster(held.name, held.answers, now(), paper, poster_languages(), held.least)

    return make


def _function(session: Session) -> str:
    return ROLE_NAMES[session.account.role]


EXPORTS = {
    "word": Export("Word, modifications suivies", "draft", "modifications-suivies.docx", WORD, ":material/edit_document:", _word),
    "pdf": Export("PDF de la version en vigueur", "in_force", "version-en-vigueur.pdf", PDF, ":material/picture_as_pdf:", _pdf),
    "fiche": Export("Fiche pour le conseil de concertation", "text", "fiche-conseil.pdf", PDF, ":material/description:", _sheet),
    "a3": Export("Affiche A3", "answers", "affiche-a3.pdf", PDF, ":material/campaign:", _poster("a3")),
    "a4": Export("Affiche A4", "answers", "affiche-a4.pdf", PDF, ":material/campaign:", _poster("a4")),
}  # fmt: skip
_MISSING = {
    "draft": "Le Word avec modifications suivies demande un brouillon.",
    "in_force": "Le PDF viendra avec la première version validée.",
    "answers": f"L’affiche {words.quoted('Vous avez dit')} demande au moins une réponse donnée aux résidents.",
}
