"""Figures of who comes and goes, and of satisfaction, for a page: within its reader's sight, kept as in ui/figures.py."""

from __future__ import annotations

import streamlit as st

from indicators import commitments as promised
from indicators import flows, opinion_waves, survey
from indicators.sums import Scope
from indicators.verdicts import Change
from ui import visitor


def opinion_shares(version: str, codes: tuple[str, ...] = ()) -> dict[tuple[str, str], survey.Share]:
    """Return the share of satisfied residents for each (wave, item); see `indicators.survey.need_shares`."""
    return _need_shares(version, visitor.sight(), codes, opinion_waves.RATE)


def opinion_changes(version: str, wave: str, codes: tuple[str, ...] = ()) -> dict[str, Change | None]:
    """Return the change of each item; see `indicators.opinion_waves.opinion_changes`."""
    return _opinion_changes(version, visitor.sight(), wave, codes)


def opinion_scales(version: str, codes: tuple[str, ...] = ()) -> dict[tuple[str, str], frozenset[int]]:
    """Return the scales of each (wave, item)."""
    return _opinion_scales(version, visitor.sight(), codes)


def satisfaction_waves(version: str) -> list[str]:
    """Return the satisfaction waves, oldest first."""
    return _satisfaction_waves(version, visitor.sight())


def commitments(version: str) -> dict[str, promised.Commitment]:
    """Return what each residence's convention and projet social promise."""
    return _commitments(version, visitor.sight())


def moves_over_time(version: str, grain: str, scope: Scope) -> list[flows.Moves]:
    """Return the entries and exits of each month, or quarter, covered."""
    return _moves_over_time(version, visitor.sight(), grain, scope)


def origins(version: str, scope: Scope) -> dict[str, int]:
    """Return the entries by origin; see `indicators.flows.origins`."""
    return _origins(version, visitor.sight(), scope)


def destinations(version: str, scope: Scope) -> dict[str, int]:
    """Return the exits by destination; see `indicators.flows.destinations`."""
    return _destinations(version, visitor.sight(), scope)


def disagreements(version: str, scope: Scope) -> list[flows.Disagreement]:
    """Return the months where the register and the monthly statement disagree."""
    return _disagreements(version, visitor.sight(), scope)


_need_shares = st.cache_data(max_entries=100, show_spinner=False)(survey.need_shares)
_opinion_changes = st.cache_data(max_entries=200, show_spinner=False)(opinion_waves.opinion_changes)
_opinion_scales = st.cache_data(max_entries=200, show_spinner=False)(opinion_waves.scales)
_satisfaction_waves = st.cache_data(max_entries=50, show_spinner=False)(opinion_waves.waves)
_commitments = st.cache_data(max_entries=50, show_spinner=False)(promised.commitments)
_moves_over_time = st.cache_data(max_entries=200, show_spinner=False)(flows.over_time)
_origins = st.cache_data(max_entries=200, show_spinner=False)(flows.origins)
_destinations = st.cache_data(max_entries=200, show_spinner=False)(flows.destinations)
_disagreements = st.cache_data(max_entries=200, show_spinner=False)(flows.disagreements)
