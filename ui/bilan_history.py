"""What became of the text of a part: who saved it, when, what each save changed, and the way back to it."""

from __future__ import annotations

from difflib import ndiff

import streamlit as st

from reports.bilan.texts import Save, saves_of
from social_project.merging import passages
from ui import bilan_text, project_rendering, words
from ui.bilan_text import Desk

_SHOWN = 40  # saves offered: nobody goes further back by hand, and the folder holds them all


def show(desk: Desk, part: int) -> None:
    """Draw, folded, each save of the text of a part; nothing before the first."""
    saves = saves_of(desk.saves, part)
    if not saves:
        return
    told = words.plural(len(saves), "enregistrement")
    with st.expander(f"Historique de cette partie ({told})", icon=":material/history:"):
        by_number = {one.number: one for one in reversed(saves[-_SHOWN:])}
        number = st.selectbox(
            "Enregistrement", list(by_number), format_func=lambda number: _line(by_number[number]),
            key=f"historique-bilan-{desk.call}-{part}",
        )  # fmt: skip
        one = by_number.get(number, saves[-1])
        _show_change(saves, one, part)
        if one is not saves[-1]:
            st.button(
                "Revenir à ce texte", icon=":material/undo:", key="bilan-restaurer", on_click=_restore, args=(desk, one, part),
                help="Le texte d'aujourd'hui reste dans l'historique.",
            )  # fmt: skip


def _line(one: Save) -> str:
    return f"{words.stamp(one.at)[:16]} · {one.by}"


def _show_change(saves: list[Save], one: Save, part: int) -> None:
    """Show what a save added and took away, passage by passage; words say it, not colours alone."""
    at = saves.index(one)
    before = saves[at - 1].texts.get(part, "") if at else ""
    for line in ndiff(passages(before), passages(one.texts.get(part, ""))):
        if line.startswith(("+ ", "- ")):
            sign = ":green[**Ajouté**]" if line[0] == "+" else ":red[**Retiré**]"
            st.markdown(f"{sign} : {words.escaped(project_rendering.plainly(line[2:]))}")


def _restore(desk: Desk, one: Save, part: int) -> None:
    text = one.texts.get(part, "")
    bilan_text.save(desk, part, text, desk.last, f"Texte du {words.instant(one.at)} repris.")
