"""« À compter de mars 2025 : changement de… » : a person dates a change on a series, and limits start anew from there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import streamlit as st

from indicators.catalogue import indicator_named
from indicators.measure import current_version
from ui import figures, words

# The series whose course is judged month by month.
SERIES = (
    "meetings_held",
    "meeting_attendance_rate",
    "resident_initiated_share",
    "conflicts_per_100",
    "warnings_per_100",
    "occupancy_rate",
    "vacancy_commercial_rate",
    "vacancy_over_3m_rate",
)
_EVERYWHERE = "Toute l'association"


class Kept(Protocol):
    """Where dated changes are kept."""

    def told(self) -> list[tuple[int, str, str, str, str]]:
        """Return (number, indicator, residence, month, words) of each, oldest month first."""

    def date_change(self, indicator: str, residence: str, month: str, words: str, by: str) -> object:
        """Keep one; raise ValueError, which says why, for one that cannot be."""

    def take_back(self, number: int, by: str) -> None:
        """Take one back."""


def offer(kept: Kept, residences: Mapping[str, str], by: str, changed: Callable[[str], None]) -> None:
    """Draw the changes dated so far, and what dates another; `changed` is told what somebody did."""
    st.markdown(
        "Un changement compris (nouveaux horaires, travaux, autre façon de compter) fait repartir les limites d'une série à compter "
        "d'un mois. C'est toujours une personne qui le dit, jamais le calcul."
    )
    if told := st.session_state.pop("changement-dit", None):
        st.success(words.escaped(told), icon=":material/task_alt:")
    known = kept.told()
    for number, name, residence, month, said in known:
        sentence, button = st.columns([9, 2], vertical_alignment="center")
        where = residences.get(residence, residence) or _EVERYWHERE
        sentence.markdown(
            f"**{indicator_named(name).title}**, {words.escaped(where)} — à compter de {words.month(month)} : {words.escaped(said)}"
        )
        if button.button("Retirer", key=f"changement-{number}", width="stretch"):
            kept.take_back(number, by=by)
            changed(f"changement n° {number} retiré")
            st.session_state["changement-dit"] = (
                "Changement retiré : les limites ne repartent plus de ce mois."
            )
            st.rerun()
    if not known:
        st.caption("Aucun changement n'est daté.")
    version = current_version()
    if version and (months := figures.months(version)):
        _ask(kept, residences, months, by, changed)


def _ask(
    kept: Kept, residences: Mapping[str, str], months: Sequence[str], by: str, changed: Callable[[str], None]
) -> None:
    with st.form("changement", border=False):
        left, right = st.columns(2)
        name = left.selectbox(
            "Série", SERIES, format_func=lambda one: indicator_named(one).title, key="changement-serie"
        )
        codes = ["", *residences]
        where = right.selectbox(
            "Où", codes, format_func=lambda one: residences.get(one, _EVERYWHERE), key="changement-ou"
        )
        left, right = st.columns([1, 2])
        month = left.selectbox("À compter de", months[::-1], format_func=words.month, key="changement-mois")
        said = right.text_input(
            "Ce qui a changé",
            placeholder="changement de jour des réunions",
            key="changement-mots",
            max_chars=160,
        )
        if st.form_submit_button("Dater ce changement", icon=":material/event:"):
            try:
                kept.date_change(str(name), str(where or ""), str(month), str(said or ""), by=by)
            except ValueError as refused:
                st.error(words.sentence(refused))
                return
            changed(f"changement daté de {month} : {name}")
            st.session_state["changement-dit"] = (
                f"Changement daté de {words.month(str(month))} : les limites en repartent."
            )
            st.rerun()
