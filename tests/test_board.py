"""The month's board and the history, against what was deposited by hand on known days; then their pages, role by role."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from access import audit, sessions
from access.accounts import Perimeter
from access.scope import OutOfSight
from indicators.compute import compute
from pipelines.board import board, month_to_look_at
from pipelines.closing import close, confirm_empty, reopen
from pipelines.history import changes, history
from pipelines.journal import read_journal
from pipelines.ownership import UNBOUNDED, Bounds
from pipelines.settings import BadSetting, change_setting, settings
from pipelines.withdraw import withdraw
from tests.browser.serving import ROOT
from tests.people import signed_in
from tests.test_pages import ran, said
from tests.workbooks import (
    MEETING_HEADER,
    conflict,
    conflicts_file,
    load,
    occupation_file,
    residences_file,
    run,
    write_xlsx,
)
from ui.history import file_of

TEAM = Bounds(frozenset({"TIL"}), may_list=False, login="equipe.til")
OF_TIL = Perimeter(("TIL",))


def state(code: str, kind: str, month: str = "2025-03") -> dict[str, Any]:
    [row] = [row for row in board(month) if (row["residence"], row["kind"]) == (code, kind)]
    return row


@pytest.fixture(scope="module")
def march_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """March 2025, due on 10 April: VIA sends its occupation on the 10th and its conflicts on the 11th, TIL its meetings on the 5th."""
    folder = tmp_path_factory.mktemp("march")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))

        def on(day: str, *paths: Path, **more: Any) -> None:
            patch.setenv("PALIER_TODAY", day)
            assert {receipt["status"] for receipt in load(*paths, **more)} == {"loaded"}

        on("2025-04-01", residences_file(folder))
        meeting = [date(2025, 3, 4), "Les Tilleuls", "Palier", "3e", "Tenue", 20, 5]
        on(
            "2025-04-05",
            write_xlsx(folder / "reunions.xlsx", {"R": [["Réunions mars 2025"], MEETING_HEADER, meeting]}),
            by="equipe.til",
        )
        on("2025-04-10", occupation_file(folder / "occupation.xlsx"), by="equipe.via")
        lines = [conflict(1, date(2025, 3, 4))]
        on(
            "2025-04-11",
            conflicts_file(folder / "conflits.xlsx", "Conflits mars 2025", lines),
            by="equipe.via",
        )
    return folder


@pytest.fixture
def march(march_once: Path, tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that month, to be written, on a day of July 2025."""
    shutil.copytree(march_once, tmp_path, dirs_exist_ok=True)
    monkeypatch.setenv("PALIER_TODAY", "2025-07-15")
    return tmp_path


def test_each_cell_says_what_came_and_whether_in_time(march: Path) -> None:
    told = {(row["residence"], row["kind"]): row for row in board("2025-03")}
    assert {place: row["status"] for place, row in told.items()} == {
        ("VIA", "occupation_mensuelle"): "received",  # the due day itself is in time
        ("VIA", "mouvements"): "late",
        ("VIA", "reunions"): "late",
        ("VIA", "conflits"): "late",
        ("TIL", "occupation_mensuelle"): "late",
        ("TIL", "mouvements"): "late",
        ("TIL", "reunions"): "received",
        ("TIL", "conflits"): "late",
    }
    assert {row["due_on"] for row in told.values()} == {"2025-04-10"}
    assert told["VIA", "conflits"]["received_on"] == "2025-04-11"
    assert told["VIA", "conflits"]["rows"] == 1
    assert told["TIL", "conflits"]["received_on"] is None
    assert told["TIL", "conflits"]["load_id"] is None
    assert not any(row["closed"] for row in told.values())


