"""The workbooks handed out: blank, for a residence and a period, or what is received of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

import streamlit as st

from access import audit
from access.scope import OutOfSight
from ui import history, names, visitor, words


class Blanks(Protocol):
    """What may be handed out to somebody."""

    def make(self, kind: str, residence: str, period: str, is_filled: bool = False) -> bytes:
        """Return a workbook."""

    def to_complete(self, kind: str, residence: str, period: str) -> tuple[int, int]:
        """Return how many lines of the blank are to complete, and how many questions it asks."""

    def is_received(self, kind: str, residence: str, period: str) -> bool:
        """Return whether something is received."""

    def grain(self, kind: str) -> str:
        """Return what the periods of a kind are: `month`, `year`, `wave`, `call`, or `none` for a whole register."""

    def is_association(self, kind: str) -> bool:
        """Return whether a kind belongs to the association."""

    def offered(self, kind: str, residence: str) -> Sequence[str]:
        """Return the periods to choose from, newest first."""


Open = Callable[[history.Own], Blanks]  # what may be handed out, for residences of one's own


def offer_blank(titles: Mapping[str, str], known: Mapping[str, str], open_for: Open) -> None:
    """Offer the blank workbook of each kind, for one of the residences named, and what is received of it."""
    with st.expander("Partir d'un classeur vierge", icon=":material/description:"):
        title = st.selectbox("Type de classeur", list(titles), key="vierge-type")
        left, right = st.columns(2)
        is_whole = open_for(history.own(visitor.visitor())).is_association(titles[title])
        with left:
            residence = _association() if is_whole else _residence(known)
        with right:
            period = _period(titles[title], residence, open_for)
        if period is None or not (residence or is_whole):
            st.caption("Choisissez la période." if is_whole else "Choisissez la résidence et la période.")
            return
        with st.container(horizontal=True):
            offer_both({"kind": titles[title], "residence": residence}, title, period, open_for)


def offer_both(of: Mapping[str, Any], title: str, period: str, open_for: Open) -> None:
    """Offer the blank workbook of a kind and residence, with what it asks to complete, and what is received if anything is."""
    kind, residence = of["kind"], of["residence"]
    known = open_for(history.own(visitor.visitor()))
    lines, questions = known.to_complete(kind, residence, period)
    asked = [words.plural(lines, "ligne à compléter", "lignes à compléter")] if lines else []
    asked += [words.plural(questions, "question")] if questions else []
    told = f"Classeur vierge ({', '.join(asked)})" if asked else "Classeur vierge"
    _button(told, "vierge", (kind, residence, period), title, open_for)
    if known.is_received(kind, residence, period):
        _button("Télécharger ce qui est reçu (.xlsx)", "recu", (kind, residence, period), title, open_for)


def offer_received(parts: Sequence[Mapping[str, str]], titles: Mapping[str, str], open_for: Open) -> None:
    """Offer what is in force today of what a load covers: one's own slices, a kind and a residence at a time."""
    own, known = history.own(visitor.visitor()), names.residences()
    held: dict[tuple[str, str], list[str]] = {}
    for part in parts:
        if own is None or part["residence"] in own:
            held.setdefault((part["kind"], part["residence"]), []).append(part["period"])
    chosen = next(iter(held), None)
    if len(held) > 1:
        told = {key: f"{titles[key[0]]} · {names.told(key[1], known)}" for key in held}
        chosen = st.selectbox("Ce qui est reçu", list(held), format_func=told.__getitem__, key="recu-de")
    if chosen is None:
        return
    kind, residence = chosen
    first, last = min(held[chosen]), max(held[chosen])
    period = f"{first}..{last}" if open_for(own).grain(kind) == "month" and first != last else last
    if open_for(own).is_received(kind, residence, period):
        _button(
            "Télécharger ce qui est reçu (.xlsx)", "recu", (kind, residence, period), titles[kind], open_for
        )


def file_of(session_id: str, asked: tuple[str, str, str], open_for: Open, is_filled: bool) -> bytes:
    """Return a workbook that a session may have now; raise OutOfSight where it has no right to it any more.

    As for the history's file, Streamlit asks for it outside any run of a page.
    """
    detail = f"classeur {'reçu' if is_filled else 'vierge'} : {' · '.join(filter(None, asked))}"
    with visitor.on_behalf_of(session_id) as session:
        if not session.account.may("deposit"):
            audit.record(session.account.login, "denied", detail)
            raise OutOfSight("les classeurs ne vous sont pas ouverts")
        content = open_for(history.own(session.account)).make(*asked, is_filled)
        audit.record(session.account.login, "exported", detail)
        return content


def _button(label: str, what: str, asked: tuple[str, str, str], title: str, open_for: Open) -> None:
    session_id = visitor.session().id
    _, residence, period = asked
    st.download_button(
        label,
        lambda: file_of(session_id, asked, open_for, what == "recu"),
        f"{' '.join(filter(None, (title, residence, period, 'reçu' if what == 'recu' else '')))}.xlsx",
        on_click="ignore",
        icon=":material/description:" if what == "vierge" else ":material/download:",
        key=f"{what}-{'-'.join(asked)}",
    )


def _period(kind: str, residence: str, open_for: Open) -> str | None:
    """Return the period chosen, empty for a whole register; None until one is."""
    known = open_for(history.own(visitor.visitor()))
    periods = known.offered(kind, residence)
    if (grain := known.grain(kind)) == "none":
        st.caption("Tout le registre de la résidence." if residence else "Tout le registre.")
        return ""
    is_wave, is_call = grain == "wave", grain == "call"
    chosen = st.selectbox(
        "Vague" if is_wave else "Appel à projets" if is_call else "Période",
        periods,
        None,
        words.period,
        key=f"vierge-periode-{kind}",
        placeholder="Choisissez, ou écrivez Vague 2026" if is_wave else "Choisissez",
        accept_new_options=is_wave or is_call,
    )
    return str(chosen) if chosen else None


def _association() -> str:
    """Say that no residence is to be chosen; return the code of none."""
    st.caption("Un seul classeur pour toute l'association.")
    return ""


def _residence(known: Mapping[str, str]) -> str:
    """Return the code of the residence chosen, or what is typed while no list of residences was loaded."""
    if not known:
        return st.text_input("Résidence", key="vierge-residence", placeholder="Code ou nom")
    only = 0 if len(known) == 1 else None
    chosen = st.selectbox(
        "Résidence", list(known), only, known.__getitem__, key="vierge-residence", placeholder="Choisissez"
    )
    return chosen or ""
