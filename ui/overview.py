"""Many files on the counter: how they stand in one sentence, those that ask for something in full, the others in a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ui import names, words

Receipt = Mapping[str, Any]
_AT_MOST = 4  # files drawn in full whatever they are; with more, those that ask for something are
_ASKING = 8  # files that ask for something drawn at once; the others wait to be chosen
_ORDER = ("refused", "acceptable", "unchanged")
_STATES = {"refused": "À corriger", "acceptable": "Prêt à charger", "unchanged": "Déjà chargé"}
_TOLD = {
    "acceptable": ("prêt à charger", "prêts à charger"),
    "unchanged": ("déjà chargé", "déjà chargés"),
    "refused": ("à corriger", "à corriger"),
}


def in_order(first: Sequence[Receipt]) -> list[int]:
    """Return the places of files, those to correct first; a file keeps its place while it is corrected."""
    return sorted(range(len(first)), key=lambda at: _ORDER.index(first[at]["status"]))


def show(ids: Sequence[str], receipts: Sequence[Receipt]) -> set[str]:
    """Say how the files stand and return the ids of those to draw in full; the others are drawn here, in a table."""
    if len(ids) > 1:
        _say(receipts)
    if len(ids) <= _AT_MOST:
        return set(ids)
    asking = [one for one, receipt in zip(ids, receipts, strict=True) if _asks(receipt)]
    shown = set(asking[:_ASKING])
    others = {one: receipt for one, receipt in zip(ids, receipts, strict=True) if one not in shown}
    if others:
        shown |= _choose(others)
    return shown


def _say(receipts: Sequence[Receipt]) -> None:
    counts = Counter(receipt["status"] for receipt in receipts)
    parts = [words.plural(counts[status], *told) for status, told in _TOLD.items() if counts[status]]
    st.markdown(f"**{words.plural(len(receipts), 'classeur')}** : {words.listing(parts)}.")


def _asks(receipt: Receipt) -> bool:
    """Return whether a file asks for something: a correction, a reason for its doubts, the meaning of a word."""
    is_open = receipt["status"] == "acceptable" and (receipt["problems"] or receipt["unknown"])
    return bool(receipt["status"] == "refused" or is_open)


def _choose(others: Mapping[str, Receipt]) -> set[str]:
    rows = [_row(receipt) for receipt in others.values()]
    with st.container(key="sans-export-comptoir"):
        st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Les autres classeurs sur le comptoir")
    told = {one: receipt["file"] for one, receipt in others.items()}
    chosen = st.selectbox(
        "Voir un classeur en détail",
        list(told),
        None,
        told.__getitem__,
        key="depot-detail",
        placeholder="Choisissez",
    )
    return {chosen} if chosen else set()


def _row(receipt: Receipt) -> dict[str, str]:
    known = names.residences()
    codes = dict.fromkeys(part["residence"] for part in receipt["slices"])
    periods = sorted({part["period"] for part in receipt["slices"]} - {""})
    return {
        "Fichier": receipt["file"],
        "État": _STATES[receipt["status"]],
        "Lignes": words.number(receipt["accepted"]),
        "Période": words.span(periods),
        "Résidence": ", ".join(names.told(code, known) for code in codes),
    }
