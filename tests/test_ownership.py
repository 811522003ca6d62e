"""A team loads and withdraws the lines of its own residences, and nobody else's, however they are put in a workbook."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from openpyxl.worksheet.worksheet import Worksheet
from streamlit.testing.v1 import AppTest

from access import audit
from access.accounts import Perimeter
from indicators.compute import compute
from pipelines import desk
from pipelines.folder import data_folder
from pipelines.journal import read_journal
from pipelines.keep import load_files
from pipelines.ownership import UNBOUNDED, Bounds
from pipelines.withdraw import Unknown
from tests.conftest import TODAY
from tests.people import signed_in
from tests.test_reading import FIXTURES
from tests.workbooks import (
    CONFLICT_HEADER,
    MEETING_HEADER,
    OCCUPATION_HEADER,
    ROOT,
    Rows,
    all_read,
    check,
    conflict,
    conflicts_file,
    dropped,
    kept_rows,
    load,
    occupation_file,
    run,
    write_csv,
    write_xlsx,
)

TEAM = Bounds(frozenset({"VIA"}), may_list=False, login="equipe.viala")
LEADERSHIP = Bounds(None, may_list=True)
OTHER = "« Résidence Les Tilleuls », qui n'est pas une de vos résidences"
DIRECTION = "demandez à la direction de déposer ce classeur"
MARCH, APRIL, MAY, JUNE = (date(2025, month, 4) for month in (3, 4, 5, 6))
LIST: Rows = [
    ["Code", "Résidence", "Autres noms", "Commune", "Type", "Nb logements conventionnés", "Nb paliers"],
    ["VIA", "Viala", None, "Marseille", "Résidence sociale", 100, 4],
    ["TIL", "Résidence Les Tilleuls", "La Tour; Ancien foyer", "Aubagne", "Résidence sociale", 60, 3],
]
OWN = [conflict(1, MARCH), conflict(2, APRIL)]
THEIRS = conflict(9, MARCH, residence="Les Tilleuls")
WITHOUT_RESIDENCE = [name for name in CONFLICT_HEADER if name != "Résidence"]
NOT_TOLD = [THEIRS[0], *THEIRS[2:]]
WIDE: Rows = [
    [None, "Janvier 2025", "Février 2025", "Mars 2025"],
    ["Capacité", 60, 60, 60],
    ["Occupés au dernier jour", 50, 51, 52],
    ["Résidents présents", 66, 67, 68],
]
Files = Mapping[str, Mapping[str, Rows]]


def registry(*lines: Any, title: str = "Conflits 2025") -> Rows:
    return [[title], CONFLICT_HEADER, *lines]


# Each way of putting another's lines in a workbook, and where the message says that they are.
WAYS: dict[str, tuple[Mapping[str, Rows], str]] = {
    "residence column": ({"Registre": registry(*OWN, THEIRS)}, "Feuille « Registre », ligne 5 : cette ligne est"),
    "several lines": ({"Registre": registry(THEIRS, [*THEIRS[:3], "RDC", *THEIRS[4:]], OWN[0], conflict(8, APRIL, residence="TIL"))},
                      "Feuille « Registre », lignes 3 à 4, 6 : ces 3 lignes sont"),
    "code": ({"Registre": registry(conflict(9, MARCH, residence="til"))}, "ligne 3"),
    "alias": ({"Registre": registry(conflict(9, MARCH, residence="ANCIEN FOYER (13)"))}, "ligne 3"),
    "title": ({"Registre": [["Résidence : Les Tilleuls"], WITHOUT_RESIDENCE, NOT_TOLD]}, "ligne 3"),
    "sheet name": ({"Tilleuls": [WITHOUT_RESIDENCE, NOT_TOLD]}, "Feuille « Tilleuls », ligne 2"),
    "alias in the sheet name": ({"La Tour 2025": [WITHOUT_RESIDENCE, NOT_TOLD]}, "Feuille « La Tour 2025 », ligne 2"),
    "title under a sheet of one's own": ({"Viala": [["Les Tilleuls"], WITHOUT_RESIDENCE, NOT_TOLD]},
                                         "Feuille « Viala » : le titre « Les Tilleuls » annonce"),
    "title over lines of one's own": ({"Registre": registry(*OWN, title="Les Tilleuls 2025")},
                                      "Feuille « Registre » : le titre « Les Tilleuls 2025 » annonce"),
    "register announced empty": ({"Registre": [["Les Tilleuls – mars 2025"], CONFLICT_HEADER]}, "Feuille « Registre » : le titre"),
    "sheet announced empty": ({"Les Tilleuls": [["mars 2025"], CONFLICT_HEADER]}, "le nom de la feuille annonce"),
    "register said to have nothing": ({"Registre": [["Les Tilleuls – mars 2025"], CONFLICT_HEADER, ["Néant"]]}, "le titre"),
    "second sheet": ({"Viala": registry(*OWN), "Bis": registry(THEIRS)}, "Feuille « Bis », ligne 3"),
    "second table": ({"Viala": [*registry(*OWN), [], ["Réunions"], MEETING_HEADER,
                                [MARCH, "Les Tilleuls", "Réunion de palier", "3e", "Tenue", 30, 12]]}, "Feuille « Viala », ligne 8"),
    "other kind of sheet": ({"Viala": registry(*OWN), "Paliers": [["Résidence", "Palier", "Libellé"], ["TIL", "1", "Rez"]]},
                            "Feuille « Paliers », ligne 2"),
    "faulty line": ({"Registre": registry(*OWN, conflict(9, MARCH, residence="TIL", category="bof"))}, "ligne 5"),
    "line repeated": ({"Registre": registry(*OWN, THEIRS, THEIRS)}, "lignes 5 à 6 : ces 2 lignes"),
    "total": ({"Registre": registry(*OWN, ["Total", "Les Tilleuls", None, 12])}, "ligne 5"),
    "header at fault": ({"Registre": [[*CONFLICT_HEADER, "Signalé le"], [*THEIRS, MARCH]]}, "ligne 2"),
    "months as columns": ({"Occupation": [["Les Tilleuls"], *WIDE]}, "Feuille « Occupation », ligne 2 : ces 3 lignes"),
    "months as columns, sheet name": ({"Les Tilleuls": WIDE}, "Feuille « Les Tilleuls », ligne 1 : ces 3 lignes"),
    "monthly statement": ({"O": [OCCUPATION_HEADER, ["Viala", MARCH, 100, 90, 120], ["TIL", MARCH, 60, 50, 66]]}, "ligne 3"),
}  # fmt: skip


@pytest.fixture(scope="module")
def list_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("list")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        load(write_xlsx(folder / "Référentiel.xlsx", {"Résidences": LIST}))
    return folder / "data"


@pytest.fixture
def list_loaded(list_once: Path, data: Path) -> Path:
    """A data folder where the list of the two residences was loaded."""
    shutil.copytree(list_once, data)
    return data


def held(folder: Path) -> dict[str, str]:
    """Return what a folder holds, but for who came and when."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("access.")]
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


