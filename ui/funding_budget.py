"""The budget of a funding call on its page: planned at first, revised, achieved, variance; what is given in kind apart."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from indicators.calls import Line
from indicators.sums import Scope
from ui import figures, panel, words

_SIDES = {
    "charges": "Charges",
    "products": "Produits",
    "in_kind": "Contributions en nature (comptes 86 et 87), à part",
}


def show_budget(version: str, call: str) -> None:
    """Show the budget by account: planned at first, revised, achieved, variance; what is given in kind apart."""
    found = figures.call_budget(version, call)
    if not found:
        st.info(f"Le budget de {call} n'est pas transmis : classeur « Budget de l'appel à projets ».")
        return
    for side, title in _SIDES.items():
        lines = [one for one in found if one.side == side]
        if lines:
            st.markdown(f"**{title}**")
            rows = [_line(one) for one in lines] + (
                [_sum(lines)] if len(lines) > 1 and side != "in_kind" else []
            )
            st.dataframe(pd.DataFrame(rows), hide_index=True, alt=f"{title}, {call}")
    st.caption(
        "Montants TTC. L'écart compare le réalisé au prévu révisé, ou au prévu initial quand rien n'a été révisé. "
        "« Dont subvention » : ce que le budget déclare payé par la subvention de l'appel."
    )
    panel.where_from(version, "aap_budget_execution_rate", Scope(waves=(call,)), key=f"budget-{call}")


def _line(one: Line) -> dict[str, str]:
    amounts = _amounts(one.initial, one.revised, one.achieved, one.charged, one.planned)
    return {"Compte": one.account, "Libellé": one.label or words.NONE} | amounts


def _sum(lines: list[Line]) -> dict[str, str]:
    def total(values: list[float | None]) -> float | None:
        known = [value for value in values if value is not None]
        return sum(known) if known else None

    return {"Compte": "Total", "Libellé": ""} | _amounts(
        total([one.initial for one in lines]),
        total([one.revised for one in lines]),
        total([one.achieved for one in lines]),
        total([one.charged for one in lines]),
        total([one.planned for one in lines if one.achieved is not None]),
    )


def _amounts(
    initial: float | None,
    revised: float | None,
    achieved: float | None,
    charged: float | None,
    planned: float | None,
) -> dict[str, str]:
    gap = None if achieved is None or planned is None else achieved - planned
    return {
        "Prévu initial": words.euros(initial),
        "Prévu révisé": words.euros(revised),
        "Réalisé": words.euros(achieved),
        "Écart": words.euros(gap, signed=True),
        "Réalisé %": words.percent(achieved / planned) if achieved is not None and planned else words.NONE,
        "Dont subvention": words.euros(charged),
    }
