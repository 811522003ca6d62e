"""Réglages: the association's own headings of a projet social, after the nine of the convention; added, ordered, retired."""

from __future__ import annotations

import streamlit as st

from social_project.headings import NINE, BadHeading, Heading, own_headings, set_own
from ui import visitor, words

_FAULT = "rubriques-refus"


def offer() -> None:
    """Draw the association's own headings and what changes them."""
    st.header("Rubriques du projet social")
    st.markdown(
        "Les neuf rubriques de la convention APL (annexe II) sont toujours là, dans leur ordre. Ajoutez les vôtres après elles : "
        "une rubrique retirée n'est plus proposée, et ce qui y est écrit reste."
    )
    with st.expander("Les neuf rubriques de la convention"):
        st.markdown(
            "\n".join(
                f"{one.code}. **{words.escaped(one.title)}** : {words.escaped(one.asks)}" for one in NINE
            )
        )
    if fault := st.session_state.pop(_FAULT, ""):
        st.error(fault, icon=":material/error:")
    own = own_headings()
    active = [one for one in own if not one.is_retired]
    for at, one in enumerate(active):
        _show(own, one, at, len(active))
    for one in own:
        if one.is_retired:
            _show_retired(own, one)
    with st.form("nouvelle-rubrique", clear_on_submit=True):
        st.text_input(
            "Nouvelle rubrique",
            key="rubrique-titre",
            max_chars=120,
            placeholder="par exemple : Accès au numérique",
        )
        st.text_input(
            "Ce qu'on y écrit",
            key="rubrique-demande",
            placeholder="par exemple : ce qui est proposé, à qui, avec qui",
        )
        st.form_submit_button(
            "Ajouter", icon=":material/add:", on_click=_add, args=(own,), key="rubrique-ajouter"
        )


def _show(own: tuple[Heading, ...], one: Heading, at: int, count: int) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{words.escaped(one.title)}**  \n{words.escaped(one.asks)}")
        for label, by, is_possible in (("Monter", -1, at > 0), ("Descendre", 1, at < count - 1)):
            if is_possible:
                st.button(
                    label,
                    key=f"{label}-{one.code}",
                    type="tertiary",
                    on_click=_move,
                    args=(own, one, by),
                )
        st.button(
            "Retirer",
            key=f"retirer-{one.code}",
            type="tertiary",
            on_click=_retire,
            args=(own, one, True),
        )


def _show_retired(own: tuple[Heading, ...], one: Heading) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(f"{words.escaped(one.title)} (retirée)")
        st.button(
            "Remettre",
            key=f"remettre-{one.code}",
            type="tertiary",
            on_click=_retire,
            args=(own, one, False),
        )


def _add(own: tuple[Heading, ...]) -> None:
    title, asks = st.session_state["rubrique-titre"], st.session_state["rubrique-demande"]
    _keep([*own, Heading("", title, asks)], f"rubrique ajoutée : {title}")


def _move(own: tuple[Heading, ...], one: Heading, by: int) -> None:
    active, retired = ([each for each in own if each.is_retired is wanted] for wanted in (False, True))
    at = active.index(one)
    active[at], active[at + by] = active[at + by], active[at]
    _keep([*active, *retired], f"rubrique déplacée : {one.title}")


def _retire(own: tuple[Heading, ...], one: Heading, is_retired: bool) -> None:
    found = [each._replace(is_retired=is_retired) if each == one else each for each in own]
    _keep(found, f"rubrique {'retirée' if is_retired else 'remise'} : {one.title}")


def _keep(found: list[Heading], told: str) -> None:
    visitor.require_permission("settings")
    try:
        set_own(found)
    except BadHeading as refused:
        st.session_state[_FAULT] = words.sentence(refused)
        return
    visitor.note("settings_changed", told)
