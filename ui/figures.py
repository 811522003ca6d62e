"""Figures for a page: measured once a version, then kept. Never a frame as argument (two may hash alike)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from indicators import attention as watch
from indicators import places as where
from indicators import trace as origin
from indicators.catalogue import indicator_named
from indicators.measure import Figure, measure
from indicators.sums import Scope

NO_SCOPE = Scope()


@st.cache_data(max_entries=2_000, show_spinner=False)
def figures(version: str, name: str, by: tuple[str, ...] = (), scope: Scope = NO_SCOPE) -> list[Figure]:
    """Return an indicator's figures; see `indicators.measure.measure`."""
    return measure(version, name, by, scope)


def figure(version: str, name: str, scope: Scope = NO_SCOPE) -> Figure | None:
    """Return the one figure of a scope, None when nothing is in it."""
    found = figures(version, name, (), scope)
    return found[0] if len(found) == 1 else None


def by(version: str, name: str, group: str, scope: Scope = NO_SCOPE) -> dict[Any, Figure]:
    """Return the figures of a scope by one group (`residence`, `month`…)."""
    return {one.group[group]: one for one in figures(version, name, (group,), scope)}


def series(
    version: str, name: str, periods: Sequence[str], grain: str, scope: Scope = NO_SCOPE
) -> list[float | None]:
    """Return the value of each period, None where there is none: a gap is not a zero."""
    found = by(version, name, grain, scope)
    return [found[period].value if period in found else None for period in periods]


@st.cache_data(max_entries=20, show_spinner=False)
def residences(version: str) -> list[where.Place]:
    """Return the residences, by name."""
    return where.places(version)


@st.cache_data(max_entries=20, show_spinner=False)
def months(version: str) -> list[str]:
    """Return the months transmitted, oldest first."""
    return where.months(version)


@st.cache_data(max_entries=20, show_spinner=False)
def waves(version: str) -> list[str]:
    """Return the survey waves, oldest first."""
    return where.waves(version)


@st.cache_data(max_entries=50, show_spinner=False)
def labels(version: str, name: str) -> dict[str, str]:
    """Return the words of an indicator's categories, code -> label."""
    indicator = indicator_named(name)
    return (
        where.labels(version, indicator.categories_of)
        if indicator.categories_of
        else dict(indicator.categories)
    )


@st.cache_data(max_entries=20, show_spinner=False)
def transmitted(version: str, fact: str) -> set[tuple[str, str]]:
    """Return the (residence, month) covered for a fact."""
    return where.transmitted(version, fact)


@st.cache_data(max_entries=20, show_spinner=False)
def landings_met(version: str) -> list[tuple[str, str, str, int]]:
    """Return (residence, landing, month, floor meetings)."""
    return where.landings_met(version)


@st.cache_data(max_entries=20, show_spinner=False)
def verbatims(version: str) -> list[tuple[str, str, str]]:
    """Return (residence, wave, words)."""
    return where.verbatims(version)


@st.cache_data(max_entries=50, show_spinner=False)
def to_look_at(version: str, codes: tuple[str, ...] = ()) -> list[watch.Attention]:
    """Return what asks for a decision, most urgent first."""
    return watch.attention(version, codes)


@st.cache_data(max_entries=100, show_spinner=False)
def lines_behind(version: str, name: str, scope: Scope, wave: str | None = None) -> list[dict[str, Any]]:
    """Return the lines behind the figures of a scope."""
    return origin.lines(version, name, scope, wave)
