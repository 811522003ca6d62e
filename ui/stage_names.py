"""What the association calls the seven stages of an actualisation: its own words, on the same order."""

from __future__ import annotations

import streamlit as st

from indicators.measure import current_version
from social_project.stages import LONGEST, BadStage, name_stages, stage_names
from ui import projects, visitor, words

_DONE = "etapes-dit"


def offer() -> None:
    """Draw the names of the stages under their header. No figure follows from them: nothing is built anew."""
    st.header("Étapes de l'actualisation")
    version = current_version()
    if version is None:
        st.caption("Les noms des étapes se choisissent une fois les premiers classeurs reçus.")
        return
    usual = projects.words_of(version, "projets_sociaux.update_stage")
    st.markdown(
        "Sept étapes, toujours dans le même ordre : un ordre de travail déduit de la circulaire du 4 juillet 2006, et non une liste "
        "légale. Nommez-les comme votre association les nomme ; vide, le nom habituel revient. Dans les classeurs, écrivez leur numéro ou "
        "leur nom habituel."
    )
    with st.form("etapes", border=False):
        told = stage_names(usual)
        named = {
            code: st.text_input(
                f"Étape {place}", told[code], max_chars=LONGEST, placeholder=name, key=f"etape-{code}"
            )
            for place, (code, name) in enumerate(usual.items(), 1)
        }
        if st.form_submit_button("Enregistrer les étapes", icon=":material/check:"):
            _keep(named, usual)
    if done := st.session_state.pop(_DONE, None):
        st.success(done, icon=":material/task_alt:")


def _keep(named: dict[str, str], usual: dict[str, str]) -> None:
    visitor.require_permission("settings")
    try:
        own = name_stages(named, usual)
    except BadStage as refused:
        st.error(words.sentence(refused), icon=":material/error:")
        return
    visitor.note(
        "settings_changed", f"étapes de l'actualisation : {', '.join(own.values()) or 'noms habituels'}"
    )
    st.session_state[_DONE] = "Les étapes portent ces noms sur toutes les pages."
    st.rerun()
