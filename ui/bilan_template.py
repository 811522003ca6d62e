"""The Word document that bilans are written in: the association's own, or ours."""

from __future__ import annotations

import streamlit as st

from reports.bilan.outputs import WORD
from reports.bilan.template import LARGEST, BadTemplate, Template, checked, is_own, keep, remove, template
from reports.bilan.template_ours import MARKERS, default_template
from ui import visitor, words

_SAID = "modele-bilan-dit"
_TURN = "modele-bilan-tour"  # an uploader that is drawn anew is empty


def offer() -> None:
    """Draw the choice of a template under its header. No figure follows from it: nothing is built anew."""
    st.header("Modèle Word des bilans")
    st.markdown(
        "Les bilans d’appels à projets sont écrits dans un document Word que vous pouvez remplacer : votre logo, vos couleurs, vos "
        "en-têtes. Partez du modèle de Palier, changez-le dans Word, puis déposez-le ici. Les bilans publiés gardent leurs chiffres "
        "et leurs textes ; seule change la présentation des fichiers Word que l’on en tire."
    )
    if told := st.session_state.pop(_SAID, None):
        st.success(told, icon=":material/task_alt:")
    st.caption("Modèle en place : le vôtre." if is_own() else "Modèle en place : celui de Palier.")
    _take()
    _put()


def _take() -> None:
    with st.container(horizontal=True):
        st.download_button("Modèle de Palier", default_template, "modele-bilan.docx", WORD, key="modele-palier",
                           icon=":material/download:", on_click="ignore")  # fmt: skip
        if is_own():
            st.download_button("Votre modèle", template(), "modele-bilan-association.docx", WORD, key="modele-association",
                               icon=":material/download:", on_click="ignore")  # fmt: skip
            st.button("Revenir au modèle de Palier", key="modele-retirer", icon=":material/undo:", on_click=_remove)  # fmt: skip
    with st.expander("Les repères que Palier remplace", icon=":material/data_object:"):
        st.markdown("\n".join(f"- `{{{{{name}}}}}` : {told}" for name, told in MARKERS.items()))
        st.caption("Un repère absent n’est pas perdu : ce qu’il dit est écrit avant les treize parties.")


def _put() -> None:
    turn = st.session_state.get(_TURN, 0)
    file = st.file_uploader(
        "Votre modèle (.docx)", type=["docx"], max_upload_size=LARGEST // 2**20, key=f"modele-{turn}"
    )
    if file is None:
        return
    try:
        found = checked(file.getvalue())
    except BadTemplate as refused:
        st.error(words.sentence(refused), icon=":material/error:")
        return
    for told in _lacks(found):
        st.info(told, icon=":material/info:")
    st.button("Prendre ce modèle", type="primary", key="modele-prendre", icon=":material/check:", on_click=_keep,
              args=(found.content, file.name))  # fmt: skip


def _lacks(found: Template) -> list[str]:
    told = []
    if found.missing_styles:
        names = words.listing(words.quoted(name) for name in found.missing_styles)
        told.append(f"Styles absents de ce modèle, ceux de Palier les remplacent : {names}.")
    if found.missing_markers:
        names = words.listing(f"`{{{{{name}}}}}`" for name in found.missing_markers)
        told.append(f"Repères absents, leur contenu sera écrit avant les treize parties : {names}.")
    return told


def _keep(content: bytes, name: str) -> None:
    visitor.require_permission("settings")
    keep(content)
    _done(f"modèle Word des bilans remplacé ({name})", "Vos prochains bilans seront écrits dans ce modèle.")


def _remove() -> None:
    visitor.require_permission("settings")
    remove()
    _done(
        "modèle Word des bilans : celui de Palier",
        "Les prochains bilans seront écrits dans le modèle de Palier.",
    )


def _done(noted: str, told: str) -> None:
    visitor.note("settings_changed", noted)
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    st.session_state[_SAID] = told
