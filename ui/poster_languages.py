"""In which languages the answers to residents hang on the wall: the association's to choose."""

from __future__ import annotations

import streamlit as st

from reports.languages import LANGUAGES
from social_project.poster_languages import choose_poster_languages, poster_languages
from ui import visitor, words


def offer() -> None:
    """Draw the choice of languages under its header. No figure follows from it: nothing is built anew."""
    st.header("Langues de l’affiche")
    offered = {code: one for code, one in LANGUAGES.items() if code != "fr"}
    st.markdown(
        f"L’affiche {words.quoted('Vous avez dit')} est en français, et a une page de plus dans chaque langue choisie. Les phrases "
        "fixes et les noms des besoins y sont traduits ; les réponses le sont par une personne, sinon elles restent en français, et "
        "l’affiche le dit. Faites relire chaque langue par quelqu’un qui la parle."
    )
    with st.form("langues", border=False):
        chosen = st.multiselect(
            "Langues de l’affiche, en plus du français",
            list(offered),
            [code for code in poster_languages() if code in offered],
            format_func=lambda code: f"{offered[code].in_french_name} · {offered[code].name}",
            placeholder="Choisissez des langues",
            key="langues-affiche",
        )
        if st.form_submit_button("Enregistrer les langues", icon=":material/check:"):
            kept = choose_poster_languages(chosen)
            names = words.listing(["français", *(offered[code].in_french_name for code in kept)])
            visitor.note("settings_changed", f"langues de l'affiche : {names}")
            st.session_state["langues-dit"] = f"Langues de l’affiche : {names}."
            st.rerun()
    if told := st.session_state.pop("langues-dit", None):
        st.success(told, icon=":material/task_alt:")
