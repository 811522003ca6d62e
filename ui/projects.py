"""The projets sociaux for a page: read within what whoever looks may see, once a version and a sight, then kept."""

from __future__ import annotations

import calendar
from datetime import date

import streamlit as st

from indicators import action_plans, next_project
from indicators import events as happened
from indicators.action_plans import Action, Answer
from indicators.events import Event
from indicators.next_project import Next
from indicators.places import labels
from indicators.projects import Project
from social_project.stages import stage_names
from ui import figures, visitor
from ui.filters import View


def as_of(view: View) -> date | None:
    """Return the last day of the period looked at: the day at which projets sociaux are judged; None before any month."""
    last = view.scope.last
    return last.replace(day=calendar.monthrange(last.year, last.month)[1]) if last else None


def in_order(view: View) -> list[Project]:
    """Return the projet social of each residence of the view, what comes next first."""
    return [one.project for one in next_up(view)]


def next_up(view: View) -> list[Next]:
    """Return the projets sociaux of the view with what their plans no longer hold, what comes next first."""
    day = as_of(view)
    return _next(view.version, visitor.sight(), view.scope.residences, day) if day else []


def last_day(version: str) -> date | None:
    """Return the last day of the last month transmitted, None before any."""
    months = figures.months(version)
    if not months:
        return None
    year, month = (int(part) for part in months[-1].split("-"))
    return date(year, month, calendar.monthrange(year, month)[1])


def registered(version: str, code: str) -> Project | None:
    """Return what the register tells of the projet social of a residence at the last month transmitted, None before any."""
    day = last_day(version)
    if day is None:
        return None
    return next((one.project for one in _next(version, visitor.sight(), (code,), day)), None)


def actions(view: View) -> list[Action]:
    """Return the actions of the plans of the view."""
    day = as_of(view)
    return _actions(view.version, visitor.sight(), view.scope.residences, day) if day else []


def answers(view: View) -> list[Answer]:
    """Return what the plans of the view answer to the needs voiced, gaps first."""
    day = as_of(view)
    return _answers(view.version, visitor.sight(), view.scope.residences, day) if day else []


def events(version: str, code: str) -> list[Event]:
    """Return what happened in a residence, oldest first."""
    return _events(version, visitor.sight(), code)


def named_stages(version: str) -> dict[str, str]:
    """Return the names of the seven stages of an actualisation, in order: those of the association where it has its own."""
    return stage_names(words_of(version, "projets_sociaux.update_stage"))


@st.cache_data(max_entries=50, show_spinner=False)
def words_of(version: str, name: str) -> dict[str, str]:
    """Return the words of a closed list (`plan_actions_ps.status`), code -> label: the same for everybody."""
    return labels(version, name)


_next = st.cache_data(max_entries=100, show_spinner=False)(next_project.next_projects)
_actions = st.cache_data(max_entries=100, show_spinner=False)(action_plans.actions)
_answers = st.cache_data(max_entries=100, show_spinner=False)(action_plans.answers_to_needs)
_events = st.cache_data(max_entries=100, show_spinner=False)(happened.events)
