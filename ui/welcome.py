"""What a page says before there is anything to look at."""

from __future__ import annotations

import streamlit as st

from ui import visitor
from ui.links import page_link


def nothing_closed() -> None:
    """Say to an evaluator that no month of the call is closed yet."""
    st.title("Bienvenue dans Palier")
    st.info(
        "Aucun mois n'est encore clos dans les résidences et la période de l'appel : vous verrez les chiffres d'un mois "
        "dès que l'association l'aura clos.",
        icon=":material/lock_clock:",
    )


def first_deposit(is_empty: bool) -> None:
    """Say what to deposit first; `is_empty`: nothing at all was ever loaded."""
    st.title("Bienvenue dans Palier")
    if not visitor.may("deposit"):
        st.markdown("Aucun chiffre n'a encore été transmis pour les résidences qui vous sont ouvertes.")
    elif not is_empty and visitor.sight().residences:
        st.markdown(
            "Aucune de vos résidences ne figure encore au référentiel : demandez à la direction de la déposer."
        )
    else:
        st.markdown(
            "Aucun classeur n'a encore été déposé. Pour commencer :\n\n"
            "1. déposez le **référentiel des résidences** (une ligne par résidence) ;\n"
            "2. puis vos classeurs d'**occupation**, de **réunions**, de **conflits** et d'**enquête**, tels quels.\n\n"
            "Rien n'est enregistré avant que vous ayez vu ce qui serait lu, et confirmé."
        )
    page_link("depot", "Déposer un premier classeur", icon=":material/upload_file:")
