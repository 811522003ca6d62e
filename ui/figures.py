"""Figures for a page: within what whoever looks may see, measured once a version and a sight, then kept.

Nobody who shows a figure has to think of the sight: it is asked for here, at each call, and what is kept is kept for it
alone. Never a frame as argument (two may hash alike).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st

from access.scope import Sight
from indicators import alerts as dates
from indicators import attention as watch
from indicators import calls as funding
from indicators import charters as groups
from indicators import course as over_time
from indicators import elections as votes
from indicators import house_rules as rules
from indicators import legal_calendar as law
from indicators import partnerships, reopened, survey
from indicators import places as where
from indicators import trace as origin
from indicators.catalogue import indicator_named
from indicators.measure import Figure, measure
from indicators.sums import Scope
from indicators.verdicts import Change
from ui import visitor

NO_SCOPE = Scope()


def figures(version: str, name: str, by: tuple[str, ...] = (), scope: Scope = NO_SCOPE) -> list[Figure]:
    """Return an indicator's figures; see `indicators.measure.measure`."""
    return _figures(version, visitor.sight(), name, by, scope)


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


def course(version: str, name: str, grain: str, scope: Scope = NO_SCOPE) -> list[Figure]:
    """Return an indicator's figures by period; see `indicators.course.course`."""
    return _course(version, visitor.sight(), name, grain, scope)


def need_shares(version: str, codes: tuple[str, ...] = ()) -> dict[tuple[str, str], survey.Share]:
    """Return the share of each (wave, need); see `indicators.survey.need_shares`."""
    return _need_shares(version, visitor.sight(), codes)


def need_changes(version: str, wave: str, codes: tuple[str, ...] = ()) -> dict[str, Change]:
    """Return the change of each need since the wave before; see `indicators.survey.need_changes`."""
    return _need_changes(version, visitor.sight(), wave, codes)


def residences(version: str) -> list[where.Place]:
    """Return the residences, by name."""
    return _residences(version, visitor.sight())


def months(version: str) -> list[str]:
    """Return the months transmitted, oldest first."""
    return _months(version, visitor.sight())


def waves(version: str) -> list[str]:
    """Return the survey waves, oldest first."""
    return _waves(version, visitor.sight())


def reopenings(version: str) -> list[reopened.Reopening]:
    """Return the reopenings of months in sight; see `indicators.reopened.reopenings`."""
    return _reopenings(version, visitor.sight())


def months_missing(version: str, fact: str, codes: tuple[str, ...], asked: tuple[str, ...]) -> int:
    """Return how many of the months asked, each counted in each residence, were not transmitted."""
    return _months_missing(version, visitor.sight(), fact, codes, asked)


def transmitted(version: str, fact: str) -> set[tuple[str, str]]:
    """Return the (residence, month) covered for a fact."""
    return _transmitted(version, visitor.sight(), fact)


def landings_met(version: str) -> list[tuple[str, str, str, int]]:
    """Return (residence, landing, month, floor meetings)."""
    return _landings_met(version, visitor.sight())


def verbatims(version: str) -> list[where.Said]:
    """Return residents' words; see `indicators.places.verbatims`."""
    return _verbatims(version, visitor.sight())


def to_look_at(version: str, codes: tuple[str, ...] = ()) -> list[watch.Attention]:
    """Return what asks for a decision, most urgent first."""
    return _to_look_at(version, visitor.sight(), codes)


def legal_calendar(version: str, codes: tuple[str, ...] = ()) -> list[law.Duty]:
    """Return what the law asks of the comité and the conseil, kept or not; see `indicators.legal_calendar`."""
    return _legal_calendar(version, visitor.sight(), codes)


def elections(version: str, codes: tuple[str, ...] = ()) -> list[votes.Election]:
    """Return the elections of the comités, latest first."""
    return _elections(version, visitor.sight(), codes)


def chains(version: str, codes: tuple[str, ...] = ()) -> list[groups.Chain]:
    """Return charter, groups, sessions and actions of each residence."""
    return _chains(version, visitor.sight(), codes)


def house_rules(version: str, scope: Scope = NO_SCOPE) -> rules.Thread:
    """Return what was said and done of the règlement intérieur."""
    return _house_rules(version, visitor.sight(), scope)


def partner_answers(version: str, scope: Scope = NO_SCOPE) -> list[partnerships.Answer]:
    """Return which partner answers which need; see `indicators.partnerships.answers`."""
    return _partner_answers(version, visitor.sight(), scope)


def needs_voiced(version: str, codes: tuple[str, ...] = ()) -> list[partnerships.Gap]:
    """Return the needs of the last wave with the actions that answer them; see `indicators.partnerships.voiced`."""
    return _needs_voiced(version, visitor.sight(), codes)


def journeys(version: str, codes: tuple[str, ...] = ()) -> list[partnerships.Journey]:
    """Return the presentations in local bodies and what came of them; see `indicators.partnerships.journeys`."""
    return _journeys(version, visitor.sight(), codes)


def referral_outcomes(version: str, scope: Scope = NO_SCOPE) -> list[tuple[str, str | None, int]]:
    """Return (quarter, status, referrals); see `indicators.partnerships.outcomes`."""
    return _referral_outcomes(version, visitor.sight(), scope)