def test_before_the_due_day_what_is_missing_is_expected(march: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALIER_TODAY", "2025-04-10")
    assert state("VIA", "reunions")["status"] == "expected"
    assert state("VIA", "reunions", "2025-02")["status"] == "late"


def test_a_correction_does_not_make_late_and_a_withdrawn_load_never_came(
    march: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALIER_TODAY", "2025-05-02")
    [told] = load(occupation_file(march / "o2.xlsx", residents=121))
    row = state("VIA", "occupation_mensuelle")
    assert (row["status"], row["received_on"], row["load_id"]) == ("received", "2025-04-10", told["load_id"])
    withdraw(read_journal().entries[2].load_id, "essai", compute)
    row = state("VIA", "occupation_mensuelle")
    assert (row["status"], row["received_on"]) == ("late", "2025-05-02")


def test_the_due_day_is_a_setting(march: Path) -> None:
    assert settings().due_day == 10
    status, told = run("pipelines", "setting", "due_day", "12")
    assert (status, told["due_day"]) == (0, 12)
    assert state("VIA", "conflits")["status"] == "received"
    assert state("VIA", "conflits")["due_on"] == "2025-04-12"
    for name, value in (("due_day", "0"), ("due_day", "29"), ("due_day", "dix"), ("couleur", "3")):
        with pytest.raises(BadSetting):
            change_setting(name, value)
    assert run("pipelines", "setting", "due_day", "31")[0] == 2
    assert settings().due_day == 12


def test_lines_set_aside_are_to_check_in_their_month_only_until_a_sound_workbook_comes(march: Path) -> None:
    bad = conflict(8, date(2025, 5, 8), outcome="Zzzz")
    lines = [conflict(7, date(2025, 4, 7)), bad, conflict(9, date(2025, 6, 9))]
    load(conflicts_file(march / "t2.xlsx", "Conflits T2 2025", lines), set_aside=True, reason="vu")
    assert [state("VIA", "conflits", f"2025-0{month}")["status"] for month in (4, 5, 6)] == [
        "late",
        "to_check",
        "late",
    ]
    assert state("VIA", "conflits", "2025-05")["set_aside"] == 1
    assert state("TIL", "conflits", "2025-05")["status"] != "to_check"
    sound = conflicts_file(march / "mai.xlsx", "Conflits mai 2025", [conflict(8, date(2025, 5, 8))])
    load(sound)
    assert state("VIA", "conflits", "2025-05")["status"] == "late"


def test_a_line_whose_month_cannot_be_read_is_to_check_wherever_its_workbook_covers(march: Path) -> None:
    lines = [conflict(7, date(2025, 4, 7)), ["C8", "Viala", "31/02/2025", "3e", "Bruit", "Résolu", None]]
    load(conflicts_file(march / "t2.xlsx", "Conflits avril 2025", lines), set_aside=True, reason="vu")
    assert state("VIA", "conflits", "2025-04")["status"] == "to_check"
    assert state("VIA", "conflits", "2025-03")["status"] == "late"


def test_a_month_whose_only_line_was_set_aside_is_to_check(march: Path) -> None:
    header = ["Résidence", "Mois", "Capacité", "Occupés au dernier jour", "Résidents présents"]
    rows = [header, ["Viala", date(2025, 4, 1), 100, 90, 120], ["Viala", date(2025, 5, 1), 100, 190, 120]]
    [told] = load(write_xlsx(march / "o.xlsx", {"O": rows}), set_aside=True)
    assert (told["status"], told["set_aside"]) == ("loaded", 1)
    row = state("VIA", "occupation_mensuelle", "2025-05")
    assert (row["status"], row["load_id"], row["set_aside"]) == ("to_check", None, 1)


def test_a_doubt_without_a_reason_is_to_check(march: Path) -> None:
    """Two lines of one key: possible, and surprising."""
    lines = [conflict(7, date(2025, 4, 7)), conflict(7, date(2025, 4, 8))]
    path = conflicts_file(march / "avril.xlsx", "Conflits avril 2025", lines)
    [told] = load(path)
    assert [problem["severity"] for problem in told["problems"]] == ["doubt"]
    assert (state("VIA", "conflits", "2025-04")["status"], state("VIA", "conflits", "2025-04")["doubts"]) == (
        "to_check",
        1,
    )
    withdraw(told["load_id"], "essai", compute)
    load(path, reason="deux conflits distincts, vérifié")
    assert (state("VIA", "conflits", "2025-04")["status"], state("VIA", "conflits", "2025-04")["doubts"]) == (
        "late",
        1,
    )


def test_a_confirmed_month_and_a_closed_one(march: Path) -> None:
    confirm_empty("conflits", "TIL", "2025-03", compute, "equipe.til", "Alix", TEAM)
    assert state("TIL", "conflits")["status"] == "confirmed_empty"
    close(["2025-03"], compute, by="direction", name="Camille")
    rows = board("2025-03")
    assert {row["status"] for row in rows} == {"closed"}
    assert all(row["closed"] for row in rows)
    assert state("VIA", "occupation_mensuelle")["transmission"] == "received"
    assert state("TIL", "conflits")["transmission"] == "confirmed_empty"
    reopen("2025-03", compute, by="direction", reason="oubli")
    assert {row["status"] for row in board("2025-03")} == {"received", "late", "confirmed_empty"}


def test_december_also_asks_for_the_year(march: Path) -> None:
    assert {row["kind"] for row in board("2024-12")} - {row["kind"] for row in board("2025-03")} == {
        "participants"
    }
    rows = [["Résidence", "Année", "Participants différents"], ["Viala", 2024, 41]]
    load(write_xlsx(march / "p.xlsx", {"Participants": rows}))
    assert (
        state("VIA", "participants", "2024-12")["rows"],
        state("TIL", "participants", "2024-12")["rows"],
    ) == (1, 0)


def test_the_command_keeps_its_keys_and_refuses_what_is_no_month(march: Path) -> None:
    status, rows = run("pipelines", "board", "--month", "2025-03")
    assert status == 0
    assert rows == board("2025-03")
    assert list(rows[0])[:3] == ["month", "residence", "kind"]
    assert {"status", "load_id", "rows", "received_on", "due_on", "closed"} <= rows[0].keys()
    assert run("pipelines", "board", "--month", "mars")[0] == 2


@pytest.mark.parametrize(
    ("day", "month"),
    [
        ("2025-04-11", "2025-03"),
        ("2025-04-10", "2025-02"),
        ("2025-05-11", "2025-04"),
        ("2025-12-25", "2025-04"),
    ],
)
def test_the_month_looked_at_is_the_last_due_and_not_long_after_the_last_one_sent(
    day: str, month: str, march: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALIER_TODAY", day)
    assert month_to_look_at(read_journal()) == month


# The history.


def test_the_history_tells_each_load_what_it_changed_and_why_it_was_withdrawn(march: Path) -> None:
    lines = [conflict(1, date(2025, 3, 4), outcome="Non résolu"), conflict(3, date(2025, 3, 6))]
    [told] = load(conflicts_file(march / "bis.xlsx", "Conflits mars 2025", lines), by="equipe.via")
    [newest, *_] = found = history(UNBOUNDED)
    assert [one["file"] for one in found] == [
        "bis.xlsx",
        "conflits.xlsx",
        "occupation.xlsx",
        "reunions.xlsx",
        "Référentiel.xlsx",
    ]
    assert [one["status"] for one in found] == ["active", "replaced", "active", "active", "active"]
    assert (newest["read"], newest["accepted"], newest["by"], newest["withdrawal"]) == (
        2,
        2,
        "equipe.via",
        None,
    )
    [change] = changes(told["load_id"], UNBOUNDED)
    assert (change["new"], change["same"], change["gone"], change["replaces"]) == (2, 0, 1, ["conflits.xlsx"])
    [first] = changes(found[1]["load_id"], UNBOUNDED)
    assert (first["new"], first["gone"], first["replaces"]) == (1, 0, [])
    withdraw(told["load_id"], "mauvais fichier", compute)
    newest = history(UNBOUNDED)[0]
    assert (newest["status"], newest["withdrawal"]["reason"]) == ("withdrawn", "mauvais fichier")
    assert changes(told["load_id"], UNBOUNDED) == [change]


def test_a_team_reads_the_history_of_its_own_residences(march: Path) -> None:
    both = [conflict(1, date(2025, 6, 4)), conflict(2, date(2025, 6, 5), residence="Les Tilleuls")]
    [told] = load(conflicts_file(march / "deux.xlsx", "Conflits juin 2025", both))
    found = history(TEAM)
    assert [one["file"] for one in found] == ["deux.xlsx", "reunions.xlsx", "Référentiel.xlsx"]
    assert found[0]["is_shared"]
    assert found[0]["accepted"] is None
    assert {part["residence"] for one in found for part in one["slices"]} == {"TIL"}
    assert [(one["new"], one["gone"]) for one in changes(told["load_id"], TEAM)] == [(1, 0)]
    assert changes(read_journal().entries[2].load_id, TEAM) == []
    assert {row["residence"] for row in board("2025-03", TEAM)} == {"TIL"}


# The pages.


def opened(page: str, role: str = "direction", bounds: Perimeter | None = None, **asked: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(
        f"../pages/donnees/{page}.py"
    )
    at.user = signed_in(role, bounds).user
    for name, value in asked.items():
        at.query_params[name] = value
    return ran(at)


def button(at: AppTest, label: str) -> Any:
    return next((one for one in at.button if one.label.startswith(label)), None)


def told(at: AppTest) -> str:
    return "\n".join(said(at))


def test_the_page_counts_what_came_and_shows_each_cell(march: Path) -> None:
    at = opened("tableau_du_mois", mois="mars 2025")
    assert "3 reçus sur 8 (dont 1 tardif), 5 en retard" in told(at)
    [table] = at.table
    assert [re.sub(r":\w+-badge\[\S+ (.*)\]", r"\1", cell) for cell in table.value.iloc[1]] == [
        "Viala",
        "Reçu",
        "Manque",
        "Manque",
        "Tardif",
    ]
    assert all(":material/" in cell for cell in table.value.iloc[0, 1:])


def test_leadership_closes_once_what_is_missing_was_read_and_reopens_for_a_reason(march: Path) -> None:
    at = opened("tableau_du_mois", mois="mars 2025")
    assert "Les Tilleuls, Registre des conflits : non reçu, en retard" in told(at)
    assert button(at, "Clore mars 2025").disabled
    at = ran(at.checkbox(key="clore-malgre-2025-03").check())
    at = ran(at.checkbox(key="clore-avant-2025-03").check())
    assert at.text_input(key="clore-nom-2025-03").value == "direction.test"
    at = ran(at.text_input(key="clore-nom-2025-03").input("Camille"))
    at = ran(button(at, "Clore mars 2025").click())
    assert list(read_journal().closed) == ["2025-01", "2025-02", "2025-03"]
    assert "**Mars 2025 est clos**, par Camille" in told(at)
    assert button(at, "Rouvrir mars 2025").disabled
    at = ran(at.text_input(key="rouvrir-motif-2025-03").input("une *suite* oubliée"))
    at = ran(button(at, "Rouvrir mars 2025").click())
    assert list(read_journal().closed) == ["2025-01", "2025-02"]
    assert "rouvert" in told(at)
    assert "une \\*suite\\* oubliée" in told(at)
    assert [event.action for event in audit.events("direction.test", ["closed", "reopened"])] == [
        "reopened",
        "closed",
    ]


def test_a_team_sees_its_residences_confirms_for_them_and_closes_nothing(march: Path) -> None:
    at = opened("tableau_du_mois", "equipe", OF_TIL, mois="mars 2025")
    assert "Viala" not in told(at)
    assert not button(at, "Clore")
    at = ran(at.selectbox(key="case-type-2025-03").select("conflits"))
    at = ran(button(at, "Confirmer").click())
    entry = read_journal().entries[-1]
    assert (entry.by, entry.confirmed_by, entry.slices[0].residence) == ("equipe.test", "equipe.test", "TIL")
    assert "Rien à signaler" in told(at)
    assert not button(at, "Confirmer")
    assert [event.detail for event in audit.events("equipe.test", ["confirmed_empty"])] == [
        "conflits · TIL · 2025-03"
    ]


def test_a_team_reopens_nothing(march: Path) -> None:
    close(["2025-03"], compute, by="d", name="Camille")
    at = opened("tableau_du_mois", "equipe", OF_TIL, mois="mars 2025")
    assert "est clos" in told(at)
    assert not button(at, "Rouvrir")
    assert not button(at, "Confirmer")


@pytest.mark.parametrize("page", ["tableau_du_mois", "historique"])
@pytest.mark.parametrize("role", ["evaluateur", "administration"])
def test_nobody_else_opens_them(page: str, role: str, march: Path) -> None:
    at = AppTest.from_file(str(ROOT / f"pages/donnees/{page}.py"), default_timeout=60)
    at.user = signed_in(role).user
    ran(at)
    assert ["pas ouverte à votre rôle" in error.value for error in at.error] == [True]
    assert not at.table


def test_a_right_lost_while_the_page_is_open_closes_nothing(march: Path) -> None:
    at = opened("tableau_du_mois", mois="mars 2025")
    at = ran(at.checkbox(key="clore-malgre-2025-03").check())
    at.user = signed_in("equipe", OF_TIL).user
    at.run()
    assert not button(at, "Clore")
    assert read_journal().closed == {}


def test_the_history_page_filters_and_shows_the_receipt_asked_for(march: Path) -> None:
    entry = read_journal().entries[3]
    at = opened("historique", depot=entry.load_id)
    assert f"Reçu **{entry.load_id}**" in told(at)
    assert "Ne remplaçait rien." in told(at)
    assert len(at.table[0].value) == 4
    at = ran(at.selectbox(key="historique-Résidence").select("TIL"))
    assert [*at.table[0].value["N°"]] == ["2", "1"]
    at = ran(at.selectbox(key="historique-Classeur").select("reunions"))
    assert [*at.table[0].value["N°"]] == ["2"]
    at = ran(at.selectbox(key="historique-État").select("withdrawn"))
    assert "Aucun dépôt pour ce choix" in told(at)
    assert not at.table


def test_a_team_reads_its_own_history_and_takes_no_more_away(march: Path) -> None:
    who = signed_in("equipe", OF_TIL)
    at = opened("historique", "equipe", OF_TIL)
    assert "conflits.xlsx" not in told(at)
    assert "reunions.xlsx" in told(at).replace("\\", "")
    assert not at.dataframe  # its own menu would make a file that nobody notes
    titles = {
        kind: kind for kind in ("reunions", "conflits", "occupation_mensuelle", "referentiel_residences")
    }

    def read(own: frozenset[str] | None) -> list[dict[str, Any]]:
        return history(Bounds(own, own is None))

    file = file_of(who.id, read, titles).decode("utf-8-sig")
    assert [line.split(";")[2] for line in file.splitlines()[1:]] == ["reunions.xlsx", "Référentiel.xlsx"]
    assert [event.detail for event in audit.events("equipe.test", ["exported"])] == ["historique des dépôts"]
    with pytest.raises(OutOfSight, match="pas ouvert"):
        file_of(signed_in("evaluateur").id, read, titles)
    session = sessions.by_id_of_session(who.id)
    assert session
    sessions.end(session)
    with pytest.raises(OutOfSight, match="terminée"):
        file_of(who.id, read, titles)


def test_an_evaluator_is_told_when_no_month_is_closed(march: Path) -> None:
    close(["2025-01"], compute, by="d", name="Camille")
    reopen("2025-01", compute, by="d", reason="à corriger")
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(
        "../pages/publics/occupation.py"
    )
    at.user = signed_in("evaluateur").user
    ran(at)
    assert "Aucun mois n'est encore clos" in told(at)
    assert not at.metric
    close(["2025-01"], compute, by="d", name="Camille")
    assert "Aucun mois n'est encore clos" not in told(ran(at))
    assert at.metric
