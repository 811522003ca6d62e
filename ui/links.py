"""Links between pages, with what to look at in the URL."""

from __future__ import annotations

import streamlit as st

from ui import visitor

PAGES = {
    "synthese": "../pages/pilotage/synthese.py",
    "residence": "../pages/pilotage/residence.py",
    "participation": "../pages/mobiliser/participation.py",
    "conflits": "../pages/mobiliser/conflits.py",
    "instances": "../pages/mobiliser/instances.py",
    "charte": "../pages/mobiliser/charte.py",
    "reglement_interieur": "../pages/mobiliser/reglement_interieur.py",
    "besoins": "../pages/besoins/besoins.py",
    "occupation": "../pages/publics/occupation.py",
    "actualisation": "../pages/projet_social/actualisation.py",
    "a_revoir": "../pages/projet_social/a_revoir.py",
    "texte": "../pages/projet_social/texte.py",
    "paroles_et_suites": "../pages/projet_social/paroles_et_suites.py",
    "preuves": "../pages/projet_social/preuves.py",
    "parcours": "../pages/publics/parcours.py",
    "satisfaction": "../pages/besoins/satisfaction.py",
    "partenariats": "../pages/reseau/partenariats.py",
    "maintien_a_domicile": "../pages/reseau/maintien_a_domicile.py",
    "pratiques": "../pages/projet_social/pratiques.py",
    "appel_a_projets": "../pages/evaluation/appel_a_projets.py",
    "bilan": "../pages/evaluation/bilan.py",
    "preparer_bilan": "../pages/evaluation/preparer_bilan.py",
    "tableaux": "../pages/evaluation/tableaux.py",
    "methode": "../pages/evaluation/methode.py",
    "depot": "../pages/donnees/depot.py",
    "tableau_du_mois": "../pages/donnees/tableau_du_mois.py",
    "editions": "../pages/donnees/editions.py",
    "historique": "../pages/donnees/historique.py",
    "paroles": "../pages/donnees/paroles.py",
    "themes": "../pages/donnees/themes.py",
}


def page_link(page: str, label: str, icon: str | None = None, **asked: str) -> None:
    """Put a link to a page, where whoever looks may open it; `asked` goes in its address."""
    if visitor.visitor().may_open(page):
        st.page_link(PAGES[page], label=label, icon=icon, query_params=asked or None)


def see(page: str, residence: str, key: str) -> None:
    """Put a button that leads to a page, looking at one residence (at all, if empty), where whoever looks may open it.

    Not a link with the residence in its address: where the page left behind has the same filter, its own would win.
    """
    if not visitor.visitor().may_open(page):
        return
    st.button(
        "Voir",
        key=key,
        type="tertiary",
        on_click=_ask,
        args=(page, residence),
        help=f"Voir {residence}" if residence else "Voir la page",
    )


def follow() -> None:
    """Go where a button of the last run leads; called before the page runs."""
    if asked := st.session_state.pop("lien", None):
        page, residence = asked
        filter_key = "residence" if page == "residence" else "residences"
        if page == "residence":
            st.session_state[filter_key] = residence
        else:
            st.session_state[filter_key] = [residence] if residence else []
        st.switch_page(PAGES[page])


def _ask(page: str, residence: str) -> None:
    st.session_state["lien"] = (page, residence)
