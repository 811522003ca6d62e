"""What was given out of a closed month: a change that would no longer match it is announced; a reopening's reason is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from access.accounts import Perimeter
from access.scope import EVERYTHING, sight_of
from indicators.compute import compute
from indicators.effect import Effect, whole_effect
from indicators.measure import current_version
from indicators.reopened import Reopening, reopenings
from pipelines.closing import close, reopen
from pipelines.preview import plan_load, preview
from tests.test_published_page import opened
from tests.workbooks import (
    OCCUPATION_HEADER,
    conflict,
    conflicts_file,
    load,
    occupation_file,
    residences_file,
    run,
    write_xlsx,
)

TALLY = ["Résidence", "Année", "Participants différents (déclaré)"]
REASON = "une suite oubliée"
FUNDER = sight_of("evaluateur", ("VIA",), date(2025, 1, 1), date(2025, 12, 1))
CALL = ("evaluateur", Perimeter(("VIA", "TIL"), "Appel d'essai", date(2025, 1, 1), date(2025, 12, 1)))


@pytest.fixture
def quarter(tmp_path: Path, data: Path) -> Path:
    load(
        residences_file(tmp_path),
        occupation_file(tmp_path / "o.xlsx"),
        conflicts_file(
            tmp_path / "c.xlsx",
            "Conflits T1 2025",
            [conflict(number, date(2025, number, 4)) for number in (1, 2, 3)],
        ),
    )
    return tmp_path


def february_again(folder: Path) -> Path:
    """One more conflict in February: 2 where there was 1."""
    lines = [conflict(2, date(2025, 2, 4)), conflict(9, date(2025, 2, 11))]
    return conflicts_file(folder / "février.xlsx", "Conflits février 2025", lines)


def announced(path: Path) -> Effect:
    return preview(plan_load([path]), compute, whole_effect)


def test_a_change_of_a_month_that_was_published_is_announced(quarter: Path) -> None:
    assert announced(february_again(quarter)).published == ()
    close(["2025-01", "2025-02"], compute, by="d", name="Camille")
    reopen("2025-02", compute, by="d", reason=REASON)
    told = announced(february_again(quarter))
    # January is closed still, and none of its figures moves; March never was.
    assert told.published == ("2025-02",)
    assert told.as_json()["published"] == ["2025-02"]
    assert any("ne correspondraient plus : 2025-02" in line for line in told.told())


def test_a_year_is_published_with_its_december(quarter: Path) -> None:
    """The yearly tally is one figure a year, which is in what was given out of its last month."""
    months = [["VIA", date(2025, number, 1), 100, 90, 95] for number in range(1, 13)]
    load(
        write_xlsx(quarter / "o.xlsx", {"Occupation": [OCCUPATION_HEADER, *months]}),
        write_xlsx(quarter / "p.xlsx", {"Participants": [TALLY, ["VIA", 2025, 19]]}),
    )
    close(["2025-12"], compute, by="d", name="Camille")
    reopen("2025-12", compute, by="d", reason=REASON)
    told = announced(write_xlsx(quarter / "q.xlsx", {"Participants": [TALLY, ["VIA", 2025, 38]]}))
    [move] = told.moves
    assert (move.indicator, move.period) == ("unique_participation_rate", "2025")
    assert told.published == ("2025-12",)


def test_the_reason_of_a_reopening_is_kept_with_the_figures(quarter: Path) -> None:
    close(["2025-01", "2025-02"], compute, by="d", name="Camille")
    assert reopenings(str(current_version()), EVERYTHING) == []
    reopen("2025-02", compute, by="d", reason=REASON)
    [one] = reopenings(str(current_version()), EVERYTHING)
    assert one == Reopening("2025-02", date(2026, 1, 15), REASON, is_closed_since=False)
    assert reopenings(str(current_version()), FUNDER) == [], "the funder sees closed months only"
    close(["2025-02"], compute, by="d", name="Camille")
    [one] = reopenings(str(current_version()), FUNDER)
    assert (one.month, one.reason, one.is_closed_since) == ("2025-02", REASON, True)


def test_whoever_reads_the_period_reads_the_reason(quarter: Path) -> None:
    close(["2025-01", "2025-02"], compute, by="d", name="Camille")
    reopen("2025-02", compute, by="d", reason=REASON)
    for who, page in (
        (("direction", None), "pilotage/synthese"),
        (("direction", None), "mobiliser/conflits"),
    ):
        [told] = [one.value for one in opened(who, page).caption if "Rouvert après clôture" in one.value]
        assert "février 2025" in told
        assert REASON in told
        assert "clos de nouveau" not in told
    close(["2025-02"], compute, by="d", name="Camille")
    [told] = [one.value for one in opened(CALL, "pilotage/synthese").caption if "Rouvert" in one.value]
    assert REASON in told
    assert "clos de nouveau depuis" in told


def test_the_command_line_says_it_too(quarter: Path) -> None:
    close(["2025-02"], compute, by="d", name="Camille")
    reopen("2025-02", compute, by="d", reason=REASON)
    status, told = run("pipelines", "check", "--effect", str(february_again(quarter)))
    assert status == 0
    assert told["effect"]["published"] == ["2025-02"]
