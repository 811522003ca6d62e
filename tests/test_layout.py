"""The same table, however it is laid out, is read the same, each line under its own row number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.test_reading import FIRST, READ_FIRST, READ_SECOND, SECOND
from tests.workbooks import CONFLICT_HEADER, MEETING_HEADER, Rows, judge, judge_rows, write_xlsx

TOTAL = ["TOTAL", None, None, None, 2]


def two_lines(sheet: Worksheet) -> None:
    sheet.merge_cells("C1:G1")


def merged_header(sheet: Worksheet) -> None:
    for place in "ABCDEFG":
        sheet.merge_cells(f"{place}2:{place}3")


Finish = Callable[[Worksheet], None] | None
REPEATED = "en-tête répété"
LAYOUTS: dict[str, tuple[Rows, Finish, list[int], dict[int, str]]] = {
    "header on the first row": ([CONFLICT_HEADER, FIRST, SECOND], None, [2, 3], {}),
    "title, logo and blank rows above": (
        [["ASSOCIATION"], [], [None, "Registre", "édité le 12/01/2026"], [], CONFLICT_HEADER, FIRST, SECOND], None, [6, 7], {}),
    "not in the corner": ([[], *([None, None, *row] for row in (CONFLICT_HEADER, FIRST, SECOND))], None, [3, 4], {}),
    "header repeated": ([CONFLICT_HEADER, FIRST, CONFLICT_HEADER, SECOND], None, [2, 4], {3: REPEATED}),
    "totals": ([CONFLICT_HEADER, FIRST, ["Sous-total"], SECOND, TOTAL, ["MOYENNE", 1]], None, [2, 4],
               {3: "ligne de total", 5: "ligne de total", 6: "ligne de total"}),
    "blank lines and a note": ([CONFLICT_HEADER, FIRST, [], SECOND, [], [None, "Merci de renvoyer avant le 10"]], None, [2, 4],
                               {3: "ligne vide", 5: "ligne vide", 6: "note hors du tableau"}),
    "numbered in advance": ([CONFLICT_HEADER, FIRST, ["C3"], SECOND, ["C4"], ["C5"]], None, [2, 4], {3: "ligne vide"}),
    "the same line twice": ([CONFLICT_HEADER, FIRST, SECOND, FIRST], None, [2, 3], {4: "ligne répétée à l'identique"}),
    "header on two rows": ([[None, None, "Situation"], CONFLICT_HEADER, FIRST, SECOND], two_lines, [3, 4], {}),
    "header merged on two rows": ([["Conflits"], CONFLICT_HEADER, [], FIRST, SECOND], merged_header, [4, 5],
                                  {3: "ligne vide"}),
    "columns in another order, other words": (
        [["Clôturé le", "Catégorie", "RS", "Réf.", "Signalé le", "RESULTAT", "palier / bâtiment"],
         *([row[6], row[4], row[1], row[0], row[2], row[5], row[3]] for row in (FIRST, SECOND))], None, [2, 3], {}),
}  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_changes_nothing(layout: str, tmp_path: Path, data: Path) -> None:
    rows, finish, places, ignored = LAYOUTS[layout]
    receipt = judge(write_xlsx(tmp_path / "f.xlsx", {"Registre": rows}, finish))
    assert receipt["lines"] == list(zip(places, (READ_FIRST, READ_SECOND), strict=True))
    assert {line["row"]: line["reason"] for line in receipt["ignored_lines"]} == ignored
    assert receipt["read"] == 2 + len(ignored)


def test_a_two_line_header_gives_each_column_its_parent(tmp_path: Path, data: Path) -> None:
    top = ["Date", "Résidence", "Type de réunion", "Statut", "Membres comité", None]
    rows = [
        top,
        [None, None, None, None, "présents", "en exercice"],
        [date(2025, 3, 4), "Viala", "Comité de résidents", "Tenue", 3, 5],
    ]
    path = write_xlsx(tmp_path / "f.xlsx", {"F": rows}, lambda sheet: sheet.merge_cells("E1:F1"))
    [(row, values)] = judge(path)["lines"]
    assert (row, values["members_present"], values["members_in_office"]) == (3, 3, 5)


def test_a_merge_gives_its_residence_to_each_row_and_nothing_else(tmp_path: Path, data: Path) -> None:
    def merge(sheet: Worksheet) -> None:
        sheet.merge_cells("B2:B3")
        sheet.merge_cells("F2:F3")

    rows = [CONFLICT_HEADER, FIRST, ["C2", None, *SECOND[2:5], None, None]]
    [(_, first), (_, second)] = judge(write_xlsx(tmp_path / "f.xlsx", {"F": rows}, merge))["lines"]
    assert (first["residence"], second["residence"]) == ("VIA", "VIA")
    assert (first.get("outcome"), second.get("outcome")) == ("resolu", None)


def test_a_hidden_row_is_read_and_said(tmp_path: Path, data: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.row_dimensions[3].hidden = True

    receipt = judge(write_xlsx(tmp_path / "f.xlsx", {"F": [CONFLICT_HEADER, FIRST, SECOND]}, hide))
    assert [row for row, _ in receipt["lines"]] == [2, 3]
    assert [note["row"] for note in receipt["remarks"]] == [3]


MONTHS: list[list[Any]] = [
    ["janvier", "février", "mars", "avril"], ["janv. 25", "fév-25", "mars 25", "avr. 25"], [date(2025, n, 1) for n in (1, 2, 3, 4)],
]  # fmt: skip


@pytest.mark.parametrize("months", MONTHS, ids=str)
def test_months_as_columns_become_rows(months: list[Any], tmp_path: Path, data: Path) -> None:
    rows = [["Occupation 2025 – Résidence Viala"], ["", *months], ["Capacité", 100, 100, 100, None],
            ["Logements occupés", 90, 91, 92, None], ["Résidents présents", 120, "env. 121", 122, None]]  # fmt: skip
    receipt = judge(write_xlsx(tmp_path / "f.xlsx", {"Occupation": rows}))
    read = [
        (values["month"], values["residence"], values["units_occupied_eom"]) for _, values in receipt["lines"]
    ]
    assert read == [(date(2025, 1, 1), "VIA", 90), (date(2025, 3, 1), "VIA", 92)]
    assert (receipt["read"], receipt["set_aside"], receipt["ignored"]) == (4, 1, 1)
    assert [problem["cell"] for problem in receipt["problems"]] == ["C5"]


@pytest.mark.parametrize("names", [("Janv", "FEV 25"), ("janvier", "février 2025"), ("01-2025", "02-2025")])
def test_a_sheet_a_month_and_a_sheet_a_residence_say_what_their_lines_lack(
    names: tuple[str, str], tmp_path: Path, data: Path
) -> None:
    head = ["Résidence", "Capacité", "Occupés au dernier jour", "Résidents présents"]
    sheets: dict[str, Rows] = {name: [["Relevé 2025"], head, ["Viala", 100, 90, 120]] for name in names}
    sheets["RS Les Tilleuls"] = [["Mois", *head[1:]], ["mars 2025", 60, 50, 66]]
    lines = judge(write_xlsx(tmp_path / "f.xlsx", sheets))["lines"]
    assert [(values["residence"], values["month"]) for _, values in lines] == [
        ("VIA", date(2025, 1, 1)),
        ("VIA", date(2025, 2, 1)),
        ("TIL", date(2025, 3, 1)),
    ]


def test_two_tables_in_one_sheet_are_two_kinds(data: Path) -> None:
    meeting = [date(2025, 3, 4), "Viala", "Réunion de palier", "3e", "Tenue", 30, 12]
    receipt = judge_rows([CONFLICT_HEADER, FIRST, SECOND, [], ["Réunions"], MEETING_HEADER, meeting])
    assert receipt["kind"] == "reunions+conflits"
    assert [row for row, _ in receipt["lines"]] == [2, 3, 7]
    assert receipt["read"] == receipt["accepted"] + receipt["ignored"]


def test_two_columns_that_mean_the_same_are_refused_rather_than_chosen(data: Path) -> None:
    receipt = judge_rows([[*CONFLICT_HEADER, "Signalé le"], [*FIRST, date(2025, 3, 5)]])
    assert (receipt["status"], receipt["set_aside"]) == ("refused", 1)
    assert receipt["problems"][0]["message"] == (
        "Feuille « Feuille », ligne 1, « Signalé le » : les colonnes « Date signalement » et « Signalé le »"
        " veulent dire la même chose ; n'en gardez qu'une"
    )


def test_a_missing_column_is_named_with_the_row_to_complete(data: Path) -> None:
    receipt = judge_rows(
        [
            ["Conflits"],
            [header for header in CONFLICT_HEADER if header != "Résidence"],
            [*FIRST[:1], *FIRST[2:]],
        ]
    )
    assert receipt["problems"][0]["message"] == (
        "Feuille « Feuille », ligne 2, « Résidence » : la colonne obligatoire « Résidence » manque ;"
        " ajoutez-la à l'en-tête de la ligne 2"
    )


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["Bonjour", "tout", "le monde"]], "partez du classeur vierge"),
        (
            [["Résidence", "Nature", "Commentaire"], ["Viala", "Bruit", "x"]],
            "cela ressemble à « Registre des conflits »",
        ),
        ([[]], "aucune donnée visible"),
    ],
)
def test_a_sheet_without_a_known_header_is_refused_with_what_it_lacks(
    rows: Rows, said: str, data: Path
) -> None:
    receipt = judge_rows(rows)
    assert (receipt["status"], receipt["kind"], receipt["read"]) == ("refused", None, 0)
    assert said in receipt["problems"][0]["message"]
