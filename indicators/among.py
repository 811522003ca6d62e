"""Residences side by side -> each one against the others together, and a funnel: who stands out of what chance does.

Never against the whole: the largest residence is a third of it, and would hide in it (shared notes on statistics, section 4.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from access.scope import OutOfSight, Sight
from indicators.measure import measure
from indicators.places import Place, places
from indicators.statistics import funnel
from indicators.sums import Scope
from indicators.verdicts import Change, changes

_FEWEST = 3  # places: of two, each is the others


@dataclass(frozen=True)
class Against:
    """One residence: x among n, the change from the others together to it, and where it lies in the funnel (0, ±95, ±99.8)."""

    place: Place
    x: float
    n: float
    change: Change
    beyond: float


@dataclass(frozen=True)
class Among:
    """Residences compared, those with most cases first, the share of all of them, and their funnel over any number of cases."""

    places: tuple[Against, ...]
    centre: float

    @property
    def apart(self) -> tuple[Against, ...]:
        """The residences that stand out, the family of comparisons taken into account."""
        return tuple(one for one in self.places if one.change.verdict == "established")


def among(version: str, sight: Sight, name: str, scope: Scope) -> Among | None:
    """Return residences of a scope compared on a share of cases, None under three with a case.

    Raises OutOfSight where none may be seen apart.
    """
    if not sight.by_residence:
        raise OutOfSight("les résidences ne se comparent pas ; seuls les totaux vous sont ouverts")
    known = {place.code: place for place in places(version, sight)}
    found = [
        one
        for one in measure(version, sight, name, ("residence",), scope)
        if one.denominator and not one.masked
    ]
    if len(found) < _FEWEST:
        return None
    counts = [(one.numerator or 0.0, one.denominator or 0.0) for one in found]
    x, n = (sum(side) for side in zip(*counts, strict=True))
    judged = changes([((x - own, n - cases), (own, cases)) for own, cases in counts])
    limits = funnel(*zip(*counts, strict=True))
    lines = [
        Against(known[one.group["residence"]], own, cases, change, beyond)
        for one, (own, cases), change, beyond in zip(found, counts, judged, limits["signals"], strict=True)
    ]
    return Among(tuple(sorted(lines, key=lambda one: -one.n)), limits["centre"])


def limits_over(centre: float, most: int) -> dict[str, Any]:
    """Return the funnel of a share at each number of cases from 1 to `most`."""
    return funnel([centre * cases for cases in range(1, most + 1)], list(range(1, most + 1)))
