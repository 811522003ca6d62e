"""What two people wrote of the same passages at once: both texts side by side, and what is kept of them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from social_project.headings import Heading
from social_project.merging import Clash
from social_project.revisions import Overtaken
from ui import project_rendering, project_text, words
from ui.project_text import Desk

Forget = Callable[[Desk, str], None]


def ask(desk: Desk, heading: Heading, met: Overtaken, forget: Forget) -> None:
    """Show what two people wrote of the same passages, side by side, and keep what is chosen; `forget` what is then no longer typed."""
    theirs = words.escaped(met.theirs.by)
    st.warning(
        f"**{theirs} a changé les mêmes passages** pendant que vous écriviez (enregistré le {words.instant(met.theirs.at)}). Rien n'est "
        "perdu : choisissez ce qui reste. Vos autres changements seront gardés avec les siens.",
        icon=":material/group:",
    )
    clashes = [part for part in met.merged[heading.code] if isinstance(part, Clash)]
    keys = [f"garder-{desk.code}-{heading.code}-{met.theirs.number}-{at}" for at in range(len(clashes))]
    for key, one in zip(keys, clashes, strict=True):
        left, right = st.columns(2)
        for side, title, text in (
            (left, "Votre texte", one.mine),
            (right, f"Le texte de {theirs}", one.theirs),
        ):
            with side, st.container(border=True):
                st.markdown(f"**{title}**")
                project_rendering.show_plain(text or "*(passage retiré)*")
        st.radio(
            "Que garder ?",
            ["Les deux", "Votre texte", "L'autre texte"],
            key=key,
            horizontal=True,
        )
    with st.container(horizontal=True):
        st.button(
            "Enregistrer ce choix", type="primary", key="garder", icon=":material/save:", on_click=_settle,
            args=(desk, heading, met, keys, forget),
        )  # fmt: skip
        st.button(
            "Revenir à l'écriture",
            type="tertiary",
            key="garder-plus-tard",
            on_click=project_text.forget_clash,
        )


def _settle(desk: Desk, heading: Heading, met: Overtaken, keys: list[str], forget: Forget) -> None:
    clashes = [part for part in met.merged[heading.code] if isinstance(part, Clash)]
    chosen = [_kept(one, st.session_state.get(key)) for one, key in zip(clashes, keys, strict=True)]
    texts = met.settled({heading.code: chosen})
    if project_text.save(desk, texts, met.theirs.number, "Enregistré, avec ce que vous avez choisi."):
        forget(desk, heading.code)


def _kept(one: Clash, choice: str | None) -> str:
    if choice == "Votre texte":
        return one.mine
    if choice == "L'autre texte":
        return one.theirs
    return "\n\n".join(part for part in (one.theirs, one.mine) if part)
