"""A question -> the same question within what a person sees: residences, months, cut-off. Asked before figures are read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from datetime import date, timedelta

from access.scope import OutOfSight, Sight
from indicators.catalogue import Indicator
from indicators.sums import Scope, last_month_end
from pipelines.store import Connection

_YEAR = re.compile(r"\b20\d\d\b")
_BESIDE = re.compile(r"\([^)]*\)")
# What the name of the State's own call may say beside its year: the word for a call means that one.
_THE_STATES = frozenset(
    {
        "aap",
        "appel",
        "appels",
        "a",
        "projet",
        "projets",
        "dian",
        "cilpi",
        "n",
        "no",
        "l",
        "de",
        "du",
        "la",
        "annee",
    }
)


def narrow(con: Connection, indicator: Indicator, sight: Sight, scope: Scope) -> Scope:
    """Return the scope within a sight; raise OutOfSight for a residence that is not in it.

    Whatever a figure rests on must be in sight: the year that ends in its month, the wave it is compared
    with, the wave whose needs it looks at.
    """
    if indicator.grain == "call":
        return _of_calls(con, sight, scope)
    first, last = sight.months(scope.first, scope.last)
    if sight.first and indicator.spans_months > 1:
        first = max(filter(None, (first, months_after(sight.first, indicator.spans_months - 1))))
    until = _until(con, sight)
    bounds = Scope(_residences(indicator, sight, scope), first, last, _as_of(con, indicator, until, scope))
    if indicator.cutoff == "state" and until:
        # A state bears its own date, the end of its month: none is read past the last date in sight.
        bounds = replace(bounds, last=min(filter(None, (last, last_month_by(until)))))
    if sight.closed_only:
        bounds = replace(bounds, closed_run=indicator.spans_months)
    # Without a first month in sight, what a change is compared with must still be closed.
    since = sight.first or (date.min if sight.closed_only else None)
    compared_since = since if indicator.aggregate == "change" else None
    rests_on_a_wave = indicator.cutoff == "state" and "enquete_besoins" in indicator.kinds
    heard_since = since if rests_on_a_wave else None
    bounds = replace(bounds, compared_since=compared_since, heard_since=heard_since)
    return replace(bounds, category=scope.category, waves=scope.waves)


def _residences(indicator: Indicator, sight: Sight, scope: Scope) -> tuple[str, ...]:
    """Return the residences to read: the empty code alone for what is the association's, unless residences were asked for."""
    asked = tuple(code for code in scope.residences if code)
    return ("",) if indicator.is_association and not asked else sight.choose(scope.residences)


def _of_calls(con: Connection, sight: Sight, scope: Scope) -> Scope:
    """Return the scope within the calls in sight. A call's register has no month: none is looked at to say what is closed."""
    asked = tuple(code for code in scope.residences if code)
    seen = calls_in_sight(con, sight)
    waves = seen if scope.waves is None else tuple(call for call in scope.waves if call in seen)
    return replace(scope, residences=sight.choose(asked) if asked else ("",), waves=waves)


def calls_in_sight(con: Connection, sight: Sight) -> tuple[str, ...]:
    """Return the names of the funding calls that may be read, in order; raise OutOfSight for whoever reads none."""
    if sight.calls == ():
        raise OutOfSight("les appels à projets ne vous sont pas ouverts")
    rows = con.execute(
        "select call_id from call_actions union select call_id from call_budgets union select call_id from call_files order by 1"
    ).fetchall()
    known = [str(row[0]) for row in rows]
    return tuple(call for call in known if is_call_in_sight(call, sight))


def is_call_in_sight(call: str, sight: Sight) -> bool:
    """Return whether a call is one of those in sight, whether or not its workbooks are still there."""
    return sight.calls is None or any(_is_of(call, name, sight) for name in sight.calls)


def _is_of(call: str, name: str, sight: Sight) -> bool:
    """Return whether a call is one of those that a perimeter names: the same funder, and years among its years.

    « Appel à projets 2024-2025 » is « AAP 2024 » and « AAP 2025 »; a name without a year takes those of its months.
    """
    years = sorted(int(year) for year in _YEAR.findall(name))
    years = years or sorted(day.year for day in (sight.first, sight.last) if day)
    own = [int(year) for year in _YEAR.findall(call)]
    return (
        _funder(call) == _funder(name) and bool(years) and all(years[0] <= year <= years[-1] for year in own)
    )


def is_same_call(one: str, other: str) -> bool:
    """Return whether two names may be of one call: the same funder, however it is spelled, and years in common."""
    mine, its = ({int(year) for year in _YEAR.findall(name)} for name in (one, other))
    meet = bool(mine and its) and min(mine) <= max(its) and min(its) <= max(mine)
    return one == other or (meet and _funder(one) == _funder(other))


def _funder(name: str) -> frozenset[str]:
    plain = unicodedata.normalize("NFKD", _BESIDE.sub(" ", name)).encode("ascii", "ignore").decode().lower()
    return frozenset(re.findall(r"[a-z]+", plain)) - _THE_STATES


def months_after(month: date, count: int) -> date:
    """Return the first day of the month that comes `count` months after."""
    years, rank = divmod(month.month - 1 + count, 12)
    return date(month.year + years, rank + 1, 1)


def last_month_by(day: date) -> date:
    """Return the first day of the last month that is over at the end of a day."""
    first = day.replace(day=1)
    is_over = (day + timedelta(days=1)).day == 1
    return first if is_over else (first - timedelta(days=1)).replace(day=1)


def _until(con: Connection, sight: Sight) -> date | None:
    """Return the latest date at which figures may be judged: at most the end of the last closed month, where only those are in sight."""
    if not sight.closed_only:
        return sight.until
    row = con.execute("select max(month) from closed_months").fetchone()
    closed = months_after(row[0], 1) - timedelta(days=1) if row and row[0] else None
    return min(filter(None, (sight.until, closed)), default=None)


def _as_of(con: Connection, indicator: Indicator, until: date | None, scope: Scope) -> date | None:
    if indicator.cutoff == "state" and scope.as_of is None:
        return None  # each month end has its own
    asked = scope.as_of or (last_month_end(con) if indicator.cutoff else None)
    return min(asked, until) if asked and until else scope.as_of
