"""Figures of few people -> the same, with what would point at one of them hidden. Applied where figures are read.

domain.md G.4: a number of people from 1 to `least` - 1 is not shown. Where tables are published (to somebody who sees
residences together only), it may not be found by subtraction either: stages are shown if what parts them from those already
shown is no such number, parts of a whole all together or not at all, and a narrower question (a period, another cut-off,
whose answers could be taken from each other) is not answered. Nothing then tells a number hidden for its size from one
hidden for another's sake.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from access.scope import Sight
from indicators.catalogue import Indicator
from indicators.sums import Scope, where
from pipelines.store import Connection

if TYPE_CHECKING:
    from indicators.measure import Figure

_EMPTY: dict[str, Any] = dict.fromkeys(
    ("numerator", "denominator", "unknown", "n", "value", "low", "high", "before")
)


def hidden(figure: Figure) -> Figure:
    """Return a figure without any of its numbers."""
    return replace(figure, **_EMPTY, masked=True)


def is_answered(sight: Sight, indicator: Indicator, groups: Sequence[str], asked: Scope) -> bool:
    """Return whether a question on numbers of people may be answered at all: over everything in sight, where tables are published."""
    if indicator.persons == "cells":
        return True
    is_whole = asked.first is None and asked.last is None and asked.as_of is None
    return sight.by_residence or (is_whole and set(groups) <= {"category"})


def protect(sight: Sight, indicator: Indicator, figures: list[Figure]) -> list[Figure]:
    """Return the figures of one question, those hidden that are of too few people for whoever looks."""
    if indicator.persons == "cells":
        is_any_small = any(_is_small(sight, one.numerator, one.denominator) for one in figures)
        return [hidden(one) for one in figures] if is_any_small and not sight.by_residence else figures
    if sight.by_residence:
        return [hidden(one) if _is_small(sight, *_counts(indicator, one)) else one for one in figures]
    if indicator.persons == "median":
        # How many a median rests on is a number of people that the stages may hide.
        return [
            hidden(one) if _is_small(sight, one.n) else replace(one, n=None, unknown=None) for one in figures
        ]
    if indicator.persons == "parts":
        is_any_small = any(_is_small(sight, one.numerator) for one in figures)
        return [hidden(one) for one in figures] if is_any_small else figures
    return _stages(sight, figures)


def groups_of(
    con: Connection, indicator: Indicator, groups: Sequence[str], scope: Scope
) -> list[dict[str, Any]]:
    """Return every group that a question could have: each period transmitted, each category, whether people are in it or not."""
    within = replace(scope, residences=(), category=None, compared_since=None)
    months = con.execute(
        f"""
        with transmitted as (select cast(date_trunc('month', as_of) as date) as month from month_ends)
        select month from transmitted where {where(within)} order by month
        """
    ).fetchall()
    codes = list(indicator.categories) or [
        row[0]
        for row in con.execute(
            "select code from code_labels where list = ? order by place", [indicator.categories_of]
        ).fetchall()
    ]
    found = [
        {name: value for name, value in (_periods(month) | {"category": code}).items() if name in groups}
        for (month,) in months
        for code in (codes if "category" in groups else [None])
        if scope.category in (None, code)
    ]
    return [dict(one) for one in dict.fromkeys(tuple(group.items()) for group in found)]


def _periods(month: Any) -> dict[str, Any]:
    quarter = f"{month.year}-T{(month.month + 2) // 3}"
    return {"year": month.year, "quarter": quarter, "month": f"{month:%Y-%m}"}


def _counts(indicator: Indicator, figure: Figure) -> tuple[float | None, ...]:
    return (figure.n,) if indicator.persons == "median" else (figure.numerator, figure.denominator)


def _is_small(sight: Sight, *counts: float | None) -> bool:
    return any(count is not None and 0 < count < sight.least for count in counts)


def _stages(sight: Sight, figures: list[Figure]) -> list[Figure]:
    """Return stages in their order; a share of one stage in the stage before is shown if both are."""
    shown: list[float] = []
    found = []
    for one in sorted(figures, key=lambda figure: str(figure.group.get("category"))):
        is_hidden = False
        for count in (one.denominator, one.numerator):
            if count is None or count in shown:
                continue
            if _is_small(sight, count, *(abs(count - other) for other in shown)):
                is_hidden = True
            else:
                shown.append(count)
        found.append(hidden(one) if is_hidden else one)
    return found
