"""Working groups, tools and trainings for a page: within its reader's sight, kept as in ui/figures.py."""

from __future__ import annotations

import streamlit as st

from indicators import practices
from indicators.sums import Scope
from ui import visitor


def tools(version: str, scope: Scope) -> list[practices.Tool]:
    """Return the tools built over the months of a scope."""
    return _tools(version, visitor.sight(), scope)


def trainings(version: str, scope: Scope) -> list[practices.Training]:
    """Return the days of training of a scope."""
    return _trainings(version, visitor.sight(), scope)


def practice_months(version: str, scope: Scope) -> int:
    """Return how many months of a scope the register of working groups and trainings covers."""
    return _practice_months(version, visitor.sight(), scope)


_tools = st.cache_data(max_entries=50, show_spinner=False)(practices.tools)
_trainings = st.cache_data(max_entries=50, show_spinner=False)(practices.trainings)
_practice_months = st.cache_data(max_entries=50, show_spinner=False)(practices.months_covered)
