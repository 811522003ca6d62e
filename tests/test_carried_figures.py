"""What a blank workbook asks again is what a figure counts: the two are written apart, here they are compared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from access.scope import EVERYTHING
from indicators.measure import current_version
from indicators.trace import trace
from pipelines.carry import Asked, asked
from tests.small_year import write_files
from tests.workbooks import kept_rows, load

AS_OF = date(2025, 12, 31)


@pytest.fixture
def year(data: Path, tmp_path: Path) -> Path:
    """Fourteen months of meetings and conflicts of one residence, in force."""
    write_files(tmp_path)
    load(*(tmp_path / name for name in ("residences.xlsx", "reunions.xlsx", "conflits.xlsx")))
    return data


def counted(name: str, period: str, column: str, wanted: int) -> set[int]:
    """Return the worksheet's rows that an indicator counts with that value in a column."""
    lines = trace(str(current_version()), EVERYTHING, name, "VIA", period, as_of=AS_OF)
    return {line["row"] for line in lines if line.get("row") and line[column] == wanted}


def rows_asked(kind: str, whether: Callable[[Asked], bool]) -> set[int]:
    return {one.row["sheet_row"] for one in asked(kind, kept_rows(kind), AS_OF) if whether(one)}


def test_what_is_asked_again_is_what_figures_count(year: Path) -> None:
    still_open = rows_asked("conflits", lambda one: one.days > 30)
    closed_since = {
        row["sheet_row"] for row in kept_rows("conflits") if row["closed_on"]
    }  # nothing is left to ask
    assert still_open == counted("conflicts_open_over_30d", "2025-12", "numerator", 1) - closed_since != set()
    late = {
        at for period in ("2024", "2025") for at in counted("minutes_posted_rate", period, "numerator", 0)
    }
    waiting = {
        at for period in ("2024", "2025") for at in counted("minutes_posted_rate", period, "unknown", 1)
    }
    assert rows_asked("reunions", lambda one: "minutes_posted_on" in one.cells) == late | waiting != set()
