"""A closed month keeps its figures until it is reopened; « rien ce mois-ci » is a load of zero lines, and undone like one."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from access.scope import EVERYTHING, sight_of
from indicators.compute import compute
from indicators.measure import current_version, measure
from indicators.places import months, waves
from indicators.sums import Scope
from pipelines import store
from pipelines.build import rebuild
from pipelines.closing import NotDone, close, confirm_empty, months_over, reopen
from pipelines.journal import journal_state, read_journal
from pipelines.ownership import UNBOUNDED, Bounds
from pipelines.withdraw import Unknown, withdraw
from tests.conftest import TODAY
from tests.small_year import write_files
from tests.workbooks import (
    check,
    conflict,
    conflicts_file,
    figures,
    load,
    occupation_file,
    residences_file,
    run,
    shown,
    undo,
    write_xlsx,
)

QUARTER = [conflict(number, date(2025, number, 4)) for number in (1, 2, 3)]
FUNDER = sight_of("evaluateur", (), date(2024, 1, 1), date(2025, 12, 1))


def shut(*wanted: str, name: str = "Camille, directrice") -> None:
    close(wanted, compute, by="direction.test", name=name)


@pytest.fixture(scope="module")
def quarter_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """January to March 2025 of VIA: occupation, and one conflict a month; the day is 15 January 2026."""
    folder = tmp_path_factory.mktemp("quarter")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        load(
            residences_file(folder),
            occupation_file(folder / "o.xlsx"),
            conflicts_file(folder / "c.xlsx", "Conflits T1 2025", QUARTER),
        )
    return folder


@pytest.fixture
def quarter(quarter_once: Path, tmp_path: Path, data: Path) -> Path:
    """A copy of that quarter, to be written."""
    shutil.copytree(quarter_once, tmp_path, dirs_exist_ok=True)
    return tmp_path


def february(folder: Path, *lines: list[Any]) -> Path:
    return conflicts_file(folder / "février.xlsx", "Conflits février 2025", list(lines))


OTHER = conflict(2, date(2025, 2, 4), outcome="Non résolu")


def test_a_load_that_would_change_a_closed_month_is_refused_with_who_when_and_what_to_do(
    quarter: Path,
) -> None:
    shut("2025-02")
    before, version = figures(), current_version()
    path = february(quarter, OTHER)
    for told in (check(path)[0], load(path)[0], load(path, set_aside=True)[0]):
        assert (told["status"], told["is_closed"], told["load_id"]) == ("refused", True, None)
        assert told["read"] == told["accepted"] + told["set_aside"] + told["ignored"] == 1
        assert told["slices"] == []
        [problem] = told["problems"]
        assert problem["severity"] == "fault"
        for words in ("02/2025 est clos", "Camille, directrice", "15/01/2026", "de VIA", "rouvrir ce mois"):
            assert words in problem["message"]
    assert (figures(), current_version()) == (before, version)


@pytest.mark.parametrize(
    "lines",
    [[], [QUARTER[1], conflict(9, date(2025, 2, 9))], [conflict(2, date(2025, 2, 5))]],
    ids=["a line gone", "a line more", "a line changed"],
)
def test_the_least_change_of_a_closed_month_is_refused(lines: list[Any], quarter: Path) -> None:
    shut("2025-02")
    path = conflicts_file(quarter / "t1.xlsx", "Viala T1 2025", [QUARTER[0], *lines, QUARTER[2]])
    assert load(path)[0]["status"] == "refused"


def test_a_month_that_was_missing_stays_so_once_closed(quarter: Path) -> None:
    shut("2025-02", "2025-05")
    path = conflicts_file(quarter / "mai.xlsx", "Conflits mai 2025", [conflict(5, date(2025, 5, 4))])
    assert load(path)[0]["status"] == "refused"
    shut("2025-04")
    assert list(read_journal().closed) == ["2025-02", "2025-04", "2025-05"]


def test_the_same_content_stays_unchanged(quarter: Path) -> None:
    shut("2025-01", "2025-02", "2025-03")
    assert load(february(quarter, QUARTER[1]))[0]["status"] == "unchanged"
    assert load(conflicts_file(quarter / "c.xlsx", "Conflits T1 2025", QUARTER))[0]["status"] == "unchanged"


def test_the_register_of_the_year_comes_back_with_its_closed_months_as_they_are(quarter: Path) -> None:
    """The usual workbook: one register that grows. What is closed and the same is left alone, what is open is loaded."""
    shut("2025-01", "2025-02")
    owner = {
        part.period: entry.load_id for part, entry in read_journal().owners.items() if part.kind == "conflits"
    }
    lines = [*QUARTER[:2], conflict(3, date(2025, 3, 4), outcome="Non résolu"), conflict(4, date(2025, 4, 4))]
    [told] = load(conflicts_file(quarter / "an.xlsx", "Conflits janvier à avril 2025", lines))
    assert told["status"] == "loaded"
    assert [part["period"] for part in told["slices"]] == ["2025-03", "2025-04"]
    assert (told["read"], told["accepted"], told["ignored"]) == (4, 2, 2)
    now = {
        part.period: entry.load_id for part, entry in read_journal().owners.items() if part.kind == "conflits"
    }
    assert (now["2025-01"], now["2025-02"]) == (owner["2025-01"], owner["2025-02"])
    assert now["2025-03"] == now["2025-04"] == told["load_id"]
    undo(told["load_id"])  # what it left alone does not hold it


def test_a_faulty_line_of_a_closed_month_set_aside_changes_nothing_of_it(quarter: Path) -> None:
    shut("2025-02")
    before = [row for row in shown("conflicts_per_100", "month") if row["month"] == "2025-02"]
    bad = conflict(2, date(2025, 2, 4), category="Zzzz")
    path = conflicts_file(
        quarter / "t.xlsx", "Conflits février à avril 2025", [bad, QUARTER[2], conflict(4, date(2025, 4, 4))]
    )
    assert load(path)[0]["status"] == "refused"
    [told] = load(path, set_aside=True)
    assert told["status"] == "loaded"
    assert {part["period"] for part in told["slices"]} == {"2025-03", "2025-04"}
    assert [row for row in shown("conflicts_per_100", "month") if row["month"] == "2025-02"] == before


def test_what_a_closed_month_rests_on_is_not_withdrawn(quarter: Path) -> None:
    entry = read_journal().entries[2]
    shut("2025-02")
    with pytest.raises(Unknown, match="02/2025 est clos, par Camille, directrice"):
        withdraw(entry.load_id, "essai", compute)
    reopen("2025-02", compute, by="direction.test", reason="un oubli")
    withdraw(entry.load_id, "essai", compute)
    assert read_journal().status(entry) == "withdrawn"


def test_a_month_reopened_for_a_reason_takes_a_load_again(quarter: Path) -> None:
    shut("2025-02")
    with pytest.raises(NotDone, match="motif"):
        reopen("2025-02", compute, by="direction.test", reason="  ")
    reopen("2025-02", compute, by="direction.test", reason="une suite oubliée")
    journal = read_journal()
    assert journal.closed == {}
    act = journal.reopening_of("2025-02")
    assert act
    assert (act.reason, act.by) == ("une suite oubliée", "direction.test")
    assert load(february(quarter, OTHER))[0]["status"] == "loaded"
    shut("2025-02", name="Sacha")
    assert read_journal().closed["2025-02"].name == "Sacha"
    assert read_journal().reopening_of("2025-02") is None
    assert [act.is_closing for act in read_journal().acts] == [True, False, True]


@pytest.mark.parametrize(
    ("month", "name", "told"),
    [
        ("2025-02", " ", "porte un nom"),
        ("2026-01", "Camille", "01/2026 n'est pas terminé"),
        ("2025-13", "Camille", "n'est pas un mois"),
        ("février", "Camille", "n'est pas un mois"),
    ],
)
def test_what_is_not_closed(month: str, name: str, told: str, quarter: Path) -> None:
    with pytest.raises(NotDone, match=told):
        shut(month, name=name)
    assert read_journal().acts == ()


def test_a_month_is_closed_once_and_an_open_one_not_reopened(quarter: Path) -> None:
    shut("2025-02")
    with pytest.raises(NotDone, match="déjà clos, par Camille"):
        shut("2025-01", "2025-02")
    assert list(read_journal().closed) == ["2025-02"]
    with pytest.raises(NotDone, match="n'est pas clos"):
        reopen("2025-01", compute, by="x", reason="y")


def test_acts_count_in_the_journal_s_state_and_loads_keep_their_numbers(quarter: Path) -> None:
    before = journal_state()
    shut("2025-02")
    assert before != journal_state() == read_journal().state
    assert not store.is_stale()
    assert (current_version() or "").endswith(journal_state())
    assert len(read_journal().entries) == 3
    [told] = load(
        conflicts_file(quarter / "juin.xlsx", "Conflits juin 2025", [conflict(6, date(2025, 6, 4))])
    )
    assert told["load_id"].startswith("00004-")


def test_a_declared_year_is_closed_with_its_december_and_a_whole_list_never(quarter: Path) -> None:
    rows = [["Résidence", "Année", "Participants différents"], ["Viala", 2024, 41]]
    path = write_xlsx(quarter / "p.xlsx", {"Participants": rows})
    shut("2024-11")
    assert load(path)[0]["status"] == "loaded"
    shut("2024-12")
    changed = write_xlsx(quarter / "p2.xlsx", {"Participants": [rows[0], ["Viala", 2024, 42]]})
    [told] = load(changed)
    assert told["status"] == "refused"
    assert "l'année 2024 est clos" in told["problems"][0]["message"]
    named = [["Code", "Résidence", "Commune", "Type", "Nb logements conventionnés", "Nb paliers"],
             ["VIA", "Viala", "Marseille", "Résidence sociale", 101, 4]]  # fmt: skip
    assert load(write_xlsx(quarter / "r.xlsx", {"Résidences": named}))[0]["status"] == "loaded"


# « Rien ce mois-ci ».


def nothing(month: str, bounds: Bounds = UNBOUNDED, **more: str) -> Any:
    told = {"kind": "conflits", "residence": "VIA", "name": "Alix, équipe"} | more
    return confirm_empty(told["kind"], told["residence"], month, compute, "equipe.test", told["name"], bounds)


def by_month(residence: str = "VIA") -> dict[str, Any]:
    rows = [row for row in shown("conflicts_per_100", "residence", "month") if row["residence"] == residence]
    return {row["month"]: (row["numerator"], row["denominator"]) for row in rows}


def test_a_month_confirmed_empty_counts_zero_and_is_undone_like_a_load(quarter: Path) -> None:
    load(occupation_file(quarter / "o4.xlsx", months=4))
    missing = by_month()
    assert "2025-04" not in missing or missing["2025-04"][1] is None
    entry = nothing("2025-04")
    assert (entry.file, entry.confirmed_by, entry.read) == ("Rien ce mois-ci", "Alix, équipe", 0)
    assert by_month() == missing | {"2025-04": (0, 120)}
    version = current_version() or ""
    covered = store.cursor(version).execute(
        "select count(*) from coverage where fact = 'conflicts' and month = '2025-04-01'"
    )
    assert covered.fetchone() == (1,)
    undo(entry.load_id)
    assert by_month() == missing


def test_a_load_replaces_a_confirmation_and_the_same_emptiness_is_unchanged(quarter: Path) -> None:
    nothing("2025-04")
    none = conflicts_file(quarter / "rien.xlsx", "Viala, conflits avril 2025", [])
    assert load(none)[0]["status"] == "unchanged"
    [told] = load(conflicts_file(quarter / "a.xlsx", "Conflits avril 2025", [conflict(4, date(2025, 4, 4))]))
    assert told["status"] == "loaded"
    assert read_journal().status(read_journal().entries[3]) == "replaced"


@pytest.mark.parametrize(
    ("month", "more", "told"),
    [
        ("2025-04", {"kind": "occupation_mensuelle"}, "registre d'événements"),
        ("2025-04", {"kind": "enquete_besoins"}, "registre d'événements"),
        ("2025-04", {"kind": "zzz"}, "registre d'événements"),
        ("2025-04", {"name": " "}, "qui confirme"),
        ("2025-04", {"residence": "ZZZ"}, "pas une des vôtres"),
        ("2026-02", {}, "n'a pas commencé"),
        ("2025-02", {}, "déjà transmis par « c.xlsx »"),
        ("avril", {}, "n'est pas un mois"),
    ],
)
def test_what_is_not_confirmed_empty(month: str, more: dict[str, str], told: str, quarter: Path) -> None:
    with pytest.raises(NotDone, match=told):
        nothing(month, **more)
    assert len(read_journal().entries) == 3


def test_a_team_confirms_for_its_own_residences_only_and_not_in_a_closed_month(quarter: Path) -> None:
    team = Bounds(frozenset({"TIL"}), may_list=False)
    with pytest.raises(NotDone, match="pas une des vôtres"):
        nothing("2025-04", team)
    nothing("2025-04", team, residence="TIL")
    shut("2025-05")
    with pytest.raises(NotDone, match="05/2025 est clos"):
        nothing("2025-05", team, residence="TIL")


# What an evaluator sees of it.


def seen(name: str = "I01") -> list[str]:
    return [figure.group["month"] for figure in measure(str(current_version()), FUNDER, name, ("month",))]


def test_until_a_first_month_is_closed_those_whose_due_day_is_past_are_held_closed(
    quarter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day, closed in (
        ("2025-02-10", []),  # the due day of January is not past
        ("2025-02-11", ["2025-01"]),
        ("2025-04-10", ["2025-01", "2025-02"]),
        ("2025-04-11", ["2025-01", "2025-02", "2025-03"]),
        ("2026-01-15", ["2025-01", "2025-02", "2025-03"]),
    ):
        monkeypatch.setenv("PALIER_TODAY", day)
        rebuild(compute)
        assert seen("occupancy_rate_eom") == months(str(current_version()), FUNDER) == closed
    # A first act, and only acts count.
    shut("2025-02")
    assert seen("occupancy_rate_eom") == ["2025-02"]
    reopen("2025-02", compute, by="d", reason="r")
    assert seen("occupancy_rate_eom") == []


def test_an_evaluator_sees_the_months_that_were_closed_and_no_other(quarter: Path) -> None:
    shut("2025-01", "2025-03")
    assert seen("occupancy_rate_eom") == months(str(current_version()), FUNDER) == ["2025-01", "2025-03"]
    total = measure(str(current_version()), FUNDER, "occupancy_rate_eom", ())[0]
    assert (total.numerator, total.denominator) == (180, 200)
    shut("2025-02")
    assert seen("occupancy_rate_eom") == ["2025-01", "2025-02", "2025-03"]
    reopen("2025-01", compute, by="d", reason="r")
    assert seen("occupancy_rate_eom") == ["2025-02", "2025-03"]
    everything = measure(str(current_version()), EVERYTHING, "occupancy_rate_eom", ("month",))
    assert [one.group["month"] for one in everything] == ["2025-01", "2025-02", "2025-03"]


def test_a_figure_on_a_year_needs_twelve_closed_months_in_a_row(quarter: Path) -> None:
    meetings = [["Date", "Résidence", "Type de réunion", "Statut"],
                *[[date(2024, month, 5), "Viala", "Comité", "Tenue"] for month in range(1, 13)]]  # fmt: skip
    assert load(write_xlsx(quarter / "m.xlsx", {"Réunions 2024": meetings}))[0]["status"] == "loaded"
    year = [f"2024-{month:02d}" for month in range(1, 13)]
    shut(*year[:5], *year[6:])
    assert seen("committee_meetings_12m") == []
    shut("2024-06")
    assert seen("committee_meetings_12m") == ["2024-12"]


def test_a_change_needs_the_month_of_both_waves_closed(tmp_path: Path, data: Path) -> None:
    """The waves of December 2024 and March 2025: the change of the second is not told while the first may still change."""
    write_files(tmp_path)
    load(*sorted(tmp_path.glob("*.xlsx")))
    shut("2025-03")
    by = ("wave", "category")
    closed = FUNDER.whole()  # figures of people reach nobody outside but by edition
    assert measure(str(current_version()), closed, "need_change_pts", by) == []
    shut("2024-12")
    assert {one.group["wave"] for one in measure(str(current_version()), closed, "need_change_pts", by)} == {
        "Vague 2"
    }
    assert all(one.masked for one in measure(str(current_version()), FUNDER, "need_change_pts", by))


def test_nothing_is_judged_after_the_last_closed_month(quarter: Path) -> None:
    """A conflict open at the end of February is known as such, whatever March says of the cut-off."""
    shut("2025-01", "2025-02")
    told = measure(
        str(current_version()), FUNDER, "conflicts_open_over_30d", ("month",), Scope(as_of=date(2025, 3, 31))
    )
    assert "2025-03" not in {one.group["month"] for one in told}
    assert waves(str(current_version()), FUNDER) == []


# The command line.


def test_the_commands_close_reopen_confirm_and_refuse(quarter: Path) -> None:
    status, act = run("pipelines", "close", "2025-01", "2025-02", "--name", "Camille")
    assert (status, act["months"], act["is_closing"]) == (0, ["2025-01", "2025-02"], True)
    status, told = run("pipelines", "load", february(quarter, OTHER))
    assert (status, told[0]["status"]) == (1, "refused")
    status, told = run("pipelines", "undo", read_journal().entries[2].load_id, "--reason", "essai")
    assert (status, "clos, par Camille" in told) == (1, True)
    status, act = run("pipelines", "reopen", "2025-02", "--reason", "oubli")
    assert (status, act["reason"]) == (0, "oubli")
    status, entry = run(
        "pipelines", "empty", "reunions", "--residence", "TIL", "--month", "2025-03", "--name", "Alix"
    )
    assert (status, entry["kind"], entry["slices"][0]["period"]) == (0, "reunions", "2025-03")
    status, told = run("pipelines", "close", "2025-01", "--name", "Camille")
    assert (status, "déjà clos" in told) == (1, True)
    status, loads = run("pipelines", "loads")
    assert [row["kind"] for row in loads][-1] == "reunions"
    assert json.dumps(loads)
    assert months_over(read_journal())[0] == "2025-01"
