"""Figures of few people -> the same, without those of fewer than may be read. Applied where figures are read.

domain.md G.4: a number of people from 1 to `least` - 1 is not shown. On the pages of the leadership, who may open the lines
themselves, nothing more is hidden. Outside, figures of people are not read live at all (open_figures.py): they come from
an edition, whose masks resist subtraction; what is left here are the beneficiaries of a funding call.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from access.scope import Sight
from indicators.catalogue import Indicator
from indicators.sums import Scope, where
from pipelines.store import Connection

if TYPE_CHECKING:
    from indicators.measure import Figure

LEAST_MONTHS = 6  # of which lines of files are told
_EMPTY: dict[str, Any] = dict.fromkeys(
    ("numerator", "denominator", "unknown", "n", "value", "low", "high", "before")
)


def hidden(figure: Figure) -> Figure:
    """Return a figure without any of its numbers."""
    return replace(figure, **_EMPTY, masked=True)


def protect(sight: Sight, indicator: Indicator, figures: list[Figure]) -> list[Figure]:
    """Return the figures of one question, those hidden that are of too few people for whoever looks.

    Outside, all the parts of a whole go together, so that none is what remains of it.
    """
    if indicator.persons == "cells":
        is_any_small = any(is_small(sight, one.numerator, one.denominator) for one in figures)
        return [hidden(one) for one in figures] if is_any_small and not sight.by_residence else figures
    return [hidden(one) if is_small(sight, *_counts(indicator, one)) else one for one in figures]


def lines_told(con: Connection, groups: Sequence[str], scope: Scope, figures: list[Figure]) -> list[Figure]:
    """Return figures of files as whoever may not read their lines reads them: a share to the whole percent, and no count.

    Two counts, a month apart, would tell the lines of that month: its conflicts. Of fewer than six closed months, nothing is told.
    """
    within = Scope(first=scope.first, last=scope.last)
    closed = con.execute(f"select month from closed_months where {where(within)}").fetchall()
    spans = Counter(month.year if "year" in groups else None for (month,) in closed)
    return [_rounded(one) if spans[one.group.get("year")] >= LEAST_MONTHS else hidden(one) for one in figures]


def _rounded(figure: Figure) -> Figure:
    share = None if figure.value is None else round(figure.value, 2)
    return replace(figure, **_EMPTY | {"value": share})


def groups_of(
    con: Connection, indicator: Indicator, groups: Sequence[str], scope: Scope
) -> list[dict[str, Any]]:
    """Return every group that a question could have: each period transmitted, each category, whether people are in it or not."""
    within = replace(scope, residences=(), category=None, compared_since=None, heard_since=None)
    if indicator.grain == "call":
        return _calls_of(con, indicator, groups, within, scope.category)
    if "wave" in groups:
        return _waves_of(con, indicator, groups, within, scope.category)
    months = con.execute(
        f"""
        with transmitted as (select cast(date_trunc('month', as_of) as date) as month from month_ends)
        select month from transmitted where {where(within)} order by month
        """
    ).fetchall()
    codes = _codes(con, indicator)
    found = [
        {name: value for name, value in (_periods(month) | {"category": code}).items() if name in groups}
        for (month,) in months
        for code in (codes if "category" in groups else [None])
        if scope.category in (None, code)
    ]
    return [dict(one) for one in dict.fromkeys(tuple(group.items()) for group in found)]


def _calls_of(
    con: Connection, indicator: Indicator, groups: Sequence[str], within: Scope, category: str | None
) -> list[dict[str, Any]]:
    """Return the groups of what is counted by funding call: its wave is the call, its month the last of the call's year."""
    rows = con.execute(
        f"""
        with every as (select call_id as wave, month from aap_calls)
        select wave, month from every where {where(within)} order by wave
        """
    ).fetchall()
    codes = (
        [one for one in _codes(con, indicator) if category in (None, one)] if "category" in groups else [None]
    )
    found = [
        {
            name: value
            for name, value in (_periods(month) | {"wave": call, "category": code}).items()
            if name in groups
        }
        for call, month in rows
        for code in codes
    ]
    return [dict(one) for one in dict.fromkeys(tuple(group.items()) for group in found)]


def _codes(con: Connection, indicator: Indicator) -> list[str]:
    listed = con.execute(
        "select code from code_labels where list = ? order by place", [indicator.categories_of]
    ).fetchall()
    return list(indicator.categories) or [row[0] for row in listed]


def _waves_of(
    con: Connection, indicator: Indicator, groups: Sequence[str], within: Scope, category: str | None
) -> list[dict[str, Any]]:
    rows = con.execute(
        f"""
        with every as (
            select wave, collected_month as month from waves
            union all
            select wave, collected_month as month from opinion_waves
        )
        select distinct wave from every where {where(within)} order by wave
        """
    ).fetchall()
    codes = (
        [one for one in _codes(con, indicator) if category in (None, one)] if "category" in groups else [None]
    )
    pairs = [{"wave": wave, "category": code} for (wave,) in rows for code in codes]
    return [{name: pair[name] for name in groups if name in pair} for pair in pairs]


def _periods(month: Any) -> dict[str, Any]:
    quarter = f"{month.year}-T{(month.month + 2) // 3}"
    return {"year": month.year, "quarter": quarter, "month": f"{month:%Y-%m}"}


def _counts(indicator: Indicator, figure: Figure) -> tuple[float | None, ...]:
    return (figure.n,) if indicator.persons == "median" else (figure.numerator, figure.denominator)


def is_small(sight: Sight, *counts: float | None) -> bool:
    """Return whether one of these counts is of people too few for whoever looks, zero not being of anybody."""
    return any(count is not None and 0 < count < sight.least for count in counts)
