"""I81: workbooks in time, against what was deposited by hand on known days, and against the month's board."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from access.scope import EVERYTHING, sight_of
from indicators.compute import compute
from indicators.measure import Figure, Scope, current_version, measure
from pipelines.board import board
from pipelines.closing import confirm_empty
from pipelines.journal import read_journal
from pipelines.ownership import UNBOUNDED
from pipelines.withdraw import withdraw
from tests.people import signed_in
from tests.test_board import OF_TIL, march, march_once  # noqa: F401
from tests.test_pages import opened, ran
from tests.workbooks import conflict, conflicts_file, load, occupation_file, run

MARCH = Scope(first=date(2025, 3, 1), last=date(2025, 3, 1))


def by_place(month: str = "2025-03") -> dict[tuple[str, str], Figure]:
    day = date.fromisoformat(f"{month}-01")
    found = measure(
        str(current_version()), EVERYTHING, "I81", ("residence", "category"), Scope(first=day, last=day)
    )
    return {(one.group["residence"], one.group["category"]): one for one in found}


# Each of the two residences owes four workbooks a month: occupation, entries and exits, meetings, conflicts.
def counted(sight: object = EVERYTHING) -> tuple[float | None, float | None, int | None]:
    [one] = measure(str(current_version()), sight, "I81", (), MARCH)  # type: ignore[arg-type]
    return one.numerator, one.denominator, one.unknown


def test_two_of_the_eight_workbooks_of_march_came_by_the_tenth_of_april(march: Path) -> None:  # noqa: F811
    assert counted() == (2, 8, 0)
    assert {place for place, one in by_place().items() if one.numerator} == {
        ("VIA", "occupation_mensuelle"),
        ("TIL", "reunions"),
    }
    assert counted(sight_of("equipe", ("VIA",), None, None)) == (1, 4, 0)


def test_the_board_says_the_same_of_every_cell_of_every_month(march: Path) -> None:  # noqa: F811
    months = [f"2025-{month:02}" for month in (1, 2, 3)]
    for month in months:
        found = by_place(month)
        rows = board(month)
        assert {(row["residence"], row["kind"]) for row in rows} == found.keys()
        for row in rows:
            in_time = bool(row["received_on"] and row["received_on"] <= row["due_on"])
            one = found[row["residence"], row["kind"]]
            assert (one.numerator, one.denominator, one.unknown) == (in_time, 1, 0), row


def test_a_correction_is_in_time_and_a_withdrawn_load_is_not_received(march: Path) -> None:  # noqa: F811
    [receipt] = load(occupation_file(march / "bis.xlsx", residents=121))
    assert (receipt["status"], counted()) == ("loaded", (2, 8, 0))
    meetings = next(entry for entry in read_journal().entries if entry.kind == "reunions")
    withdraw(meetings.load_id, "essai", compute, by="test")
    assert counted() == (1, 8, 0)


def test_what_is_not_due_yet_is_not_known_unless_it_is_there(
    march: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PALIER_TODAY", "2025-05-02")
    load(conflicts_file(march / "avril.xlsx", "Conflits avril 2025", [conflict(3, date(2025, 4, 4))]))
    found = by_place("2025-04")
    assert (found["VIA", "conflits"].numerator, found["VIA", "conflits"].denominator) == (1, 1)
    others = [one for place, one in found.items() if place != ("VIA", "conflits")]
    assert {(one.denominator, one.unknown) for one in others} == {(None, 1)}


def test_nothing_this_month_said_in_time_is_a_workbook_in_time(
    march: Path,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PALIER_TODAY", "2025-04-09")
    confirm_empty("reunions", "VIA", "2025-03", compute, "test", "Camille", UNBOUNDED)
    assert by_place()["VIA", "reunions"].numerator == 1


def test_another_due_day_counts_at_once(march: Path) -> None:  # noqa: F811
    assert run("pipelines", "setting", "due_day", "11")[0] == 0
    assert counted() == (3, 8, 0)
    assert run("pipelines", "setting", "due_day", "4")[0] == 0
    assert counted() == (0, 8, 0)


def test_the_page_of_the_month_tells_it_in_a_line(march: Path) -> None:  # noqa: F811
    at = opened("donnees/tableau_du_mois.py", mois="mars 2025")
    lines = [re.sub(r"\s", " ", one.value) for one in at.caption if "reçus à temps" in one.value]
    assert lines == [
        "Classeurs reçus à temps : **25 %** · mois précédent : 0 sur 8 · trop peu pour comparer · 2 sur 8 · "
        "Pas de cible · aucune valeur inconnue",
        "Sur 12 mois. Classeurs reçus à temps : **8 %** · 2 sur 24 · Période précédente inconnue · pas de cible · "
        "aucune valeur inconnue",
    ]
    button = next(one for one in at.button if str(one.key).startswith("origine-a-temps"))
    told = ran(button.click()).dataframe[-1].value
    assert sorted(told["Fichier"]) == [
        "conflits.xlsx",
        "non reçu",
        "non reçu",
        "non reçu",
        "non reçu",
        "non reçu",
        "occupation.xlsx",
        "reunions.xlsx",
    ]


def test_a_team_reads_its_own_line(march: Path) -> None:  # noqa: F811
    at = opened("donnees/tableau_du_mois.py", mois="mars 2025")
    at.user = signed_in("equipe", OF_TIL).user
    [line] = [one.value for one in ran(at).caption if one.value.startswith("Classeurs reçus à temps")]
    assert "1 sur 4" in line
