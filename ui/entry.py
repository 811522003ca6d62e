"""The menu: this script runs at every interaction, and hands over to the page that was asked for."""

from pathlib import Path

import streamlit as st

from indicators.measure import current_version
from ui import frame, links

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "pages"
ICON = ROOT / "ui/static/palier.svg"

MENU = {
    "Pilotage": [
        st.Page(
            PAGES / "pilotage/synthese.py",
            title="Synthèse",
            icon=":material/stairs:",
            help="Où en sont les résidences, et ce qui demande une décision",
            default=True,
        ),
        st.Page(
            PAGES / "pilotage/residence.py",
            title="Résidence",
            icon=":material/apartment:",
            help="Tous les indicateurs d’une résidence",
        ),
    ],
    "Mobiliser": [
        st.Page(
            PAGES / "mobiliser/participation.py",
            title="Participation",
            icon=":material/groups:",
            help="Qui participe, à quoi, et qui reste à rejoindre",
        ),
        st.Page(
            PAGES / "mobiliser/conflits.py",
            title="Conflits",
            icon=":material/handshake:",
            help="Les conflits déclarés, leurs suites et leurs délais",
        ),
    ],
    "Besoins": [
        st.Page(
            PAGES / "besoins/besoins.py",
            title="Besoins",
            icon=":material/list_alt:",
            help="Ce que les résidents disent de leurs besoins",
        ),
    ],
    "Publics": [
        st.Page(
            PAGES / "publics/occupation.py",
            title="Occupation",
            icon=":material/bed:",
            help="Qui habite les résidences, et les logements vacants",
        ),
    ],
    "Évaluation": [
        st.Page(
            PAGES / "evaluation/methode.py",
            title="Méthode",
            icon=":material/menu_book:",
            help="Comment chaque chiffre est calculé, d’où il vient, ce qu’il ne dit pas",
        ),
    ],
    "Données": [
        st.Page(
            PAGES / "donnees/depot.py",
            title="Dépôt",
            icon=":material/upload_file:",
            help="Déposer un classeur, le vérifier, l’accepter",
        ),
    ],
}

# Before the menu: without an icon of our own, the browser would fetch the page's from another host.
st.set_page_config(
    page_icon=ICON,
    layout="wide",
    menu_items={"About": "**Palier**, l’observatoire des projets sociaux des résidences sociales."},
)
st.logo(ICON, size="large")
page = st.navigation(MENU)
st.set_page_config(page_title=f"{page.title} · Palier")
links.follow()
# The footer comes first, below a place kept for the page: one that stops early still says what it rests on.
body = st.container()
frame.footer(current_version())
with body:
    page.run()
