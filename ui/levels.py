"""The levels that the association aims at, and the thresholds it counts from: hers to set, where no text sets them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from indicators.catalogue import Indicator, Target
from ui import say, words

_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?$")


def offer(
    known: Sequence[Indicator], levels: Mapping[str, float], keep: Callable[[str, float | None], None]
) -> None:
    """Draw the levels in force, each with what withdraws it, and what sets another; `keep` is given a level, or none."""
    st.markdown(
        "Là où aucun texte ne fixe de niveau, l'association peut s'en donner un : il est alors rappelé à côté du chiffre. "
        "Sans objectif, rien n'est comparé."
    )
    by_id = {one.id: one for one in known}
    _told()
    for name, level in levels.items():
        if name in by_id:
            _show(by_id[name], level, keep)
    if not levels:
        st.caption("Aucun objectif n'est fixé.")
    with st.form("niveaux", border=False, clear_on_submit=True):
        left, middle, right = st.columns([6, 3, 2], vertical_alignment="bottom")
        asked = left.selectbox(
            "Indicateur",
            list(by_id),
            index=None,
            format_func=lambda one: f"{by_id[one].title} ({by_id[one].unit})",
            placeholder="Choisissez un indicateur",
            key="niveau-indicateur",
        )
        typed = middle.text_input("Niveau visé", placeholder="par exemple 60", key="niveau-vise")
        if right.form_submit_button("Fixer", icon=":material/flag:", width="stretch"):
            _set(by_id.get(str(asked)), str(typed or ""), keep)


def _show(indicator: Indicator, level: float, keep: Callable[[str, float | None], None]) -> None:
    sentence, button = st.columns([9, 2], vertical_alignment="center")
    side = "au moins" if indicator.better == "higher" else "au plus"
    sentence.markdown(f"**{indicator.title}** : {side} {say.value(indicator, level)}")
    if button.button("Retirer", key=f"niveau-{indicator.id}", width="stretch"):
        keep(indicator.id, None)
        st.session_state["niveau-dit"] = f"Objectif retiré : {indicator.title}."
        st.rerun()


def _set(indicator: Indicator | None, typed: str, keep: Callable[[str, float | None], None]) -> None:
    if indicator is None:
        st.error("Choisissez d'abord l'indicateur auquel fixer un niveau.")
        return
    level = number_typed(typed, indicator)
    if level is None:
        st.error(
            f"{words.quoted(words.escaped(typed))} n'est pas un niveau possible ; écrivez un nombre, par exemple "
            f"{'60 pour 60 %' if indicator.is_share else '12,5'}."
        )
        return
    keep(indicator.id, level)
    told = say.target(indicator, Target(level, "INT", ""))
    st.session_state["niveau-dit"] = f"{indicator.title} · {told}."
    st.rerun()


def number_typed(typed: str, indicator: Indicator) -> float | None:
    """Return the level that somebody typed, in the indicator's own scale (« 60 » is 0.6 of a share), None if it is none."""
    plain = "".join(typed.replace("%", "").split())
    if not _NUMBER.match(plain):
        return None
    level = float(plain.replace(",", "."))
    if not indicator.is_share:
        return level
    return level / 100 if 0 <= level <= 100 else None


def thresholds(
    titles: Mapping[str, tuple[str, int, int, int]], change: Callable[[str, int, str], None]
) -> None:
    """Draw whole numbers that figures are counted from: name -> title, value in force, least and greatest."""
    with st.form("seuils", border=False):
        chosen = {
            name: st.selectbox(
                title[0].upper() + title[1:],
                range(low, high + 1),
                now - low,
                key=f"seuil-{name}",
                width=420,
            )
            for name, (title, now, low, high) in titles.items()
        }
        if st.form_submit_button("Enregistrer les seuils", icon=":material/check:"):
            moved = {name: int(value) for name, value in chosen.items() if value != titles[name][1]}
            for name, value in moved.items():
                change(name, value, titles[name][0])
            st.session_state["niveau-dit"] = (
                "Seuils enregistrés ; les chiffres en tiennent compte." if moved else "Rien n'a changé."
            )
            st.rerun()


def _told() -> None:
    if told := st.session_state.pop("niveau-dit", None):
        st.success(words.escaped(told), icon=":material/task_alt:")