def refused(*paths: Path, bounds: Bounds = TEAM) -> list[dict[str, Any]]:
    """Check, then load as a team, faulty lines set aside or not: the first file is refused, and nothing is written."""
    before = held(data_folder())
    seen = check(*paths, bounds=bounds)
    told = load(*paths, set_aside=True, bounds=bounds)
    assert seen == told
    assert held(data_folder()) == before
    assert told[0]["status"] == "refused"
    assert told[0]["is_outside"]
    return told


@pytest.mark.parametrize("way", WAYS)
def test_another_s_lines_refuse_the_whole_workbook(way: str, tmp_path: Path, list_loaded: Path) -> None:
    sheets, place = WAYS[way]
    [told] = refused(write_xlsx(tmp_path / "f.xlsx", sheets))
    [problem] = told["problems"]
    assert place in problem["message"]
    assert OTHER in problem["message"]
    assert DIRECTION in problem["message"]
    assert (told["accepted"], told["slices"], told["empty"], told["interpreted"]) == (0, [], {}, [])
    assert told["read"] == told["set_aside"] + told["ignored"]


def test_the_leadership_loads_what_a_team_may_not(tmp_path: Path, list_loaded: Path) -> None:
    paths = [
        write_xlsx(tmp_path / f"{number}.xlsx", sheets) for number, (sheets, _) in enumerate(WAYS.values())
    ]
    told = check(*paths, bounds=LEADERSHIP)
    assert not any(one["is_outside"] for one in told)
    assert told == check(*paths)


