"""The workbook handed out: what is locked, what is proposed, what is explained; and to whom it is handed."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.__main__ import main
from pipelines.blank import workbook
from pipelines.blank_period import BadPeriod, announcement, periods
from pipelines.blank_plan import Plan, plan_blank
from pipelines.contract import Contract
from pipelines.contracts import contracts
from pipelines.hand_out import Blanks, NotHandedOut
from pipelines.journal import Journal
from pipelines.keep import check_files, load_files
from pipelines.lists import Code, Codes, Flag, Landings
from pipelines.types import Day, Whole
from tests.handed import HEADER_ROW, TODAY, grid, judged, loaded, sheet_of
from tests.test_carried import YEAR
from tests.workbooks import (
    OCCUPATION_HEADER,
    RESIDENCES,
    conflict,
    conflicts_file,
    judge_rows,
    residences_file,
)

ALL = pytest.mark.parametrize("contract", contracts().values(), ids=contracts())
_, KNOWN = loaded(grid(RESIDENCES), Journal())


def plan_of(contract: Contract, journal: Journal = KNOWN) -> Plan:
    return plan_blank(
        contract,
        "VIA",
        {"month": "2025-04", "wave": "Vague 2025", "call": "AAP 2025"}.get(contract.period, "2025"),
        journal,
        TODAY,
    )


def book_of(plan: Plan) -> Any:
    return openpyxl.load_workbook(io.BytesIO(workbook(plan)))


@ALL
def test_titles_and_headers_are_locked_and_lines_are_not(contract: Contract) -> None:
    sheet = book_of(plan_of(contract)).worksheets[0]
    assert (sheet.protection.sheet, sheet.protection.password) == (True, None)
    assert not any(
        (
            sheet.protection.deleteRows,
            sheet.protection.insertRows,
            sheet.protection.sort,
            sheet.protection.formatCells,
        )
    )
    written = [cell for row in sheet.iter_rows(max_row=HEADER_ROW) for cell in row if cell.value]
    assert len(written) >= len(contract.kept) + 2
    assert all(cell.protection.locked for cell in written)
    assert all(sheet.row_dimensions[row].s for row in range(1, HEADER_ROW)), "their blank cells too"
    below = [sheet.column_dimensions[letter] for letter in sheet.column_dimensions]
    assert (below[0].min, max(one.max for one in below)) == (1, 16_384)
    assert not any(one.protection.locked for one in below)
    assert not any(cell.protection.locked for row in sheet.iter_rows(min_row=HEADER_ROW + 1) for cell in row)


@ALL
def test_a_list_is_proposed_and_never_forced(contract: Contract) -> None:
    sheet = book_of(plan_of(contract)).worksheets[0]
    rules = {
        str(one.sqref).split(":")[0].rstrip("0123456789"): one
        for one in sheet.data_validations.dataValidation
    }
    for at, column in enumerate(contract.kept, 1):
        rule = rules.get(openpyxl.utils.get_column_letter(at))
        if isinstance(column.type, Code | Flag):
            assert (rule.type, rule.errorStyle) == ("list", "warning")
        elif isinstance(column.type, Day | Whole):
            assert (rule.type, rule.errorStyle, '="NC"' in rule.formula1) == ("custom", "warning", True)
        elif isinstance(column.type, Codes):
            assert (rule.type or "none", "virgule" in rule.prompt) == ("none", True)
        elif isinstance(column.type, Landings):
            assert rule is None


@ALL
def test_the_other_sheets_hold_no_line_and_are_not_spoken_of(
    contract: Contract, tmp_path: Path, data: Path
) -> None:
    book = book_of(plan_of(contract))
    assert book.sheetnames[1] == "Mode d'emploi"
    notice = [[cell.value for cell in row] for row in book["Mode d'emploi"].iter_rows()]
    texts = [str(cell) for row in notice for cell in row if cell]
    assert all(any(text.startswith(column.header) for text in texts) for column in contract.kept)
    assert {
        "En trois gestes",
        "Trois valeurs à ne pas confondre",
        "Jamais conservé",
        "Les colonnes",
        "Ensuite",
    } <= {*texts}
    receipt = judge_rows(notice, "Mode d'emploi")
    assert (receipt["read"], receipt["not_read"]) == (0, [])
    assert judge_rows(notice, "Notice")["not_read"] == [], "blanks handed out before were called so"


def test_the_notice_says_when_it_is_due_and_what_is_to_complete() -> None:
    notice = book_of(plan_of(contracts()["conflits"], YEAR))["Mode d'emploi"]
    texts = [str(cell.value) for row in notice.iter_rows() for cell in row if cell.value]
    assert "À déposer dans Palier le 10/05/2025 au plus tard." in texts
    assert "À compléter cette fois : 2 lignes" in texts
    year = book_of(plan_blank(contracts()["occupation_mensuelle"], "VIA", "2025", KNOWN, TODAY))[
        "Mode d'emploi"
    ]
    assert "Chaque mois, le 10 du mois suivant au plus tard." in [cell.value for cell in year["B"]]
    assert texts[texts.index("Ligne 7, Issue") + 1].startswith(
        "Toujours ouvert au 30/04/2025, depuis 43 jours"
    )
    assert (notice.page_setup.orientation, notice.page_setup.paperSize) == ("portrait", 9)
    assert (notice.sheet_properties.pageSetUpPr.fitToPage, notice.page_setup.fitToHeight) == (True, 0)


def test_a_cell_to_complete_is_yellow_selected_and_says_what_is_asked() -> None:
    sheet = book_of(plan_of(contracts()["conflits"], YEAR)).worksheets[0]
    cells = {cell.coordinate: cell for row in sheet.iter_rows(min_row=6) for cell in row if cell.comment}
    assert [sheet.cell(HEADER_ROW, cell.column).value for cell in cells.values()] == ["Issue", "Clos le"] * 2
    assert all(cell.fill.fgColor.rgb == "FFFFE699" for cell in cells.values())
    assert sheet.sheet_view.selection[-1].activeCell == next(iter(cells))
    assert "Toujours ouvert" in next(iter(cells.values())).comment.text
    recurrence = next(cell for cell in sheet[HEADER_ROW] if cell.value == "Récidive du n°")
    assert "n° C3" in recurrence.comment.text


def test_expected_statements_are_there_and_not_read_until_filled() -> None:
    contract = contracts()["occupation_mensuelle"]
    plan = plan_blank(contract, "VIA", "2025", KNOWN, TODAY)
    assert [line.cells["month"].value.month for line in plan.lines] == [*range(1, 13)]
    assert {line.cells["residence"].text for line in plan.lines} == {"Viala"}
    receipt = judged(sheet_of(plan), KNOWN)
    assert {why for _, _, why in receipt.ignored_lines} == {"ligne à remplir"}
    assert (receipt.accepted, receipt.set_aside, receipt.slices) == (0, 0, [])


def test_a_line_with_residence_and_month_only_is_not_a_month_received() -> None:
    header = [*OCCUPATION_HEADER, "Vu par"]
    receipt = judge_rows([header, ["Viala", date(2025, 1, 1), 90], ["Viala", date(2025, 2, 1)], ["Viala", date(2025, 3, 1), "NC"],
                          ["Viala", date(2025, 4, 1), None, None, None, "revoir"]])  # fmt: skip
    assert [part["period"] for part in receipt["slices"]] == ["2025-01", "2025-03", "2025-04"]


def test_a_conflict_of_which_only_the_date_is_known_is_a_conflict() -> None:
    receipt = judge_rows([["Résidence", "Date signalement", "Nature", "Issue"], ["Viala", date(2025, 1, 4)]])
    assert (receipt["accepted"], receipt["ignored"]) == (1, 0)


@pytest.mark.parametrize(
    ("months", "told"),
    [
        (["2025-03"], "Période : 03/2025"),
        (["2025-01", "2025-02"], "Période : du 01/01/2025 au 28/02/2025"),
        (["2024-12", "2025-02"], "Période : 12/2024, 02/2025"),
        (["2023-01", "2024-10", "2024-11", "2025-12"], "Période : 01/2023, 10/2024, 11/2024, 12/2025"),
    ],
)
def test_months_are_announced_as_our_reader_reads_them(months: list[str], told: str) -> None:
    assert announcement(contracts()["conflits"], months) == told


@pytest.mark.parametrize("asked", ["", "2025-13", "mars 2025", "2025-03..2025-01", "Vague 2025", "25-03"])
def test_a_period_that_is_none_is_said(asked: str) -> None:
    with pytest.raises(
        BadPeriod, match="n'est pas une période de « Registre des conflits » ; écrivez un mois"
    ):
        periods(contracts()["conflits"], asked)


def test_nobody_is_handed_what_is_anothers(data: Path, tmp_path: Path) -> None:
    line = conflict(1, date(2025, 3, 3), residence="Les Tilleuls")
    load_files(
        [residences_file(tmp_path), conflicts_file(tmp_path / "c.xlsx", "Mars 2025", [line])],
        lambda con: None,
    )
    team = Blanks(frozenset({"VIA"}))
    for residence in ("TIL", "Les Tilleuls", "les tilleuls", "Inconnue"):
        for is_filled in (False, True):
            with pytest.raises(NotHandedOut, match="n'est pas une de vos résidences"):
                team.make("conflits", residence, "2025-03", is_filled)
        assert team.to_complete("conflits", residence, "2025-03") == (0, 0)
        assert not team.is_received("conflits", residence, "2025-03")
    assert "2025-03" in Blanks(None).offered("conflits", "TIL")
    assert Blanks(None).make("conflits", "Les Tilleuls", "2025-03", True)
    with pytest.raises(NotHandedOut, match="n'est pas une de vos résidences"):
        team.make("referentiel_residences", "VIA", "")  # whose the lines are is leadership's


def test_the_command_writes_blank_and_filled(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    day = date(2025, 3, 3)
    file = conflicts_file(
        tmp_path / "c.xlsx", "Mars 2025", [conflict(1, day, outcome="En cours", closed_on=None)]
    )
    load_files([residences_file(tmp_path), file], lambda con: None)
    path = tmp_path / "v.xlsx"
    for more, told, rows in (
        ([], f"classeur vierge écrit : {path} ; 1 ligne(s) à compléter, 0 question(s)", 1),
        (["--filled"], f"classeur rempli écrit : {path}", 1),
        (["--json"], f'{{"file": "{path}", "to_complete": 1, "questions": 0}}', 1),
    ):
        asked = ["blank", "F5", "--residence", "VIA", "--period", "2025-03", "-o", str(path), *more]
        assert main(asked) == 0
        assert capsys.readouterr().out.strip() == told
        assert (check_files([path])[0].status, check_files([path])[0].accepted) == ("unchanged", rows)
        path.unlink()
    assert (
        main(["blank", "F5", "--residence", "VIA", "--period", "2025-02", "--filled", "-o", str(path)]) == 2
    )
    assert "rien n'est reçu de « Registre des conflits » pour Viala" in capsys.readouterr().err
    assert main(["blank", "F5", "--residence", "VIA", "--period", "mars", "-o", str(path)]) == 2
    assert not path.exists()


def test_signs_alone_name_no_landing() -> None:
    receipt = judge_rows(
        [["Résidence", "Date signalement", "Palier", "Nature"], ["Viala", date(2025, 1, 4), "{", "Bruit"]]
    )
    ((_, values),) = receipt["lines"]
    assert "landing" not in values
