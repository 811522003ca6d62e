"""A question -> the same question within what a person sees: residences, months, cut-off. Asked before figures are read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from access.scope import Sight
from indicators.catalogue import Indicator
from indicators.sums import Scope, last_month_end
from pipelines.store import Connection


def narrow(con: Connection, indicator: Indicator, sight: Sight, scope: Scope) -> Scope:
    """Return the scope within a sight; raise OutOfSight for a residence that is not in it.

    Whatever a figure rests on must be in sight: the year that ends in its month, the wave it is compared
    with, the wave whose needs it looks at.
    """
    first, last = sight.months(scope.first, scope.last)
    if sight.first and indicator.spans_months > 1:
        first = max(filter(None, (first, months_after(sight.first, indicator.spans_months - 1))))
    until = _until(con, sight)
    bounds = Scope(sight.choose(scope.residences), first, last, _as_of(con, indicator, until, scope))
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
    return replace(bounds, category=scope.category, compared_since=compared_since, heard_since=heard_since)


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