def has_facts(version: str, fact: str) -> bool:
    """Return whether any month in sight is covered for a fact."""
    return _has_facts(version, visitor.sight(), fact)


def alerts(version: str, today: date, codes: tuple[str, ...] = ()) -> list[dates.Alert]:
    """Return what is due, the late first; see `indicators.alerts.alerts`."""
    return _alerts(version, visitor.sight(), today, codes)


def doubts_behind(version: str, name: str, scope: Scope = NO_SCOPE) -> int:
    """Return how many doubts were accepted about the lines behind the figures of a scope."""
    return _doubts_behind(version, visitor.sight(), name, scope)


def lines_behind(version: str, name: str, scope: Scope, wave: str | None = None) -> list[dict[str, Any]]:
    """Return the lines behind the figures of a scope."""
    return _lines_behind(version, visitor.sight(), name, scope, wave)


def calls(version: str) -> list[str]:
    """Return the names of the funding calls in sight, newest first."""
    return _calls(version, visitor.sight())


def call_perimeter(version: str, call: str) -> tuple[tuple[str, ...], date | None, date | None]:
    """Return the residences and months of a funding call; see `indicators.calls.perimeter`."""
    return _call_perimeter(version, visitor.sight(), call)


def call_file(version: str, call: str) -> funding.File | None:
    """Return the file of a funding call; see `indicators.calls.file_of`."""
    return _call_file(version, visitor.sight(), call)


def call_actions(version: str, call: str) -> list[funding.Action]:
    """Return the actions of a funding call."""
    return _call_actions(version, visitor.sight(), call)


def call_budget(version: str, call: str) -> list[funding.Line]:
    """Return the budget of a funding call."""
    return _call_budget(version, visitor.sight(), call)


@st.cache_data(max_entries=50, show_spinner=False)
def labels(version: str, name: str) -> dict[str, str]:
    """Return the words of an indicator's categories, code -> label: the same for everybody."""
    indicator = indicator_named(name)
    return (
        where.labels(version, indicator.categories_of)
        if indicator.categories_of
        else dict(indicator.categories)
    )


@st.cache_data(max_entries=4_000, show_spinner=False)
def _figures(version: str, sight: Sight, name: str, by: tuple[str, ...], scope: Scope) -> list[Figure]:
    return measure(version, sight, name, by, scope)


_course = st.cache_data(max_entries=500, show_spinner=False)(over_time.course)
_need_shares = st.cache_data(max_entries=100, show_spinner=False)(survey.need_shares)
_need_changes = st.cache_data(max_entries=200, show_spinner=False)(survey.need_changes)
_residences = st.cache_data(max_entries=50, show_spinner=False)(where.places)
_months = st.cache_data(max_entries=50, show_spinner=False)(where.months)
_waves = st.cache_data(max_entries=50, show_spinner=False)(where.waves)
_reopenings = st.cache_data(max_entries=50, show_spinner=False)(reopened.reopenings)
_months_missing = st.cache_data(max_entries=500, show_spinner=False)(where.months_missing)
_transmitted = st.cache_data(max_entries=50, show_spinner=False)(where.transmitted)
_landings_met = st.cache_data(max_entries=50, show_spinner=False)(where.landings_met)
_verbatims = st.cache_data(max_entries=50, show_spinner=False)(where.verbatims)
_alerts = st.cache_data(max_entries=100, show_spinner=False)(dates.alerts)
_to_look_at = st.cache_data(max_entries=100, show_spinner=False)(watch.attention)
_legal_calendar = st.cache_data(max_entries=200, show_spinner=False)(law.legal_calendar)
_elections = st.cache_data(max_entries=200, show_spinner=False)(votes.elections)
_chains = st.cache_data(max_entries=100, show_spinner=False)(groups.chains)
_house_rules = st.cache_data(max_entries=200, show_spinner=False)(rules.thread)
_partner_answers = st.cache_data(max_entries=200, show_spinner=False)(partnerships.answers)
_needs_voiced = st.cache_data(max_entries=100, show_spinner=False)(partnerships.voiced)
_journeys = st.cache_data(max_entries=100, show_spinner=False)(partnerships.journeys)
_referral_outcomes = st.cache_data(max_entries=200, show_spinner=False)(partnerships.outcomes)
_has_facts = st.cache_data(max_entries=50, show_spinner=False)(partnerships.has_facts)
_doubts_behind = st.cache_data(max_entries=4_000, show_spinner=False)(origin.doubts_behind)
_lines_behind = st.cache_data(max_entries=100, show_spinner=False)(origin.lines)
_calls = st.cache_data(max_entries=50, show_spinner=False)(funding.calls)
_call_perimeter = st.cache_data(max_entries=50, show_spinner=False)(funding.perimeter)
_call_file = st.cache_data(max_entries=50, show_spinner=False)(funding.file_of)
_call_actions = st.cache_data(max_entries=50, show_spinner=False)(funding.actions)
_call_budget = st.cache_data(max_entries=50, show_spinner=False)(funding.budget)
