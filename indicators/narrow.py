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

    Whatever a figure rests on must be in sight: the year that ends in its month, the wave it is compared with.
    """
    first, last = sight.months(scope.first, scope.last)
    if sight.first and indicator.spans_months > 1:
        first = max(filter(None, (first, months_after(sight.first, indicator.spans_months - 1))))
    bounds = Scope(sight.choose(scope.residences), first, last, _as_of(con, indicator, sight, scope))
    if indicator.cutoff == "state" and sight.until:
        # A state bears its own date, the end of its month: none is read past the last date in sight.
        bounds = replace(bounds, last=min(filter(None, (last, last_month_by(sight.until)))))
    compared_since = sight.first if indicator.aggregate == "change" else None
    return replace(bounds, category=scope.category, compared_since=compared_since)


def months_after(month: date, count: int) -> date:
    """Return the first day of the month that comes `count` months after."""
    years, rank = divmod(month.month - 1 + count, 12)
    return date(month.year + years, rank + 1, 1)


def last_month_by(day: date) -> date:
    """Return the first day of the last month that is over at the end of a day."""
    first = day.replace(day=1)
    is_over = (day + timedelta(days=1)).day == 1
    return first if is_over else (first - timedelta(days=1)).replace(day=1)


def _as_of(con: Connection, indicator: Indicator, sight: Sight, scope: Scope) -> date | None:
    if indicator.cutoff == "state" and scope.as_of is None:
        return None  # each month end has its own
    asked = scope.as_of or (last_month_end(con) if indicator.cutoff else None)
    return min(asked, sight.until) if asked and sight.until else scope.as_of
