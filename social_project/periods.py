"""The last period that a figure can be told for, of the same kind as the one it was written for: a year after a year."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from access.scope import Sight
from indicators.catalogue import indicator_named
from indicators.measure import measure
from indicators.places import waves
from indicators.sums import Scope, last_month_end
from indicators.trace import period_named
from pipelines import store
from social_project.document import BoundFigure

_GRAINS = {"year": r"\d{4}", "quarter": r"\d{4}-T[1-4]", "month": r"\d{4}-\d{2}"}


def grain_of(period: str) -> str:
    """Return `year`, `quarter`, `month`, or `wave` for whatever is no date."""
    return next((grain for grain, shape in _GRAINS.items() if re.fullmatch(shape, period)), "wave")


def last_told(version: str, sight: Sight, bounds: Iterable[BoundFigure]) -> frozenset[BoundFigure]:
    """Return the figures of a text that tell the last period it tells of their indicator: what it says of its own day."""
    order = waves(version, sight)
    found: dict[BoundFigure, list[BoundFigure]] = defaultdict(list)
    for one in bounds:
        found[replace(one, period=grain_of(one.period), shown="value", decimals=None)].append(one)
    last = {key: max(_place(one.period, order) for one in some) for key, some in found.items()}
    return frozenset(
        one for key, some in found.items() for one in some if _place(one.period, order) == last[key]
    )


def _place(period: str, order: Sequence[str]) -> tuple[int, str]:
    """Return what sorts the periods of one grain: waves as they were collected, days as they are written."""
    return (order.index(period), "") if period in order else (-1, period)


def last_period(version: str, sight: Sight, bound: BoundFigure) -> str | None:
    """Return the last period that an indicator has a value for, of the kind of the bound one; None where nothing is newer.

    A year or a quarter that is not over is not one, but for what is read at a day: two months of meetings are not fewer than twelve.
    Raises as `bound.said` does.
    """
    grain = grain_of(bound.period)
    scope = Scope((bound.residence,) if bound.residence else (), category=bound.category or None)
    found = [
        one for one in measure(version, sight, bound.indicator, (grain,), scope) if one.value is not None
    ]
    told = {str(one.group[grain]) for one in found}
    if grain == "wave":
        order = waves(version, sight) if indicator_named(bound.indicator).grain != "call" else sorted(told)
        newer = order[order.index(bound.period) + 1 :] if bound.period in order else order
        return next((one for one in reversed(newer) if one in told), None)
    whole = {one for one in told if indicator_named(bound.indicator).is_state or _is_over(version, one)}
    return max((one for one in whole if one > bound.period), default=None)


def _is_over(version: str, period: str) -> bool:
    last, known = period_named(period).last, last_month_end(store.cursor(version))
    if last is None or known is None:
        return False
    return known >= date(last.year, last.month, calendar.monthrange(last.year, last.month)[1])
