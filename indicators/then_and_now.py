"""A figure then and now -> what may be said of the change: shares of cases by chance, numbers of events as events, registers by nobody."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from indicators.catalogue import indicator_named
from indicators.measure import Figure
from indicators.verdicts import Change, changes

_FEWEST = 10  # cases under which a share is compared with none
_WITHIN = 1.96  # 95 %, normal approximation
_RISE = {True: "hausse", False: "baisse"}
_SAYS = {
    "established": "{} établie",
    "to_confirm": "{} à confirmer",
    "not_established": "pas d'évolution établie",
}
TOO_FEW, ONE_SIDE, UNKNOWN = "trop peu pour comparer", "une seule période connue", "non connu"
REGISTER = "compté au registre"  # exact: no chance in it


@dataclass(frozen=True)
class Moment:
    """A figure at a time: months (first days of the first and last) or a survey wave; `sent` of `expected` months were transmitted.

    `sent` and `expected` are None where no monthly workbook feeds the figure.
    """

    figure: Figure | None
    first: date | None = None
    last: date | None = None
    wave: str = ""
    sent: int | None = None
    expected: int | None = None


@dataclass(frozen=True)
class Row:
    """One figure then and now. `label`: the indicator's title, or the need's; `change`: the interval where a share is judged."""

    indicator: str
    label: str
    category: str | None
    before: Moment | None
    now: Moment
    verdict: str
    change: Change | None = None


def judged(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows of a part with what may be said of each: shares of cases are judged together."""
    shares = [row for row in rows if _is_judged(row)]
    moved = dict(zip(map(id, shares), changes([_pair(row) for row in shares]), strict=True))
    return tuple(
        replace(row, change=moved.get(id(row)), verdict=_verdict(row, moved.get(id(row)))) for row in rows
    )


def _is_judged(row: Row) -> bool:
    if indicator_named(row.indicator).interval not in ("wilson", "survey"):
        return False
    return _has_both(row) and all(0 <= x <= n and n > 0 for x, n in _pair(row))


def _pair(row: Row) -> tuple[tuple[float, float], tuple[float, float]]:
    first, last = (moment.figure for moment in (row.before, row.now) if moment)
    assert first
    assert last
    return (first.numerator or 0, first.denominator or 0), (last.numerator or 0, last.denominator or 0)


def _has_both(row: Row) -> bool:
    figures = [moment.figure for moment in (row.before, row.now) if moment]
    return len(figures) == 2 and all(one is not None and one.value is not None for one in figures)


def _verdict(row: Row, change: Change | None) -> str:
    if not _has_both(row):
        return UNKNOWN if row.now.figure is None or row.now.figure.value is None else ONE_SIDE
    if change is not None:
        return _told(change)
    indicator, (was, became) = indicator_named(row.indicator), _pair(row)
    if indicator.scale == 1200 or (indicator.unit != "%" and indicator.aggregate == "sum" and not was[1]):
        return _of_events(was, became)
    # Of the same things (landings of a list), few are all there are.
    is_same_list = indicator.aggregate in ("state", "distinct") and was[1] == became[1]
    if indicator.unit == "%" and min(was[1], became[1]) < _FEWEST and not is_same_list:
        return TOO_FEW
    return REGISTER


def _told(change: Change) -> str:
    if change.verdict == "too_few":
        return TOO_FEW
    return _SAYS[change.verdict].format(_RISE[change.is_rise])


def _of_events(was: tuple[float, float], became: tuple[float, float]) -> str:
    """Return what may be said of a number of events, by exposure where there is one: their gap varies as their sum does (Poisson)."""
    (x, n), (y, m) = was, became
    n, m = n or 1.0, m or 1.0
    gap, spread = y / m - x / n, math.sqrt(x / n**2 + y / m**2)
    if not spread or abs(gap) <= _WITHIN * spread:
        return _SAYS["not_established"]
    return _SAYS["established"].format(_RISE[gap > 0])
