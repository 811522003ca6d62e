"""What is typed over the cells at fault: judged as the workbook is, refused where nothing was wrong, told in the journal."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from indicators.compute import compute
from pipelines import desk
from pipelines.folder import data_folder
from pipelines.journal import read_journal
from pipelines.ownership import UNBOUNDED, Bounds
from tests.workbooks import (
    CONFLICT_HEADER,
    check,
    conflict,
    conflicts_file,
    dropped,
    kept_rows,
    load,
    residences_file,
    write_xlsx,
)

MARCH = date(2025, 3, 4)
SHEET = "Registre"
LINES = [
    conflict(1, MARCH),
    conflict(2, MARCH, category="???"),
    conflict(3, MARCH, outcome="réglé", closed_on="31/02/2025"),
    conflict(4, MARCH, residence="Vialla-Haute"),
]
TYPED = {(SHEET, 4, 5): "Bruit", (SHEET, 5, 6): "Résolu", (SHEET, 5, 7): "28/03/2025", (SHEET, 6, 2): "viala"}


@pytest.fixture
def register(tmp_path: Path, data: Path) -> Path:
    """A register with four cells at fault, once the residences are known."""
    load(residences_file(tmp_path))
    return conflicts_file(tmp_path / "f.xlsx", "2025", LINES, SHEET)


def judged(path: Path, typed: Any) -> dict[str, Any]:
    return check(path, corrections=[typed])[0]


def test_what_is_typed_loads_the_rows_of_the_workbook_corrected_by_hand(register: Path) -> None:
    [receipt] = load(register, corrections=[TYPED])
    assert (receipt["status"], receipt["read"], receipt["accepted"]) == ("loaded", 4, 4)
    book = openpyxl.load_workbook(register)
    for (_, row, number), text in TYPED.items():
        book[SHEET].cell(row, number, text)
    book.save(register)
    assert check(register)[0]["status"] == "unchanged"


def test_each_correction_counts_on_its_own_and_no_line_is_lost(register: Path) -> None:
    typed: dict[Any, str] = {}
    left = []
    for place, text in TYPED.items():
        typed[place] = text
        receipt = judged(register, typed)
        left.append(sum(one["severity"] == "fault" for one in receipt["problems"]))
        assert receipt["read"] == receipt["accepted"] + receipt["set_aside"] + receipt["ignored"] == 4
    assert left == [3, 2, 1, 0]
    assert receipt["status"] == "acceptable"


def test_the_rest_may_still_be_set_aside(register: Path) -> None:
    [receipt] = load(register, corrections=[{(SHEET, 4, 5): "Bruit"}], set_aside=True)
    assert (receipt["accepted"], receipt["set_aside"]) == (2, 2)
    assert [row["conflict_id"] for row in kept_rows("conflits")] == ["C1", "C2"]


@pytest.mark.parametrize(
    "place", [(SHEET, 3, 5), (SHEET, 4, 1), (SHEET, 99, 1), ("Ailleurs", 4, 5), (SHEET, 2, 5)]
)
def test_a_cell_that_was_not_at_fault_is_not_changed(place: Any, register: Path) -> None:
    for aside in (False, True):
        [receipt] = load(register, corrections=[TYPED | {place: "Autre"}], set_aside=aside)
        assert receipt["status"] == "refused"
        assert "n'est pas en faute" in receipt["problems"][-1]["message"]
    assert kept_rows("conflits") == []


def test_a_fault_that_a_correction_uncovers_may_be_corrected_too(tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path))
    line = conflict(1, MARCH, closed_on=date(2025, 2, 1))
    line[2] = "31/02/2025"
    path = conflicts_file(tmp_path / "f.xlsx", "2025", [line], SHEET)
    once = judged(path, {(SHEET, 3, 3): "04/03/2025"})
    [uncovered] = [one for one in once["problems"] if one["severity"] == "fault"]
    assert (uncovered["cell"], once["status"]) == ("G3", "refused")
    assert judged(path, {(SHEET, 3, 3): "04/03/2025", (SHEET, 3, 7): "09/03/2025"})["status"] == "acceptable"


def test_a_wrong_correction_is_told_like_any_fault(register: Path) -> None:
    receipt = judged(register, TYPED | {(SHEET, 5, 7): "30/02/2025"})
    assert [(one["cell"], one["value"]) for one in receipt["problems"]] == [("G5", "30/02/2025")]


def test_a_cell_may_be_emptied(register: Path) -> None:
    receipt = judged(register, TYPED | {(SHEET, 5, 6): "En cours", (SHEET, 5, 7): ""})
    assert receipt["status"] == "acceptable"
    assert not [one for one in receipt["problems"] if one["cell"] == "G5"]


def test_months_as_columns_are_corrected_where_they_stand(tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path))
    rows = [
        ["Viala 2025", "janvier", "février", "mars"],
        ["Capacité", 100, "cent", 100],
        ["Occupés au dernier jour", 90, 91, 92],
        ["Résidents présents", 120, 121, 122],
    ]
    path = write_xlsx(tmp_path / "f.xlsx", {"Viala 2025": rows})
    [fault] = [one for one in check(path)[0]["problems"] if one["severity"] == "fault"]
    assert fault["cell"] == "C2"
    [receipt] = load(path, corrections=[{("Viala 2025", 2, 3): "100"}])
    assert receipt["status"] == "loaded"
    assert [row["units_total"] for row in kept_rows("occupation_mensuelle")] == [100, 100, 100]


def test_a_merged_residence_is_corrected_once_for_all_its_lines(tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path))
    lines = [
        ["2025"],
        CONFLICT_HEADER,
        conflict(1, MARCH, residence="Vialla-Haute"),
        conflict(2, MARCH, residence=""),
    ]
    path = write_xlsx(tmp_path / "f.xlsx", {SHEET: lines}, lambda sheet: sheet.merge_cells("B3:B4"))
    [(receipt, _)] = desk.check([dropped(path)], UNBOUNDED)
    assert [one["place"] for one in receipt["to_repair"]] == [[SHEET, 3, 2]]
    assert judged(path, {(SHEET, 3, 2): "Viala"})["accepted"] == 2


def test_the_journal_says_which_cells_and_keeps_no_word_that_could_name_a_person(
    tmp_path: Path, data: Path
) -> None:
    load(residences_file(tmp_path))
    lines = [*LINES, conflict(5, MARCH, residence="Mme Durand"), conflict(6, MARCH, category="chez M. Petit")]
    path = conflicts_file(tmp_path / "f.xlsx", "2025", lines, SHEET)
    typed = TYPED | {(SHEET, 7, 2): "Mme Martin, chambre 12", (SHEET, 8, 5): "Autre"}
    load(path, corrections=[typed], set_aside=True)
    [entry] = [one for one in read_journal().entries if one.kind == "conflits"]
    told = {one["cell"]: (one.get("column"), one.get("value")) for one in entry.corrections}
    assert told == {
        "E4": ("Nature", "bruit"),
        "F5": ("Issue", "resolu"),
        "G5": ("Clos le", "2025-03-28"),
        "B6": ("Résidence", "VIA"),
        "B7": (None, None),
        "E8": ("Nature", "autre"),
    }
    held = b"".join(one.read_bytes() for one in data_folder().rglob("*") if one.is_file())
    for word in (b"Durand", b"Martin", b"Petit"):
        assert word not in held


def test_an_entry_written_before_corrections_is_still_read(register: Path) -> None:
    load(register, corrections=[TYPED])
    *_, path = sorted((data_folder() / "loads").glob("*.json"))
    raw = json.loads(path.read_text("utf-8"))
    del raw["corrections"]
    path.write_text(json.dumps(raw), "utf-8")
    assert read_journal().entries[-1].corrections == ()


def test_the_counter_offers_the_cells_at_fault_and_the_values_of_their_lists(register: Path) -> None:
    [(receipt, _)] = desk.check([dropped(register)], UNBOUNDED)
    offered = {one["cell"]: one for one in receipt["to_repair"]}
    assert offered.keys() == {"E4", "F5", "G5", "B6"}
    assert "Bruit" in offered["E4"]["options"]
    assert offered["B6"]["options"] == ["Les Tilleuls", "Viala"]
    assert offered["G5"]["options"] == []
    own = Bounds(frozenset({"VIA"}), may_list=False)
    [(of_team, _)] = desk.check([dropped(register)], own)
    assert {one["cell"]: one["options"] for one in of_team["to_repair"]}["B6"] == ["Viala"]


def test_the_counter_loads_with_what_was_typed(register: Path) -> None:
    [(receipt, _)] = desk.check([dropped(register)], UNBOUNDED, corrections=[TYPED])
    assert (receipt["status"], receipt["to_repair"]) == ("acceptable", [])
    [done] = desk.load([(dropped(register), False)], compute, "", UNBOUNDED, "essai", [TYPED])
    assert (done["status"], done["accepted"]) == ("loaded", 4)


def test_a_header_to_correct_is_not_a_thousand_cells_to_type(tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path))
    header = [label for label in CONFLICT_HEADER if label != "Date signalement"]
    rows = [[cell for at, cell in enumerate(conflict(n, MARCH)) if at != 2] for n in range(30)]
    path = write_xlsx(tmp_path / "f.xlsx", {SHEET: [header, *rows]})
    [(receipt, _)] = desk.check([dropped(path)], UNBOUNDED)
    assert receipt["status"] == "refused"
    assert receipt["to_repair"] == []
