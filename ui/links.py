"""Links between pages, with what to look at in the URL."""

from __future__ import annotations

import streamlit as st

PAGES = {
    "synthese": "../pages/pilotage/synthese.py",
    "residence": "../pages/pilotage/residence.py",
    "participation": "../pages/mobiliser/participation.py",
    "conflits": "../pages/mobiliser/conflits.py",
    "besoins": "../pages/besoins/besoins.py",
    "occupation": "../pages/publics/occupation.py",
    "methode": "../pages/evaluation/methode.py",
    "depot": "../pages/donnees/depot.py",
}


def page_link(page: str, label: str, icon: str | None = None, residence: str | None = None) -> None:
    """Put a link to a page, on a residence if one is named."""
    params = {"residences": residence} if residence and page != "depot" else None
    st.page_link(PAGES[page], label=label, icon=icon, query_params=params)
