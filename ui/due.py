"""The day by which the workbooks of a month are due: a choice of the association."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from ui import words

_LAST = 28  # every month has one


def offer(now: int, change: Callable[[int], None]) -> None:
    """Draw the day in force and what changes it."""
    st.markdown(
        "Les classeurs d'un mois sont attendus au plus tard ce jour du mois suivant ; après lui, le tableau du mois les dit "
        f"{words.quoted('en retard')}."
    )
    with st.form("echeance", border=False):
        day = st.selectbox(
            "Jour d'échéance", range(1, _LAST + 1), now - 1, _spoken, key="echeance-jour", width=160
        )
        if st.form_submit_button("Enregistrer", icon=":material/check:") and day != now:
            change(day)
            st.session_state["echeance-dite"] = day
            st.rerun()
    if (told := st.session_state.pop("echeance-dite", None)) is not None:
        st.success(f"Échéance : {words.escaped(_spoken(told))} du mois suivant.", icon=":material/task_alt:")


def _spoken(day: int) -> str:
    return "le 1er" if day == 1 else f"le {day}"
