"""A monthly series -> what varies as usual, and what signals. XmR, from twelve known months; dots and a median before.

A month that too few residences transmitted, or too few lines of which are usable, is drawn apart and out of the limits. A
person says from which month a series starts anew; it is never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import Any, Literal

from access.scope import Sight
from indicators.catalogue import Indicator, indicator_named
from indicators.measure import measure
from indicators.places import months, places, transmitted
from indicators.statistics import xmr
from indicators.statistics.variation import LEAST_POINTS, TREND
from indicators.sums import Scope
from indicators.targets import is_met, target_of
from pipelines import store

COMPLETE = 0.8  # of the residences expected, and of the lines of a share
FACTS = {
    "occupancy": "occupancy",
    "participation": "meetings",
    "conflicts": "conflicts",
    "pathways": "moves",
}
_FEWEST = 6  # under this, not even a median
_LONGEST = 24  # months of baseline: beyond, limits would follow the changes that they are to show
Side = Literal["", "better", "worse", "other"]
Assurance = Literal["", "always", "at_random", "never"]


@dataclass(frozen=True)
class Point:
    """One month: its value (None: not known, or not to be read), how complete it is (0-1), the rule it breaks (0: none), for which side.

    `is_judged`: it came after the months that the limits rest on.
    """

    month: str
    value: float | None
    completeness: float
    rule: int = 0
    side: Side = ""
    is_judged: bool = False

    @property
    def is_complete(self) -> bool:
        """True when its value may be reckoned with."""
        return self.completeness >= COMPLETE


@dataclass(frozen=True)
class Note:
    """A change that a person dated: from which month (« 2025-03 ») the series is another, and why."""

    month: str
    words: str


@dataclass(frozen=True)
class Stretch:
    """The months between two notes: `limits` from twelve known ones on, `middle` (their median) from six, neither before."""

    points: tuple[Point, ...]
    limits: dict[str, float] | None
    middle: float | None
    assurance: Assurance = ""

    @property
    def known(self) -> int:
        """How many months count."""
        return sum(point.value is not None and point.is_complete for point in self.points)

    @property
    def signals(self) -> tuple[Point, ...]:
        """The months that signal, oldest first."""
        return tuple(point for point in self.points if point.rule)


@dataclass(frozen=True)
class Variation:
    """A series cut where a person said that it changed."""

    stretches: tuple[Stretch, ...]
    notes: tuple[Note, ...]

    @property
    def points(self) -> tuple[Point, ...]:
        """Every month, oldest first."""
        return tuple(point for stretch in self.stretches for point in stretch.points)


def variation(version: str, sight: Sight, name: str, scope: Scope) -> Variation:
    """Return how an indicator varied over every month in sight, for the residences of a scope. Raises OutOfSight as `measure` does."""
    indicator = indicator_named(name)
    points = _points(version, sight, indicator, scope)
    known = notes(version, sight, name, scope.residences)
    cuts = [note.month for note in known]
    bounds = [*sorted({"", *cuts}), "9999-12"]
    parts = [tuple(one for one in points if start <= one.month < end) for start, end in pairwise(bounds)]
    return Variation(tuple(_stretch(version, indicator, part) for part in parts if part), tuple(known))


def notes(version: str, sight: Sight, name: str, codes: Sequence[str]) -> list[Note]:
    """Return the changes dated on a series, oldest first: those of the association, and of each residence looked at."""
    asked = sight.choose(codes)
    rows = store.cursor(version).execute(
        "select strftime(month, '%Y-%m'), words, residence from baselines where indicator = ? order by month, words",
        [name],
    )
    seen = months(version, sight)
    alone = asked if sight.by_residence else ()
    return [
        Note(month, words)
        for month, words, residence in rows.fetchall()
        if month in seen and (not residence or alone == (residence,))
    ]


def _points(version: str, sight: Sight, indicator: Indicator, scope: Scope) -> list[Point]:
    always = Scope(sight.choose(scope.residences), category=scope.category)
    found = {one.group["month"]: one for one in measure(version, sight, indicator.id, ("month",), always)}
    sent = transmitted(version, sight.whole(), FACTS[indicator.theme]) if indicator.theme in FACTS else None
    codes = always.residences or tuple(place.code for place in places(version, sight))
    points = []
    for month in months(version, sight):
        one = found.get(month)
        value = None if one is None or one.masked else one.value
        complete = 1.0 if sent is None else sum((code, month) in sent for code in codes) / len(codes)
        if indicator.is_share and one is not None and one.coverage is not None:
            complete = min(complete, one.coverage)
        points.append(Point(month, value if complete else None, complete))
    return points


def _stretch(version: str, indicator: Indicator, points: tuple[Point, ...]) -> Stretch:
    values = [point.value if point.is_complete else None for point in points]
    known = [value for value in values if value is not None]
    if len(known) < LEAST_POINTS:
        return Stretch(points, None, median(known) if len(known) >= _FEWEST else None)
    baseline = min(_LONGEST, max(LEAST_POINTS, len(known) - LEAST_POINTS))
    try:
        found = xmr(values, baseline)
    except ValueError:  # no two known months in a row: nothing is known of how it moves
        return Stretch(points, None, median(known))
    signals = found.pop("signals")
    met, judged = 0, []
    for at, (point, rule) in enumerate(zip(points, signals, strict=True)):
        met += values[at] is not None
        is_new = met > baseline
        side = _side(indicator, values, at, rule, found["mean"]) if is_new and rule else ""
        judged.append(replace(point, rule=rule if is_new else 0, side=side, is_judged=is_new))
    return Stretch(tuple(judged), found, None, _assurance(version, indicator, found))


def _side(indicator: Indicator, values: Sequence[float | None], at: int, rule: int, mean: float) -> Side:
    value, before = values[at] or 0.0, values[at - 1] if at else None
    is_up = value > (before if rule == TREND and before is not None else mean)
    if indicator.better == "none":
        return "other"
    return "better" if is_up == (indicator.better == "higher") else "worse"


def _assurance(version: str, indicator: Indicator, limits: dict[str, Any]) -> Assurance:
    """Return whether usual variation reaches the level aimed at: always, now and then, or never; empty without a level to reach."""
    target = target_of(version, indicator)
    if target is None or target.per == "residence" or is_met(indicator, target, limits["mean"]) is None:
        return ""
    ends = [is_met(indicator, target, limits[side]) for side in ("lower", "upper")]
    return "always" if all(ends) else "at_random" if any(ends) else "never"
