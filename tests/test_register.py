"""Which months a register covers: a covered month without a line is zero, a month covered by nothing is missing."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.dates import months_between
from tests.workbooks import (
    CONFLICT_HEADER,
    MEETING_HEADER,
    conflict,
    conflicts_file,
    judge_rows,
    load,
    occupation_file,
    residences_file,
    run,
    shown,
    undo,
    write_xlsx,
)

FEBRUARY = date(2025, 2, 11)


def months(first: int, last: int, year: int = 2025) -> list[str]:
    return [f"{month:%Y-%m}" for month in months_between(date(year, first, 1), date(year, last, 1))]


def covered(title: str, *days: date, sheet: str = "Registre") -> list[str]:
    """Return the months that a register covers for Viala, deposited on 15 January 2026."""
    lines = [conflict(number, day) for number, day in enumerate(days)]
    receipt = judge_rows([[title], CONFLICT_HEADER, *lines], sheet)
    return [part["period"] for part in receipt["slices"] if part["residence"] == "VIA"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Conflits 2025", months(1, 12)),
        ("Registre des conflits – année 2025", months(1, 12)),
        ("Période : 02/2025", ["2025-02"]),
        ("Conflits février 2025", ["2025-02"]),
        ("Conflits Fév. 2025", ["2025-02"]),
        ("Conflits 2025-02", ["2025-02"]),
        ("1er trimestre 2025", months(1, 3)),
        ("T1 2025", months(1, 3)),
        ("2025-T1", months(1, 3)),
        ("S1 2025", months(1, 6)),
        ("1er semestre 2025", months(1, 6)),
        ("janvier à avril 2025", months(1, 4)),
        ("Conflits du 01/02/2025 au 31/03/2025", months(2, 3)),
        ("de novembre 2024 à février 2025", [*months(11, 12, 2024), *months(1, 2)]),
        ("Conflits, édité le 12/01/2026", ["2025-02"]),
        ("Modèle 2023", ["2025-02"]),
        ("Registre", ["2025-02"]),
    ],
)
def test_a_title_announces_its_months(title: str, expected: list[str], data: Path) -> None:
    assert covered(title, FEBRUARY) == expected


def test_the_name_of_the_sheet_announces_too_and_comes_first(data: Path) -> None:
    assert covered("Registre 2025", FEBRUARY, sheet="FEV 25") == ["2025-02"]
    assert covered("Registre 2025", FEBRUARY, sheet="Février") == ["2025-02"]
    assert covered("Registre", FEBRUARY, sheet="2025") == months(1, 12)


def test_without_an_announcement_the_dates_of_the_lines_bound_the_register(data: Path) -> None:
    assert covered("Registre", FEBRUARY, date(2025, 6, 30), date(2025, 4, 1)) == months(2, 6)


@pytest.mark.parametrize(
    ("title", "days", "expected"),
    [
        ("Conflits 2026", [date(2026, 1, 5)], ["2026-01"]),
        ("Conflits 2025 - 2026", [date(2025, 12, 5)], months(1, 12)),
        ("Conflits T1 2026", [date(2026, 1, 5)], ["2026-01"]),
        ("Conflits janvier 2026", [], []),
    ],
)
def test_a_month_to_come_is_never_covered(
    title: str, days: list[date], expected: list[str], data: Path
) -> None:
    assert covered(title, *days) == expected


def test_each_residence_named_has_every_month_announced(data: Path) -> None:
    lines = [conflict(1, FEBRUARY), conflict(2, FEBRUARY, residence="TIL")]
    receipt = judge_rows([["T1 2025"], CONFLICT_HEADER, *lines])
    expected = [("TIL", month) for month in months(1, 3)] + [("VIA", month) for month in months(1, 3)]
    assert [(part["residence"], part["period"]) for part in receipt["slices"]] == expected
    assert receipt["empty"] == {"conflits": {"TIL": ["2025-01", "2025-03"], "VIA": ["2025-01", "2025-03"]}}


def test_a_date_outside_the_announcement_is_doubted_not_dropped(data: Path) -> None:
    days = [FEBRUARY, date(2025, 2, 12), date(2025, 5, 2)]
    receipt = judge_rows(
        [["Février 2025"], CONFLICT_HEADER, *(conflict(n, day) for n, day in enumerate(days))]
    )
    assert [(problem["cell"], problem["severity"]) for problem in receipt["problems"]] == [("C5", "doubt")]
    assert receipt["accepted"] == 3
    assert [part["period"] for part in receipt["slices"]] == ["2025-02", "2025-05"]


def test_a_register_without_a_line_says_zero_when_its_place_and_period_are_said(data: Path) -> None:
    said = judge_rows([["Résidence : Viala"], ["Période : 03/2025"], CONFLICT_HEADER, ["néant"]])
    assert (said["status"], [part["period"] for part in said["slices"]]) == ("acceptable", ["2025-03"])
    unsaid = judge_rows([["Période : 03/2025"], CONFLICT_HEADER])
    assert unsaid["status"] == "refused"
    assert "ni résidence ni période" in unsaid["problems"][0]["message"]


def test_zero_and_missing_are_two_things_in_the_figures(tmp_path: Path, data: Path) -> None:
    load(
        residences_file(tmp_path),
        occupation_file(tmp_path / "o.xlsx", months=12),
        conflicts_file(tmp_path / "c.xlsx", "Conflits T1 2025", [conflict(1, FEBRUARY)]),
    )
    told = {
        row["month"]: (row["numerator"], row["value"])
        for row in shown("conflicts_per_100", "residence", "month")
    }
    # One conflict for 120 residents in a month: 100 x 12 x 1 / 120 = 10 for 100 residents a year.
    assert told == {"2025-01": (0, 0), "2025-02": (1, pytest.approx(10)), "2025-03": (0, 0)}
    [year] = shown("conflicts_per_100", "residence", "year")
    assert (year["numerator"], year["denominator"]) == (1, 3 * 120)


def test_a_month_announced_empty_replaces_what_it_held_until_undone(tmp_path: Path, data: Path) -> None:
    meeting = [FEBRUARY, "Viala", "Réunion de palier", "3e", "Tenue", 30, 12]
    march = [date(2025, 3, 4), *meeting[1:]]
    load(
        residences_file(tmp_path),
        write_xlsx(tmp_path / "m.xlsx", {"2025": [["Réunions 2025"], MEETING_HEADER, meeting, march]}),
    )

    def held() -> dict[str, Any]:
        return {row["month"]: row["numerator"] for row in shown("meetings_held", "month") if row["numerator"]}

    assert held() == {"2025-02": 1, "2025-03": 1}
    empty = [["Résidence Viala"], ["Réunions février 2025"], MEETING_HEADER, ["aucune réunion"]]
    [receipt] = load(write_xlsx(tmp_path / "e.xlsx", {"Réunions": empty}))
    assert (receipt["status"], receipt["accepted"], receipt["ignored"]) == ("loaded", 0, 1)
    assert held() == {"2025-03": 1}
    undo(receipt["load_id"])
    assert held() == {"2025-02": 1, "2025-03": 1}


def test_the_board_of_the_month_says_what_is_received_empty_to_check_and_late(
    tmp_path: Path, data: Path
) -> None:
    first = conflicts_file(tmp_path / "c.xlsx", "Conflits T1 2025", [conflict(1, FEBRUARY)])
    march = [conflict(2, date(2025, 3, 4)), conflict(3, date(2025, 3, 5), category="bof")]
    second = conflicts_file(tmp_path / "d.xlsx", "Conflits mars 2025", march)
    load(residences_file(tmp_path), first)
    assert [receipt["status"] for receipt in load(second)] == ["refused"]
    assert [receipt["status"] for receipt in load(second, set_aside=True)] == ["loaded"]
    seen = []
    for month in months(1, 4):
        status, board = run("pipelines", "board", "--month", month)
        assert status == 0
        seen.append({(row["residence"], row["kind"]): row["status"] for row in board})
    assert [states["VIA", "conflits"] for states in seen] == [
        "confirmed_empty",
        "late",  # received, but long after it was due
        "to_check",
        "late",
    ]
    assert {states["TIL", "conflits"] for states in seen} == {"late"}
