"""The projet social of a residence, for the page that writes it: which residence, what is in force, where the draft stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import streamlit as st

from access.clock import today
from indicators.catalogue import indicators
from indicators.places import Place
from social_project import revisions
from social_project.document import BoundFigure
from social_project.markup import read
from social_project.revisions import BrokenSeal, NotSaved, Overtaken, Revision, Step, Validated
from ui import figures, projects, visitor, words

DONE, FAULT = "texte-fait", "texte-refus"  # what the last run did, or why it could not
_CLASH = "texte-a-deux"


@dataclass(frozen=True)
class Desk:
    """The projet social of a residence as whoever looks may write it. `steps`: everything that was done to it, oldest first."""

    version: str
    place: Place
    steps: tuple[Step, ...]

    @property
    def code(self) -> str:
        """The code of the residence."""
        return self.place.code

    @property
    def draft(self) -> Revision | None:
        """The draft as it was last saved, None where there is none."""
        last = self.steps[-1] if self.steps else None
        return last if isinstance(last, Revision) else None

    @property
    def texts(self) -> Mapping[str, str]:
        """The texts that a draft is made from: its own, or those of the version in force."""
        found = self.draft or self.in_force
        return found.texts if found else {}

    @property
    def validated(self) -> tuple[Validated, ...]:
        """The versions that were frozen, oldest first."""
        found = (one for one in self.steps if isinstance(one, Validated))
        return tuple(sorted(found, key=lambda one: (one.validated_on, one.number)))

    @property
    def in_force(self) -> Validated | None:
        """The version in force, None before any."""
        return next(reversed(self.validated), None)

    @property
    def last(self) -> int:
        """The number of the last act: what a save says that it started from."""
        return self.steps[-1].number if self.steps else 0


def choose(version: str) -> Desk:
    """Draw the choice of a residence and return its projet social; stop the page where a version was altered."""
    places = figures.residences(version)
    names = [place.name for place in places]
    with st.columns([3, 2])[0]:
        name = st.selectbox("Résidence", names, key="residence", bind="query-params")
    # A browser may send any name: one that is not in sight is no choice.
    place = next((place for place in places if place.name == name), places[0])
    try:
        return Desk(version, place, revisions.history(place.code))
    except BrokenSeal as broken:
        st.error(
            f"{words.sentence(broken)} Rendez à la direction le fichier d'une sauvegarde.",
            icon=":material/gpp_bad:",
        )
        st.stop()


def show_where_it_stands(desk: Desk) -> None:
    """Say what the last run did, then the version in force with its age, and the draft with its last author."""
    if done := st.session_state.pop(DONE, ""):
        st.success(done, icon=":material/task_alt:")
    if fault := st.session_state.pop(FAULT, ""):
        st.error(fault, icon=":material/error:")
    told = [_in_force(desk), _draft(desk.draft)]
    st.markdown("  \n".join(one for one in told if one))


def new_name(desk: Desk) -> str:
    """Return the name of the version that a new draft will be: the one that the register announces, or the next."""
    registered = projects.registered(desk.version, desk.code)
    if registered and registered.coming:
        return registered.coming
    named = [one.version for one in desk.validated] + [registered.in_force or "" if registered else ""]
    numbers = [int(found[1]) for name in named if (found := re.fullmatch(r"[Vv] ?(\d{1,2})", name))]
    return f"V{max(numbers, default=0) + 1}"


def _in_force(desk: Desk) -> str:
    one = desk.in_force
    registered = projects.registered(desk.version, desk.code)
    if one is None and registered and registered.in_force:
        when = (
            f", validée le {words.day(registered.validated_on)}"
            if registered.validated_on
            else ", de date inconnue"
        )
        file = f" ({words.escaped(registered.file_name)})" if registered.file_name else ""
        return (
            f"**En vigueur** : {words.escaped(registered.in_force)}{when}{file}, d'après le registre. Son texte n'est pas ici : "
            "vous pouvez l'importer."
        )
    if one is None:
        return "**En vigueur** : aucune version n'a été validée."
    named = f"**En vigueur** : {words.escaped(one.version)}, validée le {words.day(one.validated_on)}"
    return f"{named} ({_age(one.validated_on, today())})."


def _draft(one: Revision | None) -> str:
    if one is None:
        return "**Brouillon** : aucun."
    return f"**Brouillon** : {words.escaped(one.version)}, enregistré le {words.instant(one.at)} par {words.escaped(one.by)}."


def _age(since: date, until: date) -> str:
    months = (until.year - since.year) * 12 + until.month - since.month - (until.day < since.day)
    if months < 1:
        return "moins d'un mois"
    return f"il y a {words.plural(months // 12, 'an')}" if months >= 12 else f"il y a {months} mois"


def save(desk: Desk, texts: Mapping[str, str], parent: int, done: str, **more: object) -> Revision | None:
    """Return the draft once these texts are kept, and say so at the next run; None when they are not, and why.

    Asked again here: whoever looks may write this residence. What clashes with somebody else's words waits in the session.
    """
    who = visitor.require_permission("write_project")
    visitor.sight().choose((desk.code,))
    if visitor.sight().residences is not None and _of_the_association(texts) - _of_the_association(
        desk.texts
    ):
        st.session_state[FAULT] = (
            "Un chiffre du texte est celui de toute l'association : la direction seule peut l'y mettre."
        )
        return None
    try:
        kept = revisions.save(desk.code, texts, parent, who.login, **more)  # type: ignore[arg-type]
    except Overtaken as met:
        st.session_state[_CLASH] = (desk.code, met)
        return None
    except NotSaved as refused:
        st.session_state[FAULT] = words.sentence(refused)
        return None
    visitor.note("project_saved", f"{desk.code} · {kept.version} · n° {kept.number}")
    st.session_state.pop(_CLASH, None)
    meanwhile = (one for one in revisions.history(desk.code) if one.number in kept.merged)
    others = dict.fromkeys(words.escaped(one.by) for one in meanwhile if one.by != who.login)
    told = f" Ce que {words.listing(others)} a écrit entre-temps est gardé aussi." if others else ""
    st.session_state[DONE] = done + told
    return kept


def abandon(desk: Desk) -> None:
    """Drop the draft, whose revisions stay in the history, and say so at the next run; or say why not."""
    who = visitor.require_permission("write_project")
    visitor.sight().choose((desk.code,))
    try:
        revisions.abandon(desk.code, desk.last, who.login)
    except NotSaved as refused:
        st.session_state[FAULT] = words.sentence(refused)
        return
    visitor.note("project_saved", f"{desk.code} · brouillon abandonné")
    forget_clash()
    st.session_state[DONE] = "Brouillon abandonné : son texte reste dans l'historique."


def _of_the_association(texts: Mapping[str, str]) -> set[BoundFigure]:
    """Return the figures of texts that tell of all residences together, and are not the association's own."""
    figures = (run.figure for text in texts.values() for block in read(text) for run in block.every_run)
    return {one for one in figures if one and not one.residence and not _is_its_own(one)}


def _is_its_own(bound: BoundFigure) -> bool:
    return bound.indicator in indicators() and indicators()[bound.indicator].is_association


def clash(desk: Desk) -> Overtaken | None:
    """Return what waits for a choice between two people's words in this residence, None where nothing does."""
    waiting = st.session_state.get(_CLASH)
    return waiting[1] if waiting and waiting[0] == desk.code else None


def forget_clash() -> None:
    """Forget what waited for a choice."""
    st.session_state.pop(_CLASH, None)
