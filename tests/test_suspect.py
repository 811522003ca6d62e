"""Values that are possible and unlikely: far from habit, or at odds with what is already in force; each asks a question."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from indicators.compute import compute
from pipelines.keep import load_files
from pipelines.suspect import is_unlikely
from tests.workbooks import (
    MEETING_HEADER,
    OCCUPATION_HEADER,
    check,
    judge_rows,
    load,
    residences_file,
    undo,
    write_xlsx,
)

HABIT = [28, 30, 31, 33, 29, 35, 32, 30]


def doubts(receipt: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["cell"], one["message"]) for one in receipt["problems"] if one["severity"] == "doubt"]


# HABIT: median 30.5, deviations 2.5 .5 .5 2.5 1.5 4.5 1.5 .5, their median 1.5: 3.5 x 1.5 / 0.6745 = 7.78 around 30.5.
@pytest.mark.parametrize(
    ("value", "expected"), [(38, False), (39, True), (23, False), (22, True), (60, True)]
)
def test_far_is_a_modified_z_score_beyond_three_and_a_half(value: int, expected: bool) -> None:
    assert is_unlikely(value, HABIT) is expected


def test_seven_values_are_no_habit() -> None:
    assert not is_unlikely(600, HABIT[:7])


# 20 six times, 22 and 24: median 20, median deviation 0, mean deviation 6/8: 3.5 x 1.253314 x 0.75 = 3.29.
@pytest.mark.parametrize(("value", "expected"), [(23, False), (24, True), (17, False), (16, True)])
def test_where_most_values_are_the_same_the_mean_deviation_judges(value: int, expected: bool) -> None:
    assert is_unlikely(value, [20, 20, 20, 20, 20, 20, 22, 24]) is expected


def test_a_series_that_never_moved_may_move_a_little() -> None:
    assert not is_unlikely(102, [100] * 10)
    assert not is_unlikely(109, [100] * 10)  # less than a tenth
    assert is_unlikely(110, [100] * 10)
    assert not is_unlikely(2, [0] * 10)
    assert is_unlikely(3, [0] * 10)


def meetings(attended: list[int], kind: str = "Réunion de palier") -> list[list[Any]]:
    first = [
        [date(2025, at + 1, 4), "Viala", kind, "3e", "Tenue", 90, one] for at, one in enumerate(attended)
    ]
    return [["Réunions 2025"], MEETING_HEADER, *first]


def test_an_attendance_far_above_habit_asks_why(data: Path) -> None:
    found = doubts(judge_rows(meetings([*HABIT, 60])))
    assert [cell for cell, _ in found] == ["G11"]
    assert "60, contre 29 à 33 d'habitude (8 valeurs précédentes)" in found[0][1]
    assert doubts(judge_rows(meetings([*HABIT, 36]))) == []
    assert doubts(judge_rows(meetings([*HABIT, 3]))) == []  # a small meeting is no surprise


def test_meetings_of_another_kind_have_another_habit(data: Path) -> None:
    rows = [*meetings(HABIT), *meetings([60], "Plénière")[2:]]
    assert doubts(judge_rows(rows)) == []


def test_what_comes_later_is_no_habit(data: Path) -> None:
    assert doubts(judge_rows(meetings([60, *HABIT]))) == []


def test_the_habit_is_what_is_in_force_and_the_file_leaves_as_it_is(tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path), write_xlsx(tmp_path / "a.xlsx", {"R": meetings(HABIT)}))
    line = [date(2025, 9, 4), "Viala", "Réunion de palier", "3e", "Tenue", 90, 60]
    september = write_xlsx(tmp_path / "s.xlsx", {"R": [["Septembre 2025"], MEETING_HEADER, line]})
    [receipt] = check(september)
    assert [cell for cell, _ in doubts(receipt)] == ["G3"]
    # A corrected August replaces the one in force: the old August is no habit any more, and seven are too few.
    both = [["Août 2025"], MEETING_HEADER, [date(2025, 8, 4), *line[1:]]]
    [receipt] = check(write_xlsx(tmp_path / "b.xlsx", {"R": both}))
    assert doubts(receipt) == []


def occupation(residents: list[int], first: int = 1) -> list[list[Any]]:
    return [["Viala", date(2025, first + at, 1), 100, 90, one] for at, one in enumerate(residents)]


def test_a_count_of_residents_far_from_habit_asks_why(data: Path) -> None:
    steady = [120, 121, 119, 120, 122, 120, 121, 120]
    assert doubts(judge_rows([OCCUPATION_HEADER, *occupation([*steady, 124])])) == []
    [(cell, told)] = doubts(judge_rows([OCCUPATION_HEADER, *occupation([*steady, 210])]))
    assert cell == "E10"
    assert "210, contre 120 à 121 d'habitude" in told


def test_entries_and_exits_are_compared_with_the_month_in_force(tmp_path: Path, data: Path) -> None:
    header = [
        "Résidence",
        "Mois",
        "Capacité",
        "Occupés au dernier jour",
        "Résidents présents",
        "Entrées",
        "Sorties",
    ]
    january = ["Viala", date(2025, 1, 1), 100, 90, 120, 2, 2]
    load(residences_file(tmp_path), write_xlsx(tmp_path / "j.xlsx", {"O": [header, january]}))

    def february(occupied: int, entries: int, exits: int) -> list[tuple[str, str]]:
        rows = [header, ["Viala", date(2025, 2, 1), 100, occupied, 120, entries, exits]]
        return doubts(check(write_xlsx(tmp_path / "f.xlsx", {"O": rows}))[0])

    assert february(93, 4, 1) == []
    assert february(94, 4, 1) == []  # one dwelling may be counted on another day
    [(cell, told)] = february(80, 4, 1)
    assert cell == "F2"
    assert "4 entrées − 1 sorties ne donnent pas l'évolution des logements occupés (90 → 80)" in told


def test_a_line_at_fault_is_neither_doubted_nor_a_habit(data: Path) -> None:
    rows = meetings([*HABIT, 60])
    rows[-1][5] = 10  # sixty people for ten invited: a fault
    assert doubts(judge_rows(rows)) == []


def test_a_withdrawn_load_is_no_habit(tmp_path: Path, data: Path) -> None:
    receipts = load_files(
        [residences_file(tmp_path), write_xlsx(tmp_path / "a.xlsx", {"R": meetings(HABIT)})], compute
    )
    undo(str(receipts[1].load_id))
    line = [date(2025, 9, 4), "Viala", "Réunion de palier", "3e", "Tenue", 90, 60]
    [receipt] = check(write_xlsx(tmp_path / "s.xlsx", {"R": [["Septembre 2025"], MEETING_HEADER, line]}))
    assert doubts(receipt) == []
