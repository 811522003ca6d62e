"""Validating a version: what is left to look at, its name and its day, then nothing of it changes any more."""

from __future__ import annotations

import streamlit as st

from access.clock import today
from social_project.checklist import Checked, checked
from social_project.document import BoundFigure
from social_project.freezing import validate
from social_project.headings import every_heading
from social_project.revisions import NotSaved
from ui import project_rendering, project_text, project_writing, visitor, words
from ui.project_text import DONE, FAULT, Desk


def offer(desk: Desk) -> None:
    """Draw, for the leadership, the list of what is left to look at, then what freezes the draft; nothing to others."""
    if not visitor.may("validate_project"):
        st.caption(":material/verified: La direction valide la version, quand le texte est prêt.")
        return
    assert desk.draft
    with st.expander("Valider cette version", icon=":material/verified:"):
        found = checked(desk.draft, lambda bound: project_rendering.told(desk.version, bound))
        _show(desk, found)
        if project_writing.unsaved(desk):
            st.warning(
                "Un texte n'est pas enregistré : enregistrez-le d'abord, ou revenez au texte enregistré."
            )
            return
        left, right = st.columns(2)
        left.text_input("Nom de la version", value=desk.draft.version, key=f"nom-{desk.code}", max_chars=40)
        right.date_input(
            "Validée le", value=today(), max_value=today(), format="DD/MM/YYYY", key=f"jour-{desk.code}"
        )
        is_seen = found.is_clear or st.checkbox("Valider malgré ces points", key=f"malgre-{desk.code}")
        st.button(
            "Valider : le texte et ses chiffres ne changeront plus",
            type="primary",
            icon=":material/verified:",
            key="valider-la-version",
            disabled=not is_seen,
            on_click=_validate,
            args=(desk, found.is_clear),
        )


def _show(desk: Desk, found: Checked) -> None:
    titles = {one.code: one.title for one in every_heading()}
    lines = []
    if found.empty:
        told = words.listing(words.escaped(title) for title in found.empty)
        lines.append(f"**{words.plural(len(found.empty), 'rubrique vide', 'rubriques vides')}** : {told}")
    for code, numbers in found.unbound.items():
        told = words.listing(words.escaped(one) for one in numbers)
        lines.append(
            f"**Chiffres écrits à la main**, {words.quoted(words.escaped(titles.get(code, code)))} : {told}"
        )
    if found.without_value:
        told = words.listing(_named(desk, one) for one in found.without_value)
        lines.append(f"**Chiffres sans valeur dans les données** : {told}")
    lines += [
        f"**Ce chiffre a changé** depuis que la phrase a été enregistrée : {_named(desk, bound)}, {words.escaped(before)} puis "
        f"{words.escaped(now)}"
        for bound, before, now in found.moved
    ]
    if lines:
        st.markdown("**À regarder avant de valider**\n\n" + "\n".join(f"- {line}" for line in lines))
    else:
        st.markdown(":material/task_alt: Toutes les rubriques sont remplies, et tous les chiffres sont liés.")


def _named(desk: Desk, bound: BoundFigure) -> str:
    return words.escaped(project_rendering.named(desk.version, bound))


def _validate(desk: Desk, is_clear: bool) -> None:
    who = visitor.require_permission("validate_project")
    if not (is_clear or st.session_state.get(f"malgre-{desk.code}")):
        st.session_state[FAULT] = "Cochez « Valider malgré ces points », ou complétez d'abord le texte."
        return
    assert desk.draft
    name, day = st.session_state[f"nom-{desk.code}"], st.session_state[f"jour-{desk.code}"]
    sight = visitor.sight()
    sight.choose((desk.code,))
    try:
        kept = validate(desk.code, desk.draft.number, name, day, who.login, desk.version, sight)
    except NotSaved as refused:
        st.session_state[FAULT] = words.sentence(refused)
        return
    visitor.note("project_validated", f"{desk.code} · {kept.version} · {kept.sha256[:12]}")
    project_text.forget_clash()
    st.session_state[DONE] = (
        f"Version {words.escaped(kept.version)} validée. Elle est en vigueur, et ne change plus."
    )
