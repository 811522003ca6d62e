"""Lines that a deposit would change: new, changed cell by cell in French, gone; which line is taken for which."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.compare import Difference, as_json, differences, differences_between
from pipelines.contracts import contracts
from pipelines.journal import read_journal
from pipelines.keep import check_files
from pipelines.pair import pairs
from pipelines.preview import plan_load, plan_withdrawal
from tests.workbooks import Rows, conflict, conflicts_file, load, residences_file, write_xlsx

MARCH, APRIL = date(2025, 3, 4), date(2025, 4, 7)
MEETINGS = ["Date", "Résidence", "Type de réunion", "Palier / bâtiment", "Statut", "Invités", "Présents résidents",
            "CR affiché le", "Thèmes"]  # fmt: skip
SURVEY = contracts()["enquete_besoins"].columns
NEEDS = ["Vague", "Résidence", "N° questionnaire", "Date"]
NEEDS += [one.header for one in SURVEY if one.name.startswith("need_")]
Told = list[tuple[str, str, list[tuple[str, str, str]]]]


def meeting(
    day: date,
    kind: str = "Palier",
    landing: str | None = "3e",
    invited: Any = 40,
    present: Any = 12,
    **more: Any,
) -> list[Any]:
    return [day, "Viala", kind, landing, "Tenue", invited, present, more.get("posted"), more.get("themes")]


def meetings(path: Path, *lines: list[Any], title: str = "2025") -> Path:
    return write_xlsx(path, {"Réunions": [[title], MEETINGS, *lines]})


def told(found: Iterable[Difference]) -> Told:
    return [
        (line.state, line.line, [(one.column, one.old, one.new) for one in line.cells])
        for one in found
        for line in one.lines
    ]


def compared(path: Path) -> list[Difference]:
    [receipt] = check_files([path])
    assert receipt.status in ("acceptable", "unchanged"), receipt.problems
    return differences(receipt, read_journal())


def counts(one: Difference) -> tuple[int, int, int, int]:
    return one.new, one.changed, one.same, one.gone


@pytest.fixture
def folder(tmp_path: Path, data: Path) -> Path:
    load(residences_file(tmp_path))
    return tmp_path


def test_a_first_load_is_all_new_and_lists_nothing(folder: Path) -> None:
    [one] = compared(meetings(folder / "r.xlsx", meeting(MARCH), meeting(APRIL)))
    assert (counts(one), one.lines, one.replaces) == ((2, 0, 0, 0), (), ())


def test_each_cell_is_told_old_and_new_in_french(folder: Path) -> None:
    load(
        meetings(
            folder / "r.xlsx",
            meeting(MARCH, posted=date(2025, 3, 10), themes="Travaux, Santé"),
            meeting(APRIL),
        )
    )
    changed = meeting(MARCH, present=None, posted="SO", themes="Travaux")
    [one] = compared(meetings(folder / "r2.xlsx", changed, meeting(APRIL)))
    assert (counts(one), one.replaces) == ((0, 1, 1, 0), ("r.xlsx",))
    assert told([one]) == [
        (
            "changed",
            "04/03/2025 · Réunion de palier · 3",
            [
                ("Présents résidents", "12", "vide"),
                ("Thèmes", "Santé, Travaux", "Travaux"),
                ("CR affiché le", "10/03/2025", "sans objet"),
            ],
        )
    ]
    assert (one.lines[0].sheet, one.lines[0].row, one.lines[0].period) == ("Réunions", 3, "2025-03")


def test_months_and_codes_are_told_as_they_are_written(folder: Path) -> None:
    header = ["Résidence", "Mois", "Capacité", "Occupés au dernier jour", "Résidents présents"]
    load(write_xlsx(folder / "o.xlsx", {"O": [header, ["Viala", MARCH, 100, 90, 120]]}))
    [one] = compared(write_xlsx(folder / "o2.xlsx", {"O": [header, ["Viala", MARCH, 100, 91, 120]]}))
    assert told([one]) == [("changed", "mars 2025", [("Occupés au dernier jour", "90", "91")])]
    load(conflicts_file(folder / "c.xlsx", "2025", [conflict(1, MARCH)]))
    [one] = compared(conflicts_file(folder / "c2.xlsx", "2025", [conflict(1, MARCH, outcome="Non résolu")]))
    assert told([one]) == [("changed", "C1", [("Issue", "Résolu", "Non résolu")])]


def test_a_line_is_known_by_its_number_wherever_it_went(folder: Path) -> None:
    load(
        conflicts_file(
            folder / "c.xlsx", "2025", [conflict(1, MARCH), conflict(2, MARCH), conflict(3, MARCH)]
        )
    )
    lines = [conflict(3, APRIL), conflict(9, MARCH), conflict(1, MARCH)]
    [one] = compared(conflicts_file(folder / "c2.xlsx", "2025", lines))
    assert counts(one) == (1, 1, 1, 1)
    states = {line.line: line.state for line in one.lines}
    assert states == {
        "C3": "changed",
        "C2": "gone",
        "C9": "new",
    }  # C2 and C9 say the same but are not the same number


def test_without_its_key_a_line_is_the_one_most_like_it(folder: Path) -> None:
    load(
        meetings(
            folder / "r.xlsx",
            meeting(MARCH),
            meeting(MARCH, landing="4e", present=30),
            meeting(APRIL, "Atelier", None),
        )
    )
    moved = meeting(date(2025, 3, 5))  # the first one, its date mistyped
    [one] = compared(
        meetings(
            folder / "r2.xlsx",
            moved,
            meeting(MARCH, landing="4e", present=30),
            meeting(APRIL, "Atelier", None),
        )
    )
    assert told([one]) == [
        ("changed", "04/03/2025 · Réunion de palier · 3", [("Date", "04/03/2025", "05/03/2025")])
    ]
    other = meeting(
        date(2025, 3, 5), invited=11, present=2
    )  # nothing but its type, landing and status in common
    [one] = compared(
        meetings(
            folder / "r3.xlsx",
            other,
            meeting(MARCH, landing="4e", present=30),
            meeting(APRIL, "Atelier", None),
        )
    )
    assert counts(one) == (1, 0, 2, 1)


def test_two_lines_of_one_key_are_paired_by_what_they_say(folder: Path) -> None:
    first, second = (
        meeting(MARCH, landing=None, present=10),
        meeting(MARCH, landing=None, invited=20, present=5),
    )
    paths = [meetings(folder / "r.xlsx", first, second)]
    load(*paths, set_aside=True)
    changed = [
        meeting(MARCH, landing=None, invited=20, present=6),
        meeting(MARCH, landing=None, present=11),
    ]
    [receipt] = check_files([meetings(folder / "r2.xlsx", *changed)])
    [one] = differences(receipt, read_journal())
    cells = [cell for line in told([one]) for cell in line[2]]
    assert sorted(cells) == [("Présents résidents", "10", "11"), ("Présents résidents", "5", "6")]
    assert counts(one) == (0, 2, 0, 0)


def test_a_questionnaire_is_never_taken_for_another(folder: Path) -> None:
    def wave(name: str, *numbers: int) -> Path:
        rows: Rows = [["Vague 1", "Viala", str(number), MARCH, *[1] * (len(NEEDS) - 4)] for number in numbers]
        return write_xlsx(folder / name, {"B": [NEEDS, *rows]})

    load(wave("b.xlsx", 1, 2))
    [one] = compared(wave("b2.xlsx", 1, 3))
    assert counts(one) == (1, 0, 1, 1)


def test_nothing_is_counted_twice_or_lost(folder: Path) -> None:
    load(meetings(folder / "r.xlsx", *(meeting(date(2025, 3, day), present=day) for day in range(1, 20))))
    lines = [meeting(date(2025, 3, day + day % 3), present=day + day % 2) for day in range(5, 28)]
    [receipt] = check_files([meetings(folder / "r2.xlsx", *lines)], set_aside=True)
    [one] = differences(receipt, read_journal())
    assert one.same + one.changed + one.gone == 19
    assert one.same + one.changed + one.new == receipt.accepted


def test_a_plan_and_its_receipt_say_the_same_and_a_withdrawal_says_it_backwards(folder: Path) -> None:
    load(meetings(folder / "r.xlsx", meeting(MARCH), meeting(APRIL)))
    path = meetings(folder / "r2.xlsx", meeting(MARCH, present=20), meeting(date(2025, 5, 6), "Atelier"))
    plan = plan_load([path])
    planned, shown = differences_between(plan.now, plan.then, plan.slices), compared(path)
    assert told(planned) == told(shown)
    [loaded] = load(path)
    undone = plan_withdrawal(loaded["load_id"])
    back = differences_between(undone.now, undone.then, undone.slices)
    turned = {"new": "gone", "gone": "new", "changed": "changed"}
    backwards = [
        (turned[state], name, [(column, new, old) for column, old, new in cells])
        for state, name, cells in told(back)
    ]
    assert sorted(backwards) == sorted(told(shown))
    assert {name: as_json(shown)[name] for name in ("new", "changed", "same", "gone")} == {
        "new": 1, "changed": 1, "same": 0, "gone": 1,
    }  # fmt: skip


def test_nothing_against_nothing() -> None:
    assert pairs(contracts()["reunions"], [], []) == (0, [])
