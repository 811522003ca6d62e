"""Today, in one place: the only thing tests replace."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime


def today() -> date:
    """Return the day of deposit; `PALIER_TODAY` (ISO date) replaces it where a run must be reproducible."""
    fixed = os.environ.get("PALIER_TODAY")
    return date.fromisoformat(fixed) if fixed else datetime.now().astimezone().date()


def now() -> datetime:
    """Return the present instant, in UTC, to the second; its day is `today()` when that is fixed."""
    instant = datetime.now(UTC).replace(microsecond=0)
    fixed = os.environ.get("PALIER_TODAY")
    return datetime.combine(date.fromisoformat(fixed), instant.timetz()) if fixed else instant
