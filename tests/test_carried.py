"""What a blank workbook asks again, and that following it up loses no line of what is in force."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from pipelines.blank_plan import Line, Plan, plan_blank
from pipelines.cell import Cell
from pipelines.contracts import contracts
from pipelines.in_force import in_force
from pipelines.journal import Journal, MonthAct
from pipelines.slices import Slice
from tests.handed import TODAY, grid, judged, loaded, sheet_of
from tests.workbooks import CONFLICT_HEADER, RESIDENCES, conflict

CONFLICTS, MEETINGS = contracts()["conflits"], contracts()["reunions"]
MEETING = [
    "Date",
    "Résidence",
    "Type de réunion",
    "Statut",
    "Palier / bâtiment",
    "CR affiché le",
    "Décisions",
    "Suites faites",
]


def register(*lines: list[Any], header: list[str] = CONFLICT_HEADER, title: str = "") -> Journal:
    """Return a journal with one register in force, month by month from its first to its last line."""
    _, journal = loaded(grid(RESIDENCES), Journal())
    receipt, journal = loaded(grid([[title], header, *lines]), journal)
    assert receipt.status == "acceptable"
    return journal


def open_one(number: int, day: date) -> list[Any]:
    return conflict(number, day, outcome="En cours", closed_on=None)


def blank(journal: Journal, period: str = "2025-04", kind: str = "conflits", today: date = TODAY) -> Plan:
    return plan_blank(contracts()[kind], "VIA", period, journal, today)


def asked(plan: Plan) -> list[tuple[str, dict[str, str]]]:
    """Return what tells each line asked again, and its questions."""
    name = plan.contract.kept[0].name
    return [(line.cells[name].text, dict(line.asked)) for line in plan.lines if line.asked]


YEAR = register(
    open_one(1, date(2025, 1, 10)),
    conflict(2, date(2025, 1, 20)),
    conflict(3, date(2025, 2, 3), closed_on=date(2025, 3, 5)),
    open_one(4, date(2025, 3, 18)),
    conflict(5, date(2025, 3, 30), closed_on=date(2025, 3, 31)),
)


def test_an_open_conflict_is_asked_again_with_its_age_at_the_end_of_the_month() -> None:
    assert asked(blank(YEAR)) == [
        ("C1", {"outcome": "Toujours ouvert au 30/04/2025, depuis 110 jours : quelle issue ?", "closed_on": "S'il est clos, quel jour ?"}),
        ("C4", {"outcome": "Toujours ouvert au 30/04/2025, depuis 43 jours : quelle issue ?", "closed_on": "S'il est clos, quel jour ?"}),
    ]  # fmt: skip
    assert [name for name, _ in asked(blank(YEAR, "2025-02"))] == ["C1"]


def test_its_month_comes_along_whole_and_no_other_does() -> None:
    plan = blank(YEAR)
    assert plan.titles[0] == "Période : 01/2025, 03/2025, 04/2025"
    assert [line.cells["conflict_id"].text for line in plan.lines] == ["C1", "C4", "C2", "C5"]


def test_a_settled_conflict_is_asked_30_and_90_days_after_whether_it_came_back() -> None:
    told = {
        month: [one.split("n° ")[1][:2] for one in blank(YEAR, month).questions]
        for month in ("2025-03", "2025-04", "2025-06")
    }
    assert told == {"2025-03": ["C2"], "2025-04": ["C2", "C3", "C5"], "2025-06": ["C3", "C5"]}


def test_one_that_is_known_to_have_come_back_is_not_asked() -> None:
    again = [*conflict(6, date(2025, 4, 2)), "C3"]
    journal = register(
        [*conflict(3, date(2025, 2, 3), closed_on=date(2025, 3, 5)), None],
        again,
        header=[*CONFLICT_HEADER, "Récidive du n°"],
    )
    assert blank(journal).questions == ()


@pytest.mark.parametrize(
    ("day", "line", "named"),
    [
        (date(2025, 4, 30), ["Comité de résidents", "Tenue", None, None, None, None], ["minutes_posted_on"]),
        (date(2025, 4, 30), ["Comité de résidents", "Tenue", None, "SO", None, None], []),
        (date(2025, 4, 30), ["Comité de résidents", "Annulée", None, None, None, None], []),
        (date(2025, 4, 30), ["Atelier", "Tenue", None, None, None, None], []),
        (date(2025, 3, 1), ["Atelier", "Tenue", None, None, 3, 1], ["decisions_done"]),
        (date(2025, 3, 2), ["Atelier", "Tenue", None, None, 3, 1], []),  # 59 days: not due yet
        (date(2025, 3, 1), ["Atelier", "Tenue", None, None, 3, None], ["decisions_done"]),
        (date(2025, 3, 1), ["Atelier", "Tenue", None, None, 3, 3], []),
        (date(2025, 3, 1), ["Atelier", "Tenue", None, None, 3, "SO"], []),
        (date(2024, 12, 1), ["Atelier", "Tenue", None, None, 3, 1], []),  # 150 days: no longer asked
        (
            date(2024, 4, 29),
            ["Comité de résidents", "Tenue", None, None, None, None],
            [],
        ),  # 366 days: told, not asked
    ],
)
def test_a_meeting_is_asked_again_what_its_figures_lack(day: date, line: list[Any], named: list[str]) -> None:
    plan = blank(register([day, "Viala", *line], header=MEETING), kind="reunions")
    assert [list(questions) for _, questions in asked(plan)] == ([named] if named else [])
    is_old = TODAY.replace(year=2025, month=4, day=30) - day > timedelta(365)
    assert any("plus anciennes (04/2024)" in note for note in plan.notes) == is_old


def test_a_month_that_is_closed_is_told_and_left() -> None:
    act = MonthAct("month-1", ("2025-01",), True, "d", "2025-02-12T09:00:00+00:00", "Direction")
    plan = blank(replace(YEAR, acts=(act,)))
    assert [name for name, _ in asked(plan)] == ["C4"]
    assert plan.titles[0] == "Période : du 01/03/2025 au 30/04/2025"
    assert plan.notes == (
        "D'autres lignes restent à suivre, dans des mois clos (01/2025) : demandez à la direction de les rouvrir.",
    )


def test_the_day_it_is_told_as_of_is_never_to_come() -> None:
    ((_, questions), *_) = asked(blank(YEAR, today=date(2025, 4, 10)))
    assert questions["outcome"].startswith("Toujours ouvert au 10/04/2025, depuis 90 jours")


def held(journal: Journal, kind: str) -> Counter[tuple[str, str, str]]:
    return in_force(kind, journal.owners, journal)


@pytest.mark.parametrize("period", ["2025-01", "2025-02", "2025-04", "2025-12", "2025", "2025-02..2025-05"])
def test_a_blank_given_back_untouched_loses_no_line(period: str) -> None:
    receipt, after = loaded(sheet_of(blank(YEAR, period)), YEAR)
    assert held(after, "conflits") == held(YEAR, "conflits")
    fresh = {part.period for part in after.owners} - {part.period for part in YEAR.owners}
    assert receipt.status == ("acceptable" if fresh else "unchanged")
    wanted = {"2025-04": {"2025-04"}, "2025-12": {"2025-12"}}.get(period, fresh)
    assert fresh == wanted  # the month asked for is confirmed empty, and no other


def test_one_cell_filled_changes_one_line_and_no_other() -> None:
    plan = blank(YEAR)
    for at, line in enumerate(plan.lines):
        if line.asked:
            filled = line.cells | {
                "outcome": Cell("text", "Résolu"),
                "closed_on": Cell("day", date(2025, 4, 20)),
            }
            lines = (*plan.lines[:at], Line(filled), *plan.lines[at + 1 :])
            _, after = loaded(sheet_of(replace(plan, lines=lines)), YEAR)
            gone, come = (
                held(YEAR, "conflits") - held(after, "conflits"),
                held(after, "conflits") - held(YEAR, "conflits"),
            )
            assert (gone.total(), come.total()) == (1, 1)
            assert [one[:2] for one in gone] == [one[:2] for one in come]


def test_a_new_line_needs_no_residence() -> None:
    new = {"reported_on": Cell("day", date(2025, 4, 8)), "category": Cell("text", "Bruit")}
    receipt, after = loaded(sheet_of(blank(YEAR), [new]), YEAR)
    assert receipt.status == "acceptable"
    ((residence, period, _),) = held(after, "conflits") - held(YEAR, "conflits")
    assert (residence, period) == ("VIA", "2025-04")


@pytest.mark.parametrize(
    "name",
    ["Résidence du 8 mai 1945", "Horizon 2020", "Vague 2", "Ensemble Les Pins", "Les Paliers", "Registre"],
)
def test_a_residence_with_any_name_announces_only_itself(name: str) -> None:
    _, journal = loaded(
        grid([RESIDENCES[0], ["VIA", name, "Marseille", None, 9, 1], RESIDENCES[2]]), Journal()
    )
    line = [*open_one(1, date(2025, 3, 3))]
    line[1] = "VIA"
    _, journal = loaded(grid([["03/2025"], CONFLICT_HEADER, line]), journal)
    receipt = judged(sheet_of(blank(journal)), journal)
    assert [(part.residence, part.period) for part in receipt.slices] == [
        ("VIA", "2025-03"),
        ("VIA", "2025-04"),
    ]
    assert receipt.accepted == 1
    months = {part.period for part in judged(sheet_of(blank(journal, "2025")), journal).slices}
    assert months == {f"2025-{month:02}" for month in range(1, 13)}
    year = plan_blank(contracts()["participants"], "VIA", "2025", journal, TODAY)
    count = {"distinct_participants": Cell("number", 12)}
    filled = replace(year, lines=tuple(Line({**one.cells, **count}) for one in year.lines))
    assert judged(sheet_of(filled), journal).slices == [Slice("participants", "VIA", "2025")]


def test_the_heading_never_names_another_residence() -> None:
    _, journal = loaded(grid([*RESIDENCES, ["REG", "Le Registre", "Gap", None, 9, 1]]), Journal())
    receipt = judged(sheet_of(blank(journal)), journal)
    assert receipt.slices == [Slice("conflits", "VIA", "2025-04")]
