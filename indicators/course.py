"""A figure over time, without the periods in which a residence is missing: the mix of residences would draw a peak."""

from __future__ import annotations

from collections import Counter

from access.scope import Sight
from indicators.measure import Figure, measure
from indicators.sums import Scope


def course(version: str, sight: Sight, name: str, grain: str, scope: Scope) -> list[Figure]:
    """Return an indicator's figures by period (`month`, `quarter`…), those only that rest on the most residences."""
    found = measure(version, sight, name, (grain,), scope)
    parts = measure(version, sight.whole(), name, ("residence", grain), scope)
    sizes = Counter(one.group[grain] for one in parts)
    return [one for one in found if sizes[one.group[grain]] == max(sizes.values())]
