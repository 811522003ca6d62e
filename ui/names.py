"""Residences -> their names, for whoever must name one without reading its figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from indicators import places
from indicators.measure import current_version
from ui import words

THE_ASSOCIATION = "L'association"


def residences() -> dict[str, str]:
    """Return the name of every residence of the list in force, by code, in the order of names; empty before any list."""
    version = current_version()
    return _names(version) if version else {}


def listing(codes: Iterable[str]) -> str:
    """Return the names of residences as a list in a sentence; a code that the list no longer has is told as it is."""
    known = residences()
    return words.listing(told(code, known) for code in codes)


def told(code: str, known: Mapping[str, str]) -> str:
    """Return the name of a residence, « L'association » for the code of none; an unknown code as it is."""
    return known.get(code, code) or THE_ASSOCIATION


@st.cache_data(max_entries=20, show_spinner=False)
def _names(version: str) -> dict[str, str]:
    return places.names(version)
