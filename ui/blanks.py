"""The blank workbooks that are handed out: which kind, for which residence and period."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st


def offer_blank(
    titles: Mapping[str, str], names: Mapping[str, str], make: Callable[[str, str, str], bytes]
) -> None:
    """Offer the blank workbook of each kind, for one of the residences named; `make` gets kind, residence and period."""
    with st.expander("Partir d'un classeur vierge", icon=":material/description:"):
        kind = titles[st.selectbox("Type de classeur", list(titles), key="vierge-type")]
        left, right = st.columns(2)
        with left:
            residence = _residence(names)
        period = right.text_input("Période", key="vierge-periode", placeholder="2025, 2025-03 ou Vague 2025")
        st.download_button(
            "Télécharger",
            lambda: make(kind, residence, period),
            f"{kind}.xlsx",
            on_click="ignore",
            icon=":material/download:",
        )


def _residence(names: Mapping[str, str]) -> str:
    """Return the code of the residence chosen, or what is typed while no list of residences was loaded."""
    if not names:
        return st.text_input("Résidence", key="vierge-residence", placeholder="Code ou nom")
    only = 0 if len(names) == 1 else None
    chosen = st.selectbox(
        "Résidence", list(names), only, names.__getitem__, key="vierge-residence", placeholder="Choisissez"
    )
    return chosen or ""
