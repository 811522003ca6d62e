"""The present instant, in one place: sessions expire by it, and tests replace it."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta

AHEAD = timedelta()  # tests move it: sessions and delays are then looked at later


def now() -> datetime:
    """Return the present instant, in UTC, to the second."""
    return datetime.now(UTC).replace(microsecond=0) + AHEAD


def today() -> date:
    """Return the day; `PALIER_TODAY` (ISO date) replaces it, as it does for the pipelines."""
    fixed = os.environ.get("PALIER_TODAY")
    return date.fromisoformat(fixed) if fixed else now().astimezone().date()
