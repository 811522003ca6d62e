"""Beneficiaries of a call as a funder reads them: once its months are closed, masked with their total; worked out by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from access.scope import Sight
from indicators.beneficiaries import is_over, outside, was_corrected
from indicators.calls import Action
from indicators.compute import compute
from indicators.measure import current_version, measure
from indicators.open_figures import OPEN
from pipelines import store
from pipelines.closing import close
from tests.workbooks import load, occupation_file, residences_file, undo, write_xlsx


def action(
    met: int | None, unit: str = "ateliers", achieved: float | None = 7, expected: int | None = 30
) -> Action:
    return Action(
        "A",
        None,
        "Action",
        (),
        None,
        None,
        unit,
        10,
        achieved,
        expected,
        met,
        "distinct",
        "realisee",
        "Pourquoi",
    )


@pytest.mark.parametrize(
    ("met", "told", "total"),
    [
        ([9, 20, 30], [None, None, 30], 59),  # 9 alone would be 59 - 50: the next smallest goes with it
        ([9, 10, 11], [None, None, 11], 30),  # each of the two may be 0 to 19
        ([4, 5, 30], [None, None, None], 39),  # 4 and 5 are 9 together, which proves both small
        ([12, 20, 30], [12, 20, 30], 62),
        ([0, 20, 30], [0, 20, 30], 50),  # nobody came: nobody is found
        ([5], [None], None),  # the total would be it
        ([6, 4], [None, None], None),
    ],
)  # fmt: skip
def test_few_people_and_what_gives_them_are_secret(
    met: list[int], told: list[int | None], total: int | None
) -> None:
    found, totals = outside([action(one) for one in met], True)
    assert [one.met for one in found] == told
    assert [one.is_secret for one in found] == [one is None for one in told]
    assert (totals["distinct"].met, totals["distinct"].expected) == (total, 30 * len(met))


def test_who_was_the_only_one_finds_no_other() -> None:
    """1 and 8 among 9 and more: the one person would read 8, if nothing else were masked."""
    found, _ = outside([action(one) for one in (1, 8, 30, 60)], True)
    assert [one.met for one in found] == [None, None, None, 60]


def test_an_action_that_is_in_no_total_is_judged_alone() -> None:
    found, totals = outside([action(5, expected=None), action(20), action(30)], True)
    assert [one.met for one in found] == [None, 20, 30]
    assert totals["distinct"].met == 50


def test_before_the_call_is_over_nothing_is_told() -> None:
    found, totals = outside([action(400), action(500)], False)
    assert [one.met for one in found] == [None, None]
    assert totals["distinct"].met is None
    assert [one.achieved for one in found] == [7, 7], "workshops are not people"


@pytest.mark.parametrize(
    ("unit", "achieved", "met", "over", "told"),
    [
        ("personnes", 7, 40, True, None),
        ("Résidents accompagnés", 12, 40, True, 12),
        ("résidents", 12, 40, False, None),
        ("ateliers", 7, 40, True, 7),
        ("participants", 9, None, True, None),
    ],
)
def test_a_result_counted_in_people_is_people_too(
    unit: str, achieved: float, met: int | None, over: bool, told: float | None
) -> None:
    [one], _ = outside([action(met, unit, achieved)], over)
    assert one.achieved == told
    assert one.is_result_secret == (told is None)
    assert (one.comment is None) == (told is None or not over)


def test_the_same_people_in_two_columns_are_hidden_in_both() -> None:
    """20 is masked to hide 9: the column of results, in people, would say it."""
    found, _ = outside([action(9), action(20, "personnes", 20), action(30, "personnes", 30)], True)
    assert [(one.met, one.achieved) for one in found] == [(None, 7), (None, None), (30, 30)]


def test_a_call_is_over_when_each_of_its_months_is_closed(data: Path, tmp_path: Path) -> None:
    load(residences_file(tmp_path), occupation_file(tmp_path / "o.xlsx"))
    close([f"2025-{month:02d}" for month in range(1, 13) if month != 7], compute, by="test", name="Direction")
    con = store.cursor(str(current_version()))
    whole, later = (date(2025, 1, 1), date(2025, 12, 1)), (date(2025, 8, 1), date(2025, 12, 1))
    assert (is_over(con, *whole), is_over(con, *later), is_over(con, None, None)) == (False, True, False)


def test_a_call_corrected_after_it_was_closed_is_told_no_more() -> None:
    """Two readings of a closed call would subtract: the first state stands alone, whatever its day; a second closes it."""
    con, year = store.scratch(), (date(2025, 1, 1), date(2025, 12, 1))
    con.execute("create table first_closings (month date, closed_at varchar)")
    con.execute("create table call_changes (call_id varchar, changed_at varchar)")

    def after(*days: int, closed: bool = True) -> bool:
        con.execute("delete from first_closings")
        con.execute("delete from call_changes")
        if closed:
            con.executemany(
                "insert into first_closings values (?, ?)",
                [(date(2025, month, 1), f"2026-01-{month:02d}") for month in range(1, 13)],
            )
        con.executemany(
            "insert into call_changes values ('AAP 2025', ?)",
            [(f"2026-01-{day:02d}",) for day in days] or [("2020",)],
        )
        return was_corrected(con, "AAP 2025", *year)

    assert not after(3, 5, 12), "two loads before the closing leave one state to read"
    assert not after(20), "the first load comes after the closing"
    assert after(3, 20)
    assert after(20, 21)
    assert after(3, 5, closed=False), "nobody says when it was first read"
    assert not after(3, closed=False)


def test_a_load_and_its_withdrawal_are_changes_of_a_call(data: Path, tmp_path: Path) -> None:
    header = ["AAP", "Axe", "Action", "Bénéficiaires prévus", "Bénéficiaires réalisés", "Comptage"]
    rows = [header, ["AAP 2025", None, "Atelier de Mme Dupont", 20, 30, "Personnes différentes"]]
    load(residences_file(tmp_path))
    [receipt] = load(write_xlsx(tmp_path / "a.xlsx", {"Actions": rows}))
    assert receipt["status"] == "loaded", receipt["problems"]
    undo(str(receipt["load_id"]))
    load(write_xlsx(tmp_path / "a2.xlsx", {"Actions": rows}))
    con = store.cursor(str(current_version()))
    assert con.execute("select call_id, count(*) from call_changes group by 1").fetchall() == [
        ("AAP 2025", 3)
    ]
    [(title,)] = con.execute("select action from call_actions").fetchall()
    assert "Dupont" not in title, "an action's title is read outside: nobody is named in it"


def test_whether_objectives_are_met_is_not_read_outside() -> None:
    """A result in people may be secret, and « met » beside what was planned bounds it."""
    assert "aap_indicator_attainment" not in OPEN


@pytest.mark.parametrize(
    ("by", "groups"),
    [((), [{}]), (("wave",), [{"wave": "AAP 2025"}]), (("year",), [{"year": 2025}])],
)
def test_what_is_not_read_outside_comes_masked_for_the_calls_in_sight(
    by: tuple[str, ...], groups: list[dict[str, object]], data: Path, tmp_path: Path
) -> None:
    header = ["AAP", "Axe", "Action", "Indicateur", "Prévu", "Réalisé"]
    rows = [[call, None, "Atelier", "séances", 5, 6] for call in ("AAP 2024", "AAP 2025")]
    load(residences_file(tmp_path))
    load(
        occupation_file(tmp_path / "o.xlsx", 12),
        write_xlsx(tmp_path / "a.xlsx", {"Actions": [header, *rows]}),
    )
    funder = Sight("evaluateur", by_residence=False, traces=False, calls=("AAP 2025",), least=11)
    found = measure(str(current_version()), funder, "aap_indicator_attainment", by)
    assert [one.group for one in found] == groups
    assert all(one.masked and one.value is None and one.numerator is None for one in found)
