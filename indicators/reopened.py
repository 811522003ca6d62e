"""Months that were closed, then reopened: which, when and why. Whoever reads figures of them is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from access.scope import Sight
from indicators.places import months
from pipelines import store


@dataclass(frozen=True)
class Reopening:
    """A month (« 2025-03 ») reopened on a day, for a reason; `is_closed_since`: whether it was closed again."""

    month: str
    reopened_on: date
    reason: str
    is_closed_since: bool


def reopenings(version: str, sight: Sight) -> list[Reopening]:
    """Return every reopening of a month in sight, oldest month first."""
    rows = store.cursor(version).execute(
        "select strftime(month, '%Y-%m'), reopened_on, reason, is_closed_since from reopenings order by month, reopened_on"
    )
    seen = frozenset(months(version, sight))
    return [Reopening(*row) for row in rows.fetchall() if row[0] in seen]
