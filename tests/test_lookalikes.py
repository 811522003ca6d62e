"""What looks like something else: lines like headers, months without a line, zeros that are answers."""

from __future__ import annotations

from datetime import date
from itertools import product
from pathlib import Path

from pipelines.blank import write_blank
from pipelines.contracts import contracts
from tests.workbooks import (
    CONFLICT_HEADER,
    MEETING_HEADER,
    conflict,
    judge,
    load,
    occupation_file,
    residences_file,
    shown,
    write_csv,
    write_xlsx,
)

NEEDS = [
    "Vague",
    "Résidence",
    "N° questionnaire",
    "Date",
    "Santé / soins",
    "Mobilité",
    "Numérique",
    "Aucun besoin",
]


def test_a_line_whose_words_are_labels_of_other_kinds_is_no_header(data: Path, tmp_path: Path) -> None:
    header = [*MEETING_HEADER, "À l'initiative de", "Thèmes"]
    words = product(
        ("palier", "Réunion de palier"), ("Résidents", "RESIDENT", "les résidents"), ("Travaux", "Sécurité")
    )
    lines = [
        [f"{day:02d}/03/2025", "Viala", kind, "3e", "Tenue", 20, 8, who, theme]
        for day, (kind, who, theme) in enumerate(words, 1)
    ]
    for path in (
        write_xlsx(tmp_path / "reunions.xlsx", {"Réunions": [header, *lines]}),
        write_csv(tmp_path / "reunions.csv", [header, *lines]),
    ):
        receipt = judge(path)
        assert (receipt["kind"], receipt["accepted"], receipt["ignored"]) == ("reunions", len(lines), 0), (
            path.name
        )


def test_three_priorities_of_a_questionnaire_are_no_header(data: Path, tmp_path: Path) -> None:
    header = [*NEEDS, "Priorité 1", "Priorité 2", "Priorité 3"]
    line = [
        "Vague 1",
        "Viala",
        1,
        date(2025, 10, 3),
        "x",
        "x",
        "x",
        None,
        "Santé / soins",
        "Mobilité",
        "Numérique",
    ]
    receipt = judge(write_xlsx(tmp_path / "enquete.xlsx", {"Feuil1": [header, line]}))
    assert (receipt["status"], receipt["accepted"]) == ("acceptable", 1)


def test_a_second_table_of_another_kind_lower_in_the_sheet_is_read(data: Path, tmp_path: Path) -> None:
    rows = [
        MEETING_HEADER,
        [date(2025, 3, 4), "Viala", "Atelier", None, "Tenue", 20, 8],
        [],
        ["Résidence", "Année", "Participants différents (déclaré)", "Méthode"],
        ["Viala", 2025, 41, "émargement"],
    ]
    receipt = judge(write_xlsx(tmp_path / "mobiliser.xlsx", {"2025": rows}))
    assert (receipt["kind"], receipt["accepted"]) == ("reunions+participants", 2)


def test_with_a_sheet_a_month_every_residence_of_the_workbook_is_covered_by_each(
    data: Path, tmp_path: Path
) -> None:
    title, february, march = ["Registre des conflits 2025"], date(2025, 2, 3), date(2025, 3, 4)
    sheets = {
        "Janv": [title, CONFLICT_HEADER],
        "Fév": [title, CONFLICT_HEADER, conflict(1, february, residence="Viala")],
        "Mars": [title, CONFLICT_HEADER, conflict(2, march, residence="Les Tilleuls")],
    }
    receipt = judge(write_xlsx(tmp_path / "conflits.xlsx", sheets))
    covered = {(part["residence"], part["period"]) for part in receipt["slices"]}
    assert covered == {(code, f"2025-{month}") for code in ("VIA", "TIL") for month in ("01", "02", "03")}
    assert receipt["empty"]["conflits"] == {"TIL": ["2025-01", "2025-02"], "VIA": ["2025-01", "2025-03"]}


def test_with_a_sheet_a_residence_each_covers_its_own_months_only(data: Path, tmp_path: Path) -> None:
    header = [name for name in CONFLICT_HEADER if name != "Résidence"]
    line = [1, date(2025, 2, 3), "3e", "Bruit", "Résolu", date(2025, 2, 9)]
    sheets = {"Viala": [["Février 2025"], header, line], "Les Tilleuls": [["Mars 2025"], header]}
    receipt = judge(write_xlsx(tmp_path / "conflits.xlsx", sheets))
    covered = {(part["residence"], part["period"]) for part in receipt["slices"]}
    assert covered == {("VIA", "2025-02"), ("TIL", "2025-03")}


def _survey(tmp_path: Path, lines: list[list[object]]) -> tuple[float, float]:
    """Load a survey and return the numerator and denominator of « santé / soins »."""
    day = date(2025, 10, 3)
    rows = [["Vague 1", "Viala", number, day, *line] for number, line in enumerate(lines, 1)]
    survey = write_xlsx(tmp_path / "enquete.xlsx", {"Enquête": [NEEDS, *rows]})
    load(residences_file(tmp_path), occupation_file(tmp_path / "occupation.xlsx"), survey)
    [figure] = [
        one for one in shown("need_rate", "residence", "wave", "category") if one["category"] == "sante_soins"
    ]
    return figure["numerator"], figure["denominator"]


def test_in_a_list_of_boxes_a_line_without_a_tick_is_not_an_answer(data: Path, tmp_path: Path) -> None:
    lines: list[list[object]] = [
        ["x", None, None, None],
        [None, "x", None, None],
        [None] * 4,
        [None, None, None, "x"],
    ]
    assert _survey(tmp_path, lines) == (1, 3)  # the third ticked nothing, not even « aucun besoin »


def test_on_a_scale_a_typed_zero_is_an_answer_and_a_blank_is_none(data: Path, tmp_path: Path) -> None:
    lines: list[list[object]] = [
        [3, 0, 1, None],
        [0, 0, 0, None],
        [None, 2, 0, None],
        ["Pas du tout", "Assez", "Très", None],
    ]
    assert _survey(tmp_path, lines) == (1, 3)  # the third did not answer for health


def test_a_meeting_log_without_a_status_column_is_a_log_of_meetings_held(data: Path, tmp_path: Path) -> None:
    header = [name for name in MEETING_HEADER if name != "Statut"]
    line = [date(2025, 3, 4), "Viala", "Réunion de palier", "3e", 20, 8]
    receipt = judge(write_xlsx(tmp_path / "reunions.xlsx", {"Réunions": [header, line]}))
    assert [values["status"] for _, values in receipt["lines"]] == ["tenue"]
    assert any("Statut" in note["message"] for note in receipt["remarks"])  # and it is said


def test_an_empty_status_where_the_column_stands_is_not_known(data: Path, tmp_path: Path) -> None:
    lines = [
        [date(2025, 3, 4), "Viala", "Réunion de palier", "3e", "Tenue", 20, 8],
        [date(2025, 3, 5), "Viala", "Réunion de palier", "2e", None, 20, 8],
    ]
    receipt = judge(write_xlsx(tmp_path / "reunions.xlsx", {"Réunions": [MEETING_HEADER, *lines]}))
    assert ["status" in values for _, values in receipt["lines"]] == [True, False]
    assert [problem["severity"] for problem in receipt["problems"]] == ["doubt"]


def test_our_own_blank_workbook_given_back_says_nothing_of_its_notice(data: Path, tmp_path: Path) -> None:
    path = tmp_path / "participants.xlsx"
    write_blank(contracts()["participants"], "VIA", "2025", path)
    assert not [told for told in judge(path)["not_read"] if "Notice" in told or "Listes" in told]
