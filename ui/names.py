"""Residences -> their names, for whoever must name one without reading its figures."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from indicators import places
from indicators.measure import current_version
from ui import words


def residences() -> dict[str, str]:
    """Return the name of every residence of the list in force, by code, in the order of names; empty before any list."""
    version = current_version()
    return _names(version) if version else {}


def listing(codes: Iterable[str]) -> str:
    """Return the names of residences as a list in a sentence; a code that the list no longer has is told as it is."""
    known = residences()
    return words.listing(known.get(code, code) for code in codes)


@st.cache_data(max_entries=20, show_spinner=False)
def _names(version: str) -> dict[str, str]:
    return places.names(version)