def test_rows_hidden_or_merged_are_seen_too(tmp_path: Path, list_loaded: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[5].hidden = True

    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B3:B4")

    hidden = write_xlsx(tmp_path / "f.xlsx", {"Registre": registry(*OWN, THEIRS)}, hide)
    lines = [THEIRS, [*NOT_TOLD[:1], None, *NOT_TOLD[1:3], "Hygiène", *NOT_TOLD[4:]]]
    merged = write_xlsx(tmp_path / "g.xlsx", {"Registre": registry(*lines)}, merge)
    assert "ligne 5" in refused(hidden)[0]["problems"][0]["message"]
    assert "lignes 3 à 4 : ces 2 lignes" in refused(merged)[0]["problems"][0]["message"]


def test_a_hidden_sheet_is_not_read_and_nothing_of_it_is_kept(tmp_path: Path, list_loaded: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.sheet_state = "hidden" if sheet.title == "Brouillon" else "visible"

    path = write_xlsx(tmp_path / "f.xlsx", {"Viala": registry(*OWN), "Brouillon": registry(THEIRS)}, hide)
    [told] = load(path, bounds=TEAM)
    assert (told["status"], told["accepted"]) == ("loaded", 2)
    assert {row["residence"] for row in kept_rows("conflits")} == {"VIA"}
    assert b"C9" not in b"".join(one.read_bytes() for one in list_loaded.rglob("*.json"))


def test_every_format_is_seen(tmp_path: Path, list_loaded: Path) -> None:
    told = refused(write_csv(tmp_path / "f.csv", [CONFLICT_HEADER, *OWN, THEIRS]))
    assert told[0]["problems"][0]["message"].startswith("Ligne 4 : cette ligne est de « Résidence Les Til")
    for path in (FIXTURES / "classeur.ods", FIXTURES / "classeur.xls"):
        messages = [problem["message"] for problem in refused(path)[0]["problems"]]
        assert any(f"ligne 4 : cette ligne est de {OTHER}" in message for message in messages)


def test_every_residence_and_sheet_is_named(tmp_path: Path, list_loaded: Path) -> None:
    sheets = {"A": registry(THEIRS, *OWN), "B": registry(THEIRS)}
    [told] = refused(
        write_xlsx(tmp_path / "f.xlsx", sheets), bounds=Bounds(frozenset({"AUTRE"}), may_list=False)
    )
    messages = [problem["message"] for problem in told["problems"]]
    assert [message.split(",")[0] for message in messages] == ["Feuille « A »"] * 2 + ["Feuille « B »"]
    assert ["Tilleuls" in message for message in messages] == [True, False, True]


# The list of residences decides whose lines are whose.

TAKES_THEIR_NAME: Rows = [
    LIST[0],
    ["VIA", "Viala", "Les Tilleuls; TIL; La Tour", "Marseille", "Résidence sociale", 100, 4],
]
RENAMES_THEM: Rows = [LIST[0], ["TIL", "Autre nom", None, "Aubagne", "Résidence sociale", 60, 3]]
NEW_ONE: Rows = [LIST[0], ["NEW", "Neuve", None, "Nice", "Résidence sociale", 10, 1]]


@pytest.mark.parametrize(
    "rows", [TAKES_THEIR_NAME, RENAMES_THEM, NEW_ONE, LIST], ids=["alias", "rename", "new", "same"]
)
def test_a_team_never_loads_the_list_of_residences(rows: Rows, tmp_path: Path, list_loaded: Path) -> None:
    listed = write_xlsx(tmp_path / "r.xlsx", {"Résidences": rows})
    both = write_xlsx(tmp_path / "b.xlsx", {"Résidences": rows, "Registre": registry(*OWN, THEIRS)})
    for path in (listed, both):
        [told] = refused(path)
        assert "la liste des résidences n'est déposée que par la direction" in told["problems"][0]["message"]
    assert OTHER in told["problems"][1]["message"]


def test_a_list_dropped_beside_gives_no_name(tmp_path: Path, list_loaded: Path) -> None:
    listed = write_xlsx(tmp_path / "r.xlsx", {"Résidences": TAKES_THEIR_NAME})
    register = write_xlsx(
        tmp_path / "f.xlsx", {"Registre": registry(conflict(9, MARCH, residence="La Tour"))}
    )
    for told in (refused(listed, register), refused(register, listed)):
        assert [one["status"] for one in told] == ["refused"] * 2
        assert [one["is_outside"] for one in told] == [True] * 2


def test_bounds_are_looked_at_when_loading_whatever_was_said_before(
    tmp_path: Path, list_loaded: Path
) -> None:
    path = conflicts_file(tmp_path / "f.xlsx", "Conflits 2025", OWN)
    assert check(path, bounds=TEAM)[0]["status"] == "acceptable"
    conflicts_file(path, "Conflits 2025", [*OWN, THEIRS])
    before = held(list_loaded)
    [told] = load(path, bounds=TEAM)
    assert (told["status"], told["is_outside"], held(list_loaded) == before) == ("refused", True, True)


# What a refusal does not say.


@pytest.mark.parametrize(
    "lines", [[THEIRS], [conflict(9, APRIL, residence="TIL")]], ids=["same", "different"]
)
def test_a_refusal_says_nothing_of_what_is_in_force(
    lines: Rows, tmp_path: Path, list_once: Path, list_loaded: Path
) -> None:
    load(conflicts_file(tmp_path / "Secret.xlsx", "Conflits 2025", [THEIRS]))
    mine = conflicts_file(tmp_path / "f.xlsx", "Conflits 2025", lines)
    [(told, differences)] = desk.check([dropped(mine)], TEAM)
    assert (told["status"], differences) == ("refused", [])
    assert "Secret" not in str(told)
    # The same lines are told the same where nothing is in force.
    shutil.rmtree(list_loaded)
    shutil.copytree(list_once, list_loaded)
    assert desk.check([dropped(mine)], TEAM) == [(told, [])]


def test_the_team_loads_its_own_and_is_named_in_the_journal(tmp_path: Path, list_loaded: Path) -> None:
    paths = [conflicts_file(tmp_path / "f.xlsx", "Viala 2025", OWN), occupation_file(tmp_path / "o.xlsx")]
    handed = [(dropped(path), False) for path in paths]
    told = desk.load(handed, compute, "", TEAM, by="equipe.viala")
    assert [one["status"] for one in told] == ["loaded"] * 2
    assert [entry.by for entry in read_journal().entries[1:]] == ["equipe.viala"] * 2
    assert [one["status"] for one in load(*paths, bounds=TEAM)] == ["unchanged"] * 2


def test_a_team_s_faulty_lines_may_still_be_set_aside(tmp_path: Path, list_loaded: Path) -> None:
    path = conflicts_file(tmp_path / "f.xlsx", "2025", [*OWN, conflict(3, MARCH, residence="Inconnue")])
    [told] = load(path, bounds=TEAM, set_aside=True)
    assert (told["status"], told["accepted"], told["set_aside"]) == ("loaded", 2, 1)


def test_a_team_of_no_residence_loads_nothing(tmp_path: Path, list_loaded: Path) -> None:
    refused(conflicts_file(tmp_path / "f.xlsx", "2025", OWN), bounds=Bounds(frozenset(), may_list=False))


def test_the_command_line_is_not_bounded(tmp_path: Path, list_loaded: Path) -> None:
    path = conflicts_file(tmp_path / "f.xlsx", "2025", [*OWN, THEIRS])
    status, [told] = run("pipelines", "load", path)
    assert (status, told["status"], told["accepted"]) == (0, "loaded", 3)
    assert read_journal().entries[-1].by == "ligne de commande"
    assert run("pipelines", "undo", told["load_id"], "--reason", "essai")[0] == 0


# Withdrawing.


@pytest.fixture(scope="module")
def loaded_once(list_once: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("loads")
    shutil.copytree(list_once, folder / "data")
    files = {
        "own": conflicts_file(folder / "own.xlsx", "mars 2025", [conflict(1, MARCH)]),
        "theirs": conflicts_file(folder / "theirs.xlsx", "mars 2025", [THEIRS]),
        "both": conflicts_file(folder / "both.xlsx", "avril 2025", [conflict(2, APRIL), conflict(8, APRIL, residence="TIL")]),
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", TODAY)
        receipts = load_files(list(files.values()), compute, by="direction.essai")
        files["mine"] = conflicts_file(folder / "mine.xlsx", "mai 2025", [conflict(5, MAY)])
        receipts += load_files([files["mine"]], compute, by="equipe.viala")
        ids = {name: str(receipt.load_id) for name, receipt in zip(files, receipts, strict=True)}
        return folder / "data", ids | {"list": read_journal().entries[0].load_id}


@pytest.fixture
def loads(loaded_once: tuple[Path, dict[str, str]], data: Path) -> dict[str, str]:
    """Loads: of the team's residence, by itself and by leadership, of the other, of both; whose -> load id."""
    shutil.copytree(loaded_once[0], data, dirs_exist_ok=True)
    return dict(loaded_once[1])


def test_a_team_sees_the_loads_that_hold_something_of_its_own(loads: dict[str, str]) -> None:
    shown = {row["load_id"]: row for row in desk.latest_loads(TEAM)}
    assert set(shown) == {loads["mine"], loads["own"], loads["both"], loads["list"]}
    assert [name for name, load_id in loads.items() if load_id in shown and shown[load_id]["is_shared"]] == [
        "both",
        "list",
    ]
    assert [row["load_id"] for row in shown.values() if row["may_withdraw"]] == [loads["mine"]]
    assert {name: shown[loads[name]]["accepted"] for name in ("own", "both", "list")} == {
        "own": 1,
        "both": None,
        "list": None,
    }
    assert all(
        row.keys() == {"load_id", "file", "by", "at", "status", "accepted", "is_shared", "may_withdraw"}
        for row in shown.values()
    )
    assert len(desk.latest_loads(LEADERSHIP)) == 5
    assert all(row["may_withdraw"] for row in desk.latest_loads(LEADERSHIP))
    assert not any(row["is_shared"] for row in desk.latest_loads(LEADERSHIP))


def test_a_shared_load_is_told_by_what_became_of_one_s_own(loads: dict[str, str], tmp_path: Path) -> None:
    load(conflicts_file(tmp_path / "n.xlsx", "avril 2025", [conflict(3, APRIL)]), bounds=TEAM)
    of_team = {row["load_id"]: row["status"] for row in desk.latest_loads(TEAM)}
    of_all = {row["load_id"]: row["status"] for row in desk.latest_loads(LEADERSHIP)}
    assert (of_team[loads["both"]], of_all[loads["both"]]) == ("replaced", "active")
    assert of_all == {entry.load_id: read_journal().status(entry) for entry in read_journal().entries}


@pytest.mark.parametrize("whose", ["theirs", "both", "list", "none"])
def test_a_team_does_not_withdraw_what_covers_another(whose: str, loads: dict[str, str], data: Path) -> None:
    before = held(data)
    with pytest.raises(Unknown, match="n'est pas de vos seules résidences ; demandez à la direction"):
        desk.undo(loads.get(whose, "00099"), "essai", compute, TEAM, by="equipe.viala")
    assert held(data) == before


@pytest.mark.parametrize("login", ["equipe.viala.bis", "Direction.essai", ""])
def test_a_team_does_not_withdraw_what_somebody_else_made(
    login: str, loads: dict[str, str], data: Path
) -> None:
    before = held(data)
    for bounds in (TEAM, replace(TEAM, login=login)):
        with pytest.raises(Unknown, match="a été fait par quelqu'un d'autre"):
            desk.undo(loads["own"], "essai", compute, bounds, by="equipe.viala")
        with pytest.raises(Unknown, match="a été fait par quelqu'un d'autre"):
            desk.preview_withdrawal(loads["own"], compute, bounds, lambda *_: None)
    assert held(data) == before


def test_a_team_withdraws_what_it_loaded(loads: dict[str, str]) -> None:
    desk.undo(loads["mine"], "essai", compute, TEAM, by="equipe.viala")
    assert read_journal().withdrawals[loads["mine"]].by == "equipe.viala"


@pytest.mark.parametrize("whose", ["mine", "own", "theirs", "both", "list"])
def test_leadership_withdraws_any(whose: str, loads: dict[str, str]) -> None:
    desk.undo(loads[whose], "essai", compute, replace(LEADERSHIP, login="direction.bis"), by="direction.bis")
    assert list(read_journal().withdrawals) == [loads[whose]]


def test_leadership_is_not_bounded() -> None:
    assert LEADERSHIP == UNBOUNDED


# The page.


def page(role: str = "equipe", *codes: str) -> AppTest:
    at = AppTest.from_file(str(ROOT / "ui/entry.py"), default_timeout=60).switch_page(
        "../pages/donnees/depot.py"
    )
    at.user = signed_in(role, Perimeter(codes or ("VIA",)) if role == "equipe" else None).user
    return ran(at)


def ran(touched: Any) -> AppTest:
    at: AppTest = touched.run()
    assert not at.exception, [error.value for error in at.exception]
    return at


def handed_over(at: AppTest, *paths: Path) -> AppTest:
    counter: Any = at.get("file_uploader")[0]
    ran(counter.set_value([(path.name, path.read_bytes(), "") for path in paths]))
    all_read()
    return ran(at)


def button(at: AppTest, label: str) -> Any:
    [found] = [one for one in at.button if one.label.startswith(label)]
    return found


def logged(action: str) -> list[str]:
    return [event.detail for event in audit.events(actions=[action]) if event.login == "equipe.test"]


def test_the_page_refuses_another_s_lines_and_says_whose_they_are(tmp_path: Path, list_loaded: Path) -> None:
    path = conflicts_file(tmp_path / "f.xlsx", "Conflits 2025", [*OWN, THEIRS])
    before = held(list_loaded)
    at = handed_over(page(), path)
    assert any("ligne 5" in one.value and "Les Tilleuls" in one.value for one in at.error)
    assert button(at, "Rien à charger").disabled
    assert not at.checkbox
    assert held(list_loaded) == before


def forged(receipt: dict[str, Any]) -> dict[str, Any]:
    return receipt | {"status": "acceptable", "accepted": 3, "problems": [], "is_outside": False}


@pytest.mark.parametrize("forge", [forged, lambda one: forged(one) | {"status": "refused", "set_aside": 1}])
def test_what_the_page_keeps_between_runs_opens_nothing(
    forge: Callable[[dict[str, Any]], dict[str, Any]], tmp_path: Path, list_loaded: Path
) -> None:
    at = handed_over(page(), conflicts_file(tmp_path / "f.xlsx", "Conflits 2025", [*OWN, THEIRS]))
    at.session_state["depot-lus"] = [(forge(one), []) for one, _ in at.session_state["depot-lus"]]
    before = held(list_loaded)
    ran(at)
    if at.checkbox:
        ran(at.checkbox[0].check())
    ran(button(at, "Charger 1").click())
    assert held(list_loaded) == before
    assert any("Les Tilleuls" in one.value for one in at.error)
    assert not at.success
    assert logged("uploaded") == []


def test_a_deposit_and_a_withdrawal_of_one_s_own_are_logged(tmp_path: Path, list_loaded: Path) -> None:
    at = handed_over(page(), conflicts_file(tmp_path / "f.xlsx", "Conflits 2025", OWN))
    ran(button(at, "Charger 1").click())
    entry = read_journal().entries[-1]
    assert entry.by == "equipe.test"
    assert logged("uploaded") == [f"f.xlsx · {entry.load_id} · conflits"]
    ran(at.selectbox(key="retrait").set_value(f"f.xlsx ({entry.load_id})"))
    ran(button(at, "Voir ce que cela change").click())
    ran(at.text_input(key="retrait-motif").input("déposé par erreur"))
    ran(button(at, "Retirer").click())
    assert read_journal().withdrawals[entry.load_id].by == "equipe.test"
    assert logged("withdrew") == [f"f.xlsx · {entry.load_id} · conflits"]


@pytest.mark.parametrize("whose", ["own", "theirs", "both", "list"])
def test_a_load_that_the_page_does_not_offer_is_not_withdrawn(
    whose: str, loads: dict[str, str], tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    load_files(
        [conflicts_file(tmp_path / "page.xlsx", "juin 2025", [conflict(6, JUNE)])], compute, by="equipe.test"
    )
    at = page()
    assert [option.split()[0] for option in at.selectbox(key="retrait").options] == ["page.xlsx"]
    ran(at.text_input(key="retrait-motif").input("essai"))
    # As if the browser's word were taken for what is chosen.
    asked = st.selectbox
    monkeypatch.setattr(
        st,
        "selectbox",
        lambda *_, **more: loads[whose] if more.get("key") == "retrait" else asked(*_, **more),
    )
    before = held(data)
    refusal = (
        "Ce dépôt a été fait par quelqu'un d'autre ; demandez-lui, ou à la direction, de le retirer."
        if whose == "own"
        else "Ce dépôt n'est pas de vos seules résidences ; demandez à la direction de le retirer."
    )
    ran(button(at, "Voir ce que cela change").click())
    assert [one.value for one in at.error] == [refusal]
    assert "Retirer" not in [one.label for one in at.button]
    # As if the effect had been looked at: withdrawing is refused by itself.
    monkeypatch.setattr(desk, "preview_withdrawal", lambda *_, **__: None)
    ran(at)
    ran(at.text_input(key="retrait-motif").input("essai"))
    ran(button(at, "Retirer").click())
    assert held(data) == before
    assert [one.value for one in at.error] == [refusal]
    assert logged("withdrew") == []


def test_the_blank_workbook_is_for_one_s_own_residences(list_loaded: Path) -> None:
    at = page()
    assert at.selectbox(key="vierge-residence").options == ["Viala"]
    assert at.selectbox(key="vierge-residence").value == "VIA"
    assert "Référentiel des résidences" not in at.selectbox(key="vierge-type").options
    at = page("direction")
    assert at.selectbox(key="vierge-residence").options == ["Résidence Les Tilleuls", "Viala"]
    assert at.selectbox(key="vierge-residence").value is None
    assert "Référentiel des résidences" in at.selectbox(key="vierge-type").options
