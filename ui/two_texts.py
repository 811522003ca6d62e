"""What two people wrote of the same passages at once: both texts side by side, and what is kept of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from social_project.merging import Clash, Part
from ui import project_rendering, words

_MINE, _THEIRS = "Votre texte", "L'autre texte"


@dataclass(frozen=True)
class Met:
    """Two texts written from the same one. `parts`: their passages merged, those that clash among them; saved by `by` at `at`."""

    key: str
    by: str
    at: str
    parts: Sequence[Part]


def ask(met: Met, keep: Callable[[list[str]], None], later: Callable[[], None]) -> None:
    """Show what clashes, side by side, and call `keep` with what stands for each clash; `later`: back to the writing."""
    theirs = words.escaped(met.by)
    st.warning(
        f"**{theirs} a changé les mêmes passages** pendant que vous écriviez (enregistré le {words.instant(met.at)}). Rien n'est "
        "perdu : choisissez ce qui reste. Vos autres changements seront gardés avec les siens.",
        icon=":material/group:",
    )
    clashes = [part for part in met.parts if isinstance(part, Clash)]
    keys = [f"garder-{met.key}-{at}" for at in range(len(clashes))]
    for key, one in zip(keys, clashes, strict=True):
        left, right = st.columns(2)
        for side, title, text in (
            (left, _MINE, one.mine),
            (right, f"Le texte de {theirs}", one.theirs),
        ):
            with side, st.container(border=True):
                st.markdown(f"**{title}**")
                project_rendering.show_plain(text or "*(passage retiré)*")
        st.radio("Que garder ?", ["Les deux", _MINE, _THEIRS], key=key, horizontal=True)
    with st.container(horizontal=True):
        st.button(
            "Enregistrer ce choix", type="primary", key="garder", icon=":material/save:", on_click=_settle,
            args=(clashes, keys, keep),
        )  # fmt: skip
        st.button("Revenir à l'écriture", type="tertiary", key="garder-plus-tard", on_click=later)


def _settle(clashes: Sequence[Clash], keys: Sequence[str], keep: Callable[[list[str]], None]) -> None:
    keep([_kept(one, st.session_state.get(key)) for one, key in zip(clashes, keys, strict=True)])


def _kept(one: Clash, choice: str | None) -> str:
    if choice == _MINE:
        return one.mine
    if choice == _THEIRS:
        return one.theirs
    return "\n\n".join(part for part in (one.theirs, one.mine) if part)
