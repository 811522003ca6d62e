"""The same table, however it was saved and laid out, is read the same, each line under its own row number."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from tests.workbooks import CONFLICT_HEADER, Rows, edit_part, judge, write_csv, write_xlsx

ROOT = Path(__file__).parents[1]
FIXTURES = Path(__file__).parent / "fixtures"
FIRST = ["C1", "Viala", date(2025, 3, 4), "3e", "Bruit", "Résolu", date(2025, 3, 14)]
SECOND = ["C2", "Les Tilleuls", date(2025, 3, 9), "RDC", "Hébergement de tiers", "En cours", None]
READ_FIRST = {"conflict_id": "C1", "residence": "VIA", "reported_on": date(2025, 3, 4), "landing": "3", "category": "bruit",
              "outcome": "resolu", "closed_on": date(2025, 3, 14)}  # fmt: skip
READ_SECOND = {"conflict_id": "C2", "residence": "TIL", "reported_on": date(2025, 3, 9), "landing": "0",
               "category": "hebergement_tiers", "outcome": "en_cours"}  # fmt: skip
TOTAL = ["TOTAL", None, None, None, 2]


def dress(sheet: Worksheet) -> None:
    """Give the sheets of the workbook in three formats their merge, percentage and visibility."""
    if sheet.title == "Occupation":
        sheet.merge_cells("A2:A3")
    if sheet.title == "Résidences":
        sheet["E2"].number_format = sheet["E3"].number_format = "0.0%"
    sheet.sheet_state = "hidden" if sheet.title == "Brouillon" else "visible"


def workbook(folder: Path, extension: str) -> Path:
    """Return the same workbook of four sheets in a format; the old and the free ones are kept as files."""
    if extension != "xlsx":
        return FIXTURES / f"classeur.{extension}"
    occupation = ["Résidence", "Mois", "Capacité", "Occupés au dernier jour", "Résidents présents"]
    sheets: dict[str, Rows] = {
        "Résidences": [["Code", "Résidence", "Type", "Nb logements conventionnés", "Contingent préfet %"],
                       ["VIA", "Viala", "Résidence sociale", 100, 0.3], ["TIL", "Les Tilleuls", "Résidence sociale", 60, 0.255]],
        "Registre": [["Conflits – mars 2025"], CONFLICT_HEADER, FIRST, SECOND],
        "Occupation": [occupation, ["Viala", date(2025, 3, 1), 100, 90, 120], [None, date(2025, 4, 1), 100, "#DIV/0!", 121]],
        "Brouillon": [CONFLICT_HEADER, ["C9", *FIRST[1:]]],
    }  # fmt: skip
    return write_xlsx(folder / "classeur.xlsx", sheets, dress)


@pytest.mark.parametrize("extension", ["xlsx", "xls", "ods"])
def test_a_format_changes_nothing(extension: str, tmp_path: Path, data: Path) -> None:
    path = workbook(tmp_path, extension)
    receipt = judge(path)
    assert receipt["kind"] == "referentiel_residences+occupation_mensuelle+conflits"
    [fault] = receipt["problems"]
    assert (fault["sheet"], fault["cell"], fault["value"]) == ("Occupation", "D3", "#DIV/0!")
    assert receipt["not_read"] == ["feuille masquée « Brouillon »"]
    lines = [values for _, values in receipt["lines"]]
    assert [line["prefect_quota_pct"] for line in lines if "prefect_quota_pct" in line] == [30, 25.5]
    assert [line for line in lines if "conflict_id" in line] == [READ_FIRST, READ_SECOND]
    assert [(line["residence"], line["month"]) for line in lines if "month" in line] == [
        ("VIA", date(2025, 3, 1))
    ]


@pytest.mark.parametrize(
    ("encoding", "delimiter"),
    [
        ("utf-8-sig", ";"),
        ("utf-8", ","),
        ("cp1252", ";"),
        ("cp1252", ","),
        ("utf-16", "\t"),
        ("utf-8", "|"),
        ("utf-8", "\t"),
    ],
)
def test_a_csv_is_read_whatever_its_encoding_and_delimiter(
    encoding: str, delimiter: str, tmp_path: Path, data: Path
) -> None:
    second = ["n° C2 ", "Résidence Les Tilleuls", "09.03.25", *SECOND[3:]]
    rows = [
        [*CONFLICT_HEADER, "Coût, € ; l’estimé"],
        ["C1", "Viala", "04/03/2025", "3e", "Bruit", "Résolu", "14/03/2025"],
        second,
    ]
    receipt = judge(write_csv(tmp_path / "f.csv", rows, delimiter, encoding))
    assert receipt["lines"] == [(2, READ_FIRST), (3, READ_SECOND)]
    assert receipt["not_read"] == ["feuille « CSV », colonne « Coût, € ; l’estimé »"]


def test_a_csv_keeps_the_row_numbers_that_a_spreadsheet_shows(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "f.csv"
    text = 'sep=;\nN°;Résidence;Date signalement;Nature\nC1;Viala;04/03/2025;"Bruit"\n"C\n2";Viala;05/03/2025;Bruit\n'
    text += "C\x0b3;?;05/03/2025;Bruit\n"
    path.write_text(text, encoding="utf-8")
    [problem] = judge(path)["problems"]
    assert (problem["row"], problem["cell"], problem["value"]) == (5, "B5", "?")


def test_a_quote_never_closed_swallows_no_line_in_silence(tmp_path: Path, data: Path) -> None:
    path = tmp_path / "f.csv"
    path.write_text(
        'N°;Résidence;Date signalement;Nature\nC1;"Viala;04/03/2025;Bruit\nC2;Viala;05/03/2025;Bruit\n',
        "utf-8",
    )
    receipt = judge(path)
    assert receipt["status"] == "refused"
    assert "guillemet" in receipt["problems"][0]["message"]


def test_a_formula_is_read_by_its_recorded_result(tmp_path: Path, data: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "f.xlsx")
    sheet = book.add_worksheet("F")
    sheet.write_row(
        0, 0, ["Résidence", "Mois", "Capacité", "Occupés au dernier jour", "Résidents présents", "Entrées"]
    )
    for row in (1, 2):
        sheet.write_row(row, 0, ["Viala", f"0{row}/2025", 100])
    sheet.write_formula("D2", "=C2-10", value=90)
    sheet.write_formula("E2", '=IF(A2="","",120)', value=120)
    sheet.write_formula("F2", '=IF(A9="","",1)', value="rien")
    sheet.write_formula("D3", "=#REF!+1", value="#REF!")
    sheet.write("E3", 0.9, book.add_format({"num_format": "0 %"}))
    sheet.write_formula("F9", '=IF(A9="","",1)', value="rien")
    book.close()
    # Excel records the empty text as a text without a value, which the library does not write.
    path = edit_part(
        tmp_path / "f.xlsx", "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>rien</v>", b"<v></v>")
    )
    receipt = judge(path)
    assert [(problem["cell"], problem["value"]) for problem in receipt["problems"]] == [
        ("D3", "#REF!"),
        ("E3", "90 %"),
    ]
    assert (receipt["read"], receipt["accepted"]) == (2, 1)


def test_a_formula_without_a_result_asks_to_be_opened_and_saved(tmp_path: Path, data: Path) -> None:
    path = write_xlsx(
        tmp_path / "f.xlsx", {"F": [CONFLICT_HEADER, FIRST, [*SECOND[:2], "=C2+5", *SECOND[3:]]]}
    )
    assert [problem["message"] for problem in judge(path)["problems"]] == [
        "Feuille « F », ligne 3, « Date signalement » : la formule n'a pas de résultat enregistré ;"
        " ouvrez puis enregistrez le fichier dans Excel"
    ]


def test_workbooks_are_read_with_the_parser_that_hostile_files_were_tried_on() -> None:
    """Word documents brought lxml, which openpyxl would take by itself: here, and in the process that reads a deposit."""
    asked = "import os, pipelines, openpyxl.xml; print(openpyxl.xml.LXML, os.environ['OPENPYXL_LXML'])"
    environment = {name: value for name, value in os.environ.items() if name != "OPENPYXL_LXML"}
    said = subprocess.run(
        [sys.executable, "-c", asked], env=environment, cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["False", "False"], "a child process has its parent's environment"
