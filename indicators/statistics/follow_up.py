"""Conflicts followed from their opening -> which share ended, and which ended for good.

Leaving is a competing exit, not a censoring: whoever left can no longer see the conflict resolved (shared notes on statistics,
sections 3.1 and 3.2). The curve is that of Aalen and Johansen, its variance that of the delta method, as in R `survfit`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite, sqrt
from typing import Any, NamedTuple

OPEN, RESOLVED, LEFT = 0, 1, 2
WITHIN, SINCE = 90, 180  # days


@dataclass(frozen=True)
class Step:
    """The curve from a day on: conflicts still followed just before it, shares 0-1 resolved and otherwise ended, standard error."""

    day: float
    at_risk: int
    resolved: float
    left: float
    error: float


def cumulative_incidence(days: Sequence[float], status: Sequence[int], horizon: float) -> float:
    """Return the share, 0-1, of conflicts resolved `horizon` days after their opening, competing exits taken into account.

    `days`: from opening to the end, or to the last day followed; `status`: 0 still open, 1 resolved, 2 ended otherwise (a party
    left, procedure…). Ties are taken together. Raises ValueError on lists of unequal lengths or empty, a negative or
    unknown day, another status, or a horizon beyond the longest follow-up: nothing is known there.
    """
    steps = incidence_curve(days, status)
    if not 0 <= horizon <= max(days):
        raise ValueError(
            f"nothing was followed until day {horizon:g}: the longest follow-up is {max(days):g} days"
        )
    reached = [step for step in steps if step.day <= horizon]
    return reached[-1].resolved if reached else 0.0


def incidence_curve(days: Sequence[float], status: Sequence[int]) -> list[Step]:
    """Return the steps of the curve, one a day on which a conflict ended or ceased to be followed. See `cumulative_incidence`."""
    followed = list(zip(days, status, strict=True))
    if not followed:
        raise ValueError("no conflict to follow")
    for day, how in followed:
        if how not in (OPEN, RESOLVED, LEFT):
            raise ValueError(f"unknown status {how!r}: 0 open, 1 resolved, 2 ended otherwise")
        if not isfinite(day) or day < 0:
            raise ValueError(f"{day!r} is not a number of days after the opening")
    ended = Counter(followed)
    at_risk, surviving, resolved, left = len(followed), 1.0, 0.0, 0.0
    steps: list[Step] = []
    past: list[tuple[int, int, int, float, float]] = []
    for day in sorted({day for day, _ in followed}):
        done, gone, still = (ended[day, how] for how in (RESOLVED, LEFT, OPEN))
        past.append((at_risk, done, gone, surviving, resolved))
        resolved, left = resolved + surviving * done / at_risk, left + surviving * gone / at_risk
        surviving *= 1 - (done + gone) / at_risk
        steps.append(Step(day, at_risk, resolved, left, _error(past, resolved)))
        at_risk -= done + gone + still
    return steps


def _error(past: Sequence[tuple[int, int, int, float, float]], now: float) -> float:
    """Return the standard error of the share resolved, by the delta method (Gaynor and others, 1993)."""
    total = 0.0
    for at_risk, done, gone, surviving, before in past:
        ended, after = done + gone, before + surviving * done / at_risk
        if at_risk > ended:
            total += (now - after) ** 2 * ended / (at_risk * (at_risk - ended))
        total += surviving**2 * (at_risk - done) / at_risk**3 * done
        total -= 2 * (now - after) * surviving * done / at_risk**2
    return sqrt(max(0.0, total))


class Durable(NamedTuple):
    """Conflicts durably resolved, among those opened long enough ago for it to be known."""

    resolved: int
    followed: int

    @property
    def share(self) -> float | None:
        """The share, 0-1, None where nothing was followed long enough."""
        return self.resolved / self.followed if self.followed else None


def durable_resolution(conflicts: Sequence[Mapping[str, Any]], as_of: date) -> Durable:
    """Return (resolved, followed): conflicts resolved for good, among those opened at least 180 days before `as_of`.

    For good: outcome `resolu`, closed within 90 days of the opening, and not taken up again within 90 days of the closing
    by another conflict of the same residence, whose `recurrence_of` names it. `conflicts`: rows of the register, with
    `reported_on`, `closed_on`, `outcome` (codes of the register, or None), `conflict_id`, `recurrence_of`, `residence`; the last
    three may be missing. A conflict without outcome nor closing day is still open: it counts, and is not resolved. Outside
    the count: `sans_suite`, and those of which it cannot be known (closed without outcome, resolved on an unknown day). Raises
    ValueError on an outcome that is not in the register's list, or a conflict without day of opening.
    """
    known = [held for held in durable_outcomes(conflicts, as_of) if held is not None]
    return Durable(sum(known), len(known))


def durable_outcomes(conflicts: Sequence[Mapping[str, Any]], as_of: date) -> list[bool | None]:
    """Return, for each conflict in order, whether it was resolved for good; None for one outside the count of `durable_resolution`."""
    resumed = _resumptions(conflicts)
    return [_is_durable(row, resumed, as_of) for row in conflicts]


def _is_durable(
    row: Mapping[str, Any], resumed: Mapping[tuple[Any, Any], list[date]], as_of: date
) -> bool | None:
    opened, closed, outcome = row.get("reported_on"), row.get("closed_on"), row.get("outcome")
    if outcome is not None and outcome not in _OUTCOMES:
        raise ValueError(f"unknown outcome {outcome!r}")
    if opened is None:
        raise ValueError("a conflict without day of opening cannot be followed")
    is_unknown = closed is None if outcome == "resolu" else outcome is None and closed is not None
    if (as_of - opened).days < SINCE or outcome == "sans_suite" or is_unknown:
        return None
    again = resumed.get((row.get("residence"), row.get("conflict_id")), [])
    return outcome == "resolu" and _has_held(opened, closed, again)


def _has_held(opened: Any, closed: Any, again: Sequence[date]) -> bool:
    is_soon = (closed - opened).days <= WITHIN
    return is_soon and not any(0 <= (day - closed).days <= WITHIN for day in again)


_OUTCOMES = frozenset(
    (
        "resolu",
        "ameliore",
        "non_resolu",
        "sans_suite",
        "oriente_externe",
        "procedure",
        "depart_partie",
        "en_cours",
    )
)


def _resumptions(conflicts: Sequence[Mapping[str, Any]]) -> dict[tuple[Any, Any], list[date]]:
    found: dict[tuple[Any, Any], list[date]] = {}
    for row in conflicts:
        if row.get("recurrence_of") is not None and row.get("reported_on") is not None:
            found.setdefault((row.get("residence"), row["recurrence_of"]), []).append(row["reported_on"])
    return found
