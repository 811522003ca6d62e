"""A load is withdrawn with a reason, once whoever does it has seen what that changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from indicators.effect import Effect
from ui import effect, visitor, words

_SEEN = "retrait-vu"


def offer(
    loads: Sequence[Mapping[str, Any]],
    look: Callable[[str], tuple[Sequence[Any], Effect]],
    undo: Callable[[str, str], Any],
    refused: type[Exception],
) -> None:
    """Offer to withdraw one of these loads; `look` says what that changes, `undo` does it, both raise what refuses it."""
    names = {
        f"{row['file']} ({row['load_id']})": row["load_id"]
        for row in loads
        if row["status"] != "withdrawn" and row["may_withdraw"]
    }
    if not names:
        return
    with st.expander("Retirer un dépôt", icon=":material/undo:"):
        name = str(st.selectbox("Dépôt à retirer", list(names), key="retrait"))
        load_id = names.get(name, name)
        st.caption("Le dépôt précédent redevient en vigueur. Rien n'est effacé : le journal garde les deux.")
        if st.button("Voir ce que cela change", icon=":material/compare_arrows:"):
            st.session_state[_SEEN] = load_id
        try:
            _decide(load_id, look, undo, refused)
        except refused as why:
            st.error(words.sentence(why), icon=":material/block:")


def _decide(
    load_id: str,
    look: Callable[[str], tuple[Sequence[Any], Effect]],
    undo: Callable[[str, str], Any],
    refused: type[Exception],
) -> None:
    is_seen = st.session_state.get(_SEEN) == load_id
    if is_seen:
        effect.show_withdrawal(load_id, lambda: look(load_id), refused)
    why = st.text_input("Motif du retrait", key="retrait-motif")
    if st.button("Retirer", disabled=not (is_seen and why.strip())):
        entry = undo(load_id, why)
        visitor.note("withdrew", f"{entry.file} · {entry.load_id} · {entry.kind}")
        st.rerun()
