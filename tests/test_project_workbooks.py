"""The workbooks of the projets sociaux as people write them: lost dates, stages in numbers, « en continu », axes renamed, a PDF."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.blank_plan import plan_accepted
from pipelines.contracts import contract_named
from pipelines.journal import read_journal
from tests.workbooks import Rows, check, judge_rows, load, occupation_file, residences_file, shown, write_xlsx

REGISTER = [
    "Résidence",
    "Version",
    "Date de validation",
    "Étape d'actualisation",
    "Date d'étape",
    "Résidents associés",
    "Fichier",
]
PLAN = [
    "N° action",
    "Résidence",
    "Axe",
    "Objectif",
    "Action",
    "Besoin visé",
    "Début",
    "Fin prévue",
    "Statut",
    "Avancement %",
]
STAGES = ["Résidence", "Version", "Étape", "Commencée le", "Validée le"]


def register(*cells: Any) -> Rows:
    return [["Projets sociaux"], REGISTER, ["Viala", "V1", *cells]]


def plan(*cells: Any) -> Rows:
    return [PLAN, ["A1", "Viala", "Vivre ensemble", "Se parler", "Réunions", *cells]]


def accepted(rows: Rows) -> dict[str, Any]:
    receipt = judge_rows(rows)
    assert receipt["status"] == "acceptable", receipt["problems"]
    [(_, values)] = receipt["lines"]
    return values


def fault(rows: Rows) -> str:
    receipt = judge_rows(rows)
    [told] = [one["message"] for one in receipt["problems"] if one["severity"] == "fault"]
    return str(told)


@pytest.mark.parametrize("lost", ["date inconnue", "Inconnue", "NC", "?", None])
def test_a_lost_date_is_unknown_and_not_a_fault(lost: str | None) -> None:
    values = accepted(register(lost, None, None, 12, "PS 2001.pdf"))
    assert "validated_on" not in values
    assert (values["residents_involved"], values["file_name"]) == (12, "PS 2001.pdf")


@pytest.mark.parametrize(
    "said",
    [3, "3", "3/7", "Étape 3", "étape 3/7", "Consultation des résidents", "consultation résidents", "3 - Consultation des résidents",
     "3. Concertation des résidents", date(2025, 7, 3)],
)  # fmt: skip
def test_a_stage_is_known_by_its_number_or_its_name(said: Any) -> None:
    # « 3/7 » typed in a cell becomes 3 July in Excel.
    assert (
        accepted(register(None, said, date(2025, 3, 1), None, None))["update_stage"]
        == "consultation_residents"
    )


def test_a_stage_that_is_none_of_the_seven_is_a_fault() -> None:
    assert "n'est pas dans la liste" in fault(register(None, "8", date(2025, 3, 1), None, None))


def test_a_stage_without_its_date_asks_for_a_reason() -> None:
    [doubt] = judge_rows(register(None, "Diagnostic", None, None, None))["problems"]
    assert (doubt["severity"], doubt["column"]) == ("doubt", "Date d'étape")


def test_a_duration_is_written_in_years() -> None:
    rows = [
        ["Résidence", "Version", "Date de validation", "Durée prévue"],
        ["Viala", "V1", date(2020, 1, 1), "5 ans"],
    ]
    assert accepted(rows)["planned_years"] == 5


@pytest.mark.parametrize("end", ["en continu", "En continu", "permanent", "toute l'année"])
def test_an_action_without_end_is_said_and_not_guessed(end: str) -> None:
    receipt = judge_rows(plan("Numérique", date(2025, 1, 6), end, "En cours", 40))
    [(_, values)] = receipt["lines"]
    assert "planned_end_on" not in values
    assert values["not_applicable"] == ";planned_end_on;"
    [group] = [one for one in receipt["interpreted"] if one["how"] == "open_end"]
    assert (group["count"], group["values"][0]["told"]) == (1, "sans date de fin")


def test_en_continu_is_no_day_of_beginning() -> None:
    assert "n'est pas une date" in fault(plan("Numérique", "en continu", date(2025, 6, 1), "En cours", 40))


def test_an_end_before_the_beginning_is_a_fault() -> None:
    assert "fin prévue avant le début" in fault(
        plan(None, date(2025, 6, 2), date(2025, 6, 1), "En cours", 40)
    )


def test_an_action_aims_at_several_needs() -> None:
    assert (
        accepted(plan("Numérique, santé / soins", None, None, "À faire", 0))["needs"]
        == "numerique;sante_soins"
    )


@pytest.mark.parametrize(
    ("said", "proposed"), [("fait", "Réalisée"), ("terminée", "Réalisée"), ("annulée", "Abandonnée")]
)
def test_a_loose_word_for_a_status_is_proposed_never_taken(said: str, proposed: str) -> None:
    assert f"« {proposed} »" in fault(plan(None, None, None, said, None))


def test_an_action_done_at_forty_percent_asks_for_a_reason() -> None:
    [doubt] = judge_rows(plan(None, None, None, "Réalisée", 40))["problems"]
    assert doubt["severity"] == "doubt"


def test_what_a_plan_says_of_publics_is_kept_and_what_points_at_somebody_is_not() -> None:
    rows = [
        PLAN,
        [
            "A1",
            "Viala",
            None,
            "Personnes en situation de handicap",
            "Suivi de M. Durand, ch. 12",
            None,
            None,
            None,
            "À faire",
            0,
        ],
    ]
    values = accepted(rows)
    assert values["objective"] == "Personnes en situation de handicap"
    assert values["action"] == "Suivi de [nom], [chambre]"


def test_a_register_a_stage_sheet_and_a_plan_are_told_apart_in_one_workbook(
    data: Path, tmp_path: Path
) -> None:
    stages = [
        STAGES,
        ["Viala", "V2", "1", date(2025, 1, 6), date(2025, 2, 3)],
        ["Viala", "V2", "Diagnostic", date(2025, 2, 4), None],
    ]
    sheets = {
        "PS": register(date(2001, 3, 12), None, None, None, None),
        "Etapes": stages,
        "Plan": plan("Numérique", None, "en continu", "En cours", 10),
    }
    load(
        residences_file(tmp_path),
        occupation_file(tmp_path / "o.xlsx"),
        write_xlsx(tmp_path / "ps.xlsx", sheets),
    )
    assert [one["numerator"] for one in shown("update_stage", "residence")] == [1]
    assert [one["unknown"] for one in shown("action_plan_completion_rate", "residence")] == [1]


def test_the_list_of_a_residence_replaces_its_own_and_leaves_the_others(data: Path, tmp_path: Path) -> None:
    both = [REGISTER, ["Viala", "V1", date(2001, 3, 12)], ["Les Tilleuls", "V1", date(2010, 1, 4)]]
    later = [REGISTER, ["Viala", "V1", date(2024, 6, 3)]]
    load(
        residences_file(tmp_path),
        occupation_file(tmp_path / "o.xlsx"),
        write_xlsx(tmp_path / "1.xlsx", {"PS": both}),
    )
    load(write_xlsx(tmp_path / "2.xlsx", {"PS": later}))
    found = {one["residence"]: one["value"] for one in shown("social_project_age_years", "residence")}
    assert found == {"TIL": pytest.approx(5565 / 365.25), "VIA": pytest.approx(301 / 365.25)}


def test_axes_renamed_at_each_version_stay_apart_and_only_the_plan_in_force_counts(
    data: Path, tmp_path: Path
) -> None:
    versions = [REGISTER, ["Viala", "V1", date(2010, 1, 4)], ["Viala", "V2", date(2024, 6, 3)]]
    header = ["N° action", "Résidence", "Version", "Axe", "Action", "Fin prévue", "Statut"]
    lines = [
        ["1", "Viala", "v1", "Animation", "Fête", date(2012, 1, 9), "Abandonnée"],
        ["2", "Viala", "V2", "Se relier", "Fête", date(2025, 1, 9), "Réalisée"],
        ["3", "Viala", "V2", "SE RELIER", "Jardin", date(2025, 2, 3), "Reportée"],
    ]
    sheets = {"PS": versions, "Plan": [header, *lines]}
    load(
        residences_file(tmp_path),
        occupation_file(tmp_path / "o.xlsx"),
        write_xlsx(tmp_path / "ps.xlsx", sheets),
    )
    found = {
        one["category"]: (one["numerator"], one["denominator"])
        for one in shown("action_plan_completion_rate", "category")
    }
    assert found == {"Se relier": (1, 2)}


def test_what_is_received_of_a_plan_comes_back_as_it_was_written(data: Path, tmp_path: Path) -> None:
    load(
        residences_file(tmp_path),
        write_xlsx(tmp_path / "p.xlsx", {"Plan": plan("Numérique", None, "en continu", "En cours", 40)}),
    )
    received = plan_accepted(contract_named("plan_actions_ps"), "VIA", "", read_journal(), date(2026, 1, 15))
    assert received.lines[0].cells["planned_end_on"].text == "en continu"


def test_a_pdf_or_a_word_file_is_told_what_to_do_instead(data: Path, tmp_path: Path) -> None:
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>")
    (tmp_path / "PS Viala.pdf").write_bytes(b"%PDF-1.4\n1 0 obj\n<< >>\nendobj\n")
    (tmp_path / "PS Viala.docx").write_bytes(word.getvalue())
    told = check(tmp_path / "PS Viala.pdf", tmp_path / "PS Viala.docx")
    assert [one["status"] for one in told] == ["refused", "refused"]
    for one, kind in zip(told, ("un PDF", "un document Word"), strict=True):
        [problem] = one["problems"]
        assert kind in problem["message"]
        assert "« Projets sociaux »" in problem["message"]
