"""The level an indicator is compared with: a text's, or the one that the association set for itself. None is invented."""

from __future__ import annotations

from indicators.catalogue import Indicator, Target, indicators
from pipelines import store


def target_of(version: str | None, indicator: Indicator) -> Target | None:
    """Return the level that an indicator is compared with in a version of the figures, None when there is none.

    What a text asks (LEGAL, CONV), claims (SEED) or publishes (BENCH) stands in the indicator's own file; what no text asks
    is the association's to set (INT), and was taken into the version when it was built.
    """
    if indicator.target is not None or version is None:
        return indicator.target
    rows = store.cursor(version).execute("select level from levels where indicator = ?", [indicator.id])
    row = rows.fetchone()
    return Target(row[0], "INT", "") if row else None


def settable() -> list[Indicator]:
    """Return the indicators whose level is the association's to set: those with a better side, and no text to say it."""
    return [one for one in indicators().values() if one.target is None and one.better != "none"]


def is_met(indicator: Indicator, target: Target, value: float | None) -> bool | None:
    """Return whether a value reaches a level, None where that cannot be told: no value, or only a claim to be checked."""
    if value is None or target.origin in ("SEED", "BENCH") or indicator.better == "none":
        return None
    return value >= target.value if indicator.better == "higher" else value <= target.value
