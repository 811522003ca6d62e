"""Dates that no workbook says: the leadership declares them, and what they ask for is then told among what is due."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st

from ui import words

_ASSOCIATION = "L'association"


def offer(
    kinds: Mapping[str, tuple[str, str, bool]],
    residences: Mapping[str, str],
    known: Sequence[tuple[str, str, date]],
    change: Callable[[str, str, date, bool], None],
) -> None:
    """Draw the dates in force and what declares another. `kinds`: name -> title, what the date is, whether of one residence.

    `change` is given what, the residence (empty for the association), the day, and whether it is declared or taken back.
    """
    st.markdown(
        "Ce qu'aucun classeur ne dit : travaux à venir, fin de l'agrément, calendrier de l'appel à projets. Une date déclarée ici est "
        "rappelée dans **Échéances et obligations**, avec le texte qui la fonde, et part dans l'agenda."
    )
    if told := st.session_state.pop("date-dite", None):
        st.success(words.escaped(told), icon=":material/task_alt:")
    for what, code, day in known:
        sentence, button = st.columns([9, 2], vertical_alignment="center")
        place = residences.get(code, code) or _ASSOCIATION
        sentence.markdown(f"**{kinds[what][0]}** · {words.escaped(place)} : {words.day(day)}")
        if button.button("Retirer", key=f"date-{what}-{code}-{day}", width="stretch"):
            change(what, code, day, False)
            st.session_state["date-dite"] = f"Date retirée : {kinds[what][0]}, {place}."
            st.rerun()
    if not known:
        st.caption("Aucune date n'est déclarée.")
    _ask(kinds, residences, change)


def _ask(
    kinds: Mapping[str, tuple[str, str, bool]],
    residences: Mapping[str, str],
    change: Callable[[str, str, date, bool], None],
) -> None:
    left, middle, right, last = st.columns([4, 4, 3, 2], vertical_alignment="bottom")
    what = left.selectbox("Quoi", list(kinds), format_func=lambda one: kinds[one][0], key="date-quoi")
    title, told, of_residence = kinds[what]
    code: str | None = ""
    if of_residence:
        code = middle.selectbox(
            "Résidence",
            list(residences),
            index=None,
            format_func=lambda one: residences[one],
            placeholder="Choisissez une résidence",
            key="date-ou",
        )
    else:
        middle.markdown(f":small[Pour toute l'association : {told}.]")
    day = right.date_input(
        "Date", value=None, format="DD/MM/YYYY", key="date-quand", help=f"{told.capitalize()}."
    )
    if last.button("Déclarer", icon=":material/event:", key="date-declarer", width="stretch"):
        if (of_residence and not code) or not isinstance(day, date):
            st.error("Dites la résidence et la date." if of_residence else "Dites la date.")
            return
        change(what, code or "", day, True)
        st.session_state["date-dite"] = f"Date déclarée : {title}, {words.day(day)}."
        st.rerun()
