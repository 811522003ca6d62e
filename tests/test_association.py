"""What belongs to the association and to no residence: loaded, replaced, withdrawn, bounded, measured as such."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from access.scope import EVERYTHING, OutOfSight, sight_of
from indicators.calls import actions, budget, calls, file_of
from indicators.compute import compute
from indicators.measure import BadQuestion, current_version, measure, measure_in
from indicators.practices import tools, trainings
from indicators.sums import Scope
from indicators.trace import trace
from pipelines.board import board
from pipelines.build import transmitted_months
from pipelines.hand_out import Blanks, NotHandedOut
from pipelines.history import history
from pipelines.journal import read_journal
from pipelines.keep import check_files, load_files
from pipelines.ownership import UNBOUNDED, Bounds
from pipelines.receipt import Receipt
from pipelines.withdraw import withdraw
from tests.facts import EXAMPLES, example, figures_of
from tests.workbooks import conflict, conflicts_file, residences_file, write_xlsx

TEAM = Bounds(frozenset({"VIA"}), may_list=False, login="equipe")
SESSIONS = [
    "Date",
    "Nature",
    "Thème",
    "Attendus",
    "Présents",
    "Résidences représentées",
    "Outils produits",
    "Outil diffusé (O/N)",
]
ACTIONS = ["AAP (année)", "N° action", "Axe", "Action", "Indicateur", "Prévu", "Réalisé", "Bénéficiaires prévus",
           "Bénéficiaires réalisés", "Comptage", "Statut", "Commentaire d'écart"]  # fmt: skip
BUDGET = ["Compte", "Libellé", "Prévu", "Prévu révisé", "Réalisé (TTC)", "Dont subvention DIAN"]


def sessions_file(
    folder: Path, *days: date, name: str = "GT", title: str = "Groupes de travail 2025"
) -> Path:
    lines = [[day, "GT", "PSSM", 10, 8, "Viala, Les Tilleuls", "Trame", "oui"] for day in days]
    return write_xlsx(folder / f"{name}.xlsx", {"Feuil1": [[title], SESSIONS, *lines]})


def actions_file(folder: Path, call: str, *statuses: str, met: int = 40) -> Path:
    who = "Personnes différentes"
    lines = [
        [
            call,
            f"A{n}",
            "Mobilier",
            f"Action {n}",
            "Ateliers",
            10,
            10,
            40,
            met + n,
            who,
            status,
            "public élargi",
        ]
        for n, status in enumerate(statuses, 1)
    ]
    return write_xlsx(folder / f"Actions {call} {len(statuses)} {met}.xlsx", {"Actions": [ACTIONS, *lines]})


def budget_file(folder: Path) -> Path:
    lines = [
        ["60", "Achats", "4 000 €", "3.000,00", "2 400,50 €", "2 000"],
        ["64 - Personnel", "Salaires", 30000, 24000, 26000, 26000],
        ["86", "Bénévolat", 5000, None, 5000, None],
        ["TOTAL CHARGES", None, "34 000 €", "27 000 €", "28 400,50 €", None],
    ]
    return write_xlsx(
        folder / "Budget.xlsx", {"Feuil1": [["BUDGET AAP 2025 (montants TTC)"], BUDGET, *lines]}
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PALIER_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PALIER_TODAY", "2026-01-15")
    load(residences_file(tmp_path))
    return tmp_path


def load(*paths: Path, bounds: Bounds = UNBOUNDED) -> list[Receipt]:
    return load_files(paths, compute, by="direction", bounds=bounds)


def shown(name: str, *by: str, sight: Any = EVERYTHING) -> list[tuple[Any, ...]]:
    found = measure(current_version() or "", sight, name, by)
    return [(*one.group.values(), one.numerator, one.denominator) for one in found]


def test_a_register_of_the_association_covers_its_months_and_no_residence(folder: Path) -> None:
    [receipt] = load(sessions_file(folder, date(2025, 2, 4), date(2025, 4, 8)))
    assert receipt.status == "loaded"
    assert {part.residence for part in receipt.slices} == {""}
    assert [part.period for part in receipt.slices] == [f"2025-{month:02d}" for month in range(1, 13)]
    assert receipt.empty["groupes_travail_formations"][""] == [
        f"2025-{m:02d}" for m in range(1, 13) if m not in (2, 4)
    ]
    assert shown("working_group_attendance") == [(16, 20)]
    assert shown("working_group_attendance", "residence") == [("", 16, 20)]  # no residence is invented
    assert shown("working_group_sessions_held", "month")[2] == (
        "2025-03",
        0,
        None,
    )  # covered, none held: zero


def test_a_corrected_register_replaces_its_months_and_undoing_it_brings_them_back(folder: Path) -> None:
    load(sessions_file(folder, date(2025, 2, 4), date(2025, 4, 8)))
    before = shown("working_group_attendance")
    [second] = load(sessions_file(folder, date(2025, 2, 4), name="GT corrigé"))
    assert shown("working_group_attendance") == [(8, 10)]
    assert load(sessions_file(folder, date(2025, 2, 4), name="GT encore"))[0].status == "unchanged"
    withdraw(second.load_id or "", "mauvais fichier", compute)
    assert shown("working_group_attendance") == before


def test_the_register_of_a_call_replaces_exactly_that_call(folder: Path) -> None:
    load(
        actions_file(folder, "AAP 2024", "Réalisée", "Réalisée"),
        actions_file(folder, "AAP 2025", "En cours", "Réalisée"),
    )
    [receipt] = load(actions_file(folder, "2025", "Réalisée"))  # « 2025 » is AAP 2025
    assert [(part.residence, part.period) for part in receipt.slices] == [("", "AAP 2025")]
    assert shown("aap_action_completion_rate", "wave") == [("AAP 2024", 2, 2), ("AAP 2025", 1, 1)]
    withdraw(receipt.load_id or "", "erreur", compute)
    assert shown("aap_action_completion_rate", "wave") == [("AAP 2024", 2, 2), ("AAP 2025", 1, 2)]


def test_a_budget_says_its_call_in_its_title_and_its_total_is_no_line(folder: Path) -> None:
    [receipt] = load(budget_file(folder))
    assert (receipt.accepted, receipt.ignored, receipt.status) == (3, 1, "loaded")
    assert [part.period for part in receipt.slices] == ["AAP 2025"]
    assert shown("aap_budget_execution_rate", "wave") == [("AAP 2025", 28400.5, 27000)]  # in kind apart
    assert [(line.account, line.planned, line.side) for line in budget(current_version() or "", EVERYTHING, "AAP 2025")] == [
        ("60", 3000, "charges"), ("64", 24000, "charges"), ("86", 5000, "in_kind"),
    ]  # fmt: skip


def test_a_team_may_neither_load_nor_withdraw_nor_read_the_deposits_of_the_association(folder: Path) -> None:
    path = sessions_file(folder, date(2025, 2, 4), title="Groupes de travail 2025 — Viala")
    [refused] = load(path, bounds=TEAM)
    assert refused.is_outside
    assert not refused.slices
    assert "toute l'association" in refused.faults[0].message
    [receipt] = load(path)
    entry = read_journal().find(receipt.load_id or "")
    assert entry
    assert not TEAM.may_withdraw("equipe", entry.slices)
    assert [load["file"] for load in history(TEAM)] == ["Référentiel.xlsx"]  # it names its residence too
    assert [load["file"] for load in history(UNBOUNDED)] == ["GT.xlsx", "Référentiel.xlsx"]


def test_an_empty_register_is_refused_to_a_team_too(folder: Path) -> None:
    [receipt] = check_files([sessions_file(folder)], bounds=TEAM)
    assert receipt.is_outside


def test_the_associations_months_do_not_move_the_day_at_which_conflicts_are_judged(folder: Path) -> None:
    load(sessions_file(folder, date(2025, 11, 4)))
    assert transmitted_months(read_journal())[-1] == date(2025, 12, 1)  # nothing else says
    load(conflicts_file(folder / "C.xlsx", "Conflits mars 2025", [conflict(1, date(2025, 3, 4))]))
    assert transmitted_months(read_journal()) == [date(2025, 3, 1)]


def test_calls_alone_give_figures(folder: Path) -> None:
    load(actions_file(folder, "AAP 2024", "Réalisée", "Partielle"))
    assert transmitted_months(read_journal()) == [date(2025, 12, 1)]  # the last month that is over
    assert shown("aap_action_completion_partial_rate") == [(1, 2)]


def test_the_board_owes_nothing_of_it_to_anybody(folder: Path) -> None:
    load(sessions_file(folder, date(2025, 2, 4)))
    kinds = {row["kind"] for row in board("2025-12")}
    assert not kinds & {
        "groupes_travail_formations",
        "salaries_formes",
        "aap_actions",
        "aap_budget",
        "aap_dossiers",
    }


def test_who_sees_which_call(folder: Path) -> None:
    load(
        actions_file(folder, "AAP 2024", "Réalisée"),
        actions_file(folder, "Ville 2024", "Partielle"),
        sessions_file(folder, date(2025, 2, 4)),
    )
    version, year = current_version() or "", (date(2024, 1, 1), date(2025, 12, 1))
    team = sight_of("equipe", ("VIA",), None, None)
    funder = sight_of("evaluateur", (), *year, "Appel à projets 2024-2025 (démo)")
    town = sight_of("evaluateur", ("VIA",), *year, "AAP Ville 2024")
    assert (calls(version, EVERYTHING), calls(version, funder), calls(version, town)) == (
        ["Ville 2024", "AAP 2024"], ["AAP 2024"], ["Ville 2024"],
    )  # fmt: skip
    assert shown("aap_action_completion_rate", "wave", sight=funder) == [("AAP 2024", 1, 1)]
    assert shown("aap_action_completion_rate", sight=town) == [(0, 1)]
    with pytest.raises(OutOfSight):
        shown("aap_action_completion_rate", sight=team)
    with pytest.raises(OutOfSight):
        actions(version, funder, "Ville 2024")
    assert shown("working_group_attendance", sight=team) == [
        (8, 10)
    ]  # what the association does is everybody's
    assert calls(version, sight_of("evaluateur", (), *year, "AAP 2023")) == []


def test_beneficiaries_are_not_told_to_a_funder_before_the_months_of_the_call_are_closed(
    folder: Path,
) -> None:
    load(actions_file(folder, "AAP 2024", "Réalisée", "Réalisée", "Réalisée", met=80))
    version, funder = (
        current_version() or "",
        sight_of("evaluateur", (), date(2024, 1, 1), date(2024, 12, 1), "AAP 2024"),
    )
    assert [one.met for one in actions(version, EVERYTHING, "AAP 2024")] == [81, 82, 83]
    assert [one.met for one in actions(version, funder, "AAP 2024")] == [None, None, None]


def test_a_call_has_no_month_and_its_lines_are_traced_by_its_name(folder: Path) -> None:
    load(budget_file(folder))
    version = current_version() or ""
    with pytest.raises(BadQuestion, match="par appel à projets"):
        measure(version, EVERYTHING, "aap_budget_execution_rate", ("month",))
    lines = trace(version, EVERYTHING, "aap_budget_execution_rate", "", "AAP 2025")
    assert sum(line["numerator"] for line in lines) == 28400.5
    assert {line["file"] for line in lines} == {"Budget.xlsx"}
    with pytest.raises(BadQuestion, match="de quelle résidence"):
        trace(version, EVERYTHING, "conflicts_per_100", "", "2025")


def test_the_file_of_a_call_says_when_its_statement_is_due(folder: Path) -> None:
    header = ["AAP (année)", "Montant demandé", "Montant notifié", "1er versement", "Fin de l'exercice"]
    load(
        write_xlsx(
            folder / "D.xlsx",
            {"Dossiers": [header, ["AAP 2025", 62000, "48 000 €", "24.000,00", date(2025, 8, 31)]]},
        )
    )
    found = file_of(current_version() or "", EVERYTHING, "AAP 2025")
    assert found
    assert (found.requested, found.notified, found.paid, found.report_due_on) == (
        62000,
        48000,
        24000,
        date(2026, 2, 28),
    )


def test_tools_of_one_name_are_one_and_trainings_are_not_working_groups(folder: Path) -> None:
    load(sessions_file(folder, date(2025, 2, 4), date(2025, 4, 8)))
    version = current_version() or ""
    assert [(tool.name, tool.built_on, tool.is_diffused) for tool in tools(version, EVERYTHING, Scope())] == [
        ("Trame", date(2025, 2, 4), True)
    ]
    assert trainings(version, EVERYTHING, Scope()) == []
    assert tools(version, EVERYTHING, Scope(first=date(2025, 5, 1))) == []


def test_a_variance_past_ten_per_cent_asks_for_a_comment(folder: Path) -> None:
    rows = [["AAP 2025", "A1", None, "Ateliers", "Ateliers", 100, done, None, None, None, "Réalisée", why]
            for done, why in ((90, None), (89, None), (111, "public élargi"), (0, None))]  # fmt: skip
    paths = [write_xlsx(folder / f"{n}.xlsx", {"A": [ACTIONS, row]}) for n, row in enumerate(rows)]
    asked = [[problem.severity for problem in receipt.problems] for receipt in check_files(paths)]
    assert asked == [[], ["doubt"], [], ["doubt"]]  # ten per cent exactly is not past it


@pytest.mark.parametrize("kind", ["groupes_travail_formations", "aap_budget"])
def test_the_blank_workbook_asks_for_no_residence(folder: Path, kind: str) -> None:
    period = "AAP 2026" if kind == "aap_budget" else "2026-01"
    path = folder / "blank.xlsx"
    path.write_bytes(Blanks(None).make(kind, "", period))
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert not any("Résidence :" in str(row[0].value) for row in sheet.iter_rows(max_row=4))
    assert not any(cell.value == "Résidence" for cell in sheet[5])
    with pytest.raises(NotHandedOut, match="toute l'association"):
        Blanks(frozenset({"VIA"})).make(kind, "", period)


def test_a_cost_for_fewer_than_eleven_people_and_a_deadline_that_is_over_have_no_value() -> None:
    def values(name: str) -> dict[str, float | None]:
        told = example(EXAMPLES / f"{name}.toml")
        con = figures_of(told["given"], told.get("as_of"), name)
        found = measure_in(con, name, ("wave", "category"), Scope(as_of=told.get("as_of")))
        return {str(one.group["category"] or one.group["wave"]): one.value for one in found}

    costs = values("aap_cost_per_beneficiary")
    assert (costs["A1"], costs["A2"]) == (200, None)  # 11 people, then 10
    assert "A3" not in costs or costs["A3"] is None


def test_without_a_notified_grant_or_a_fiscal_year_nothing_is_said() -> None:
    def value(name: str, wave: str) -> float | None:
        told = example(EXAMPLES / f"{name}.toml")
        con = figures_of(told["given"], told.get("as_of"), name)
        found = measure_in(con, name, ("wave",), Scope(as_of=told.get("as_of")))
        return next(one.value for one in found if one.group["wave"] == wave)

    assert value("aap_grant_consumption_rate", "Ville 2025") is None
    assert value("aap_cofunding_share", "AAP 2025") is None
    assert value("aap_report_days_left", "Région 2025") is None
    assert value("aap_report_days_left", "ARS 2024") is None  # it was sent
    assert value("aap_report_days_left", "Ville 2024") == -21
