"""The workbook given back: the same, with what is wrong marked in it; and what becomes of it when it comes again."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from pipelines.keep import check_files
from pipelines.marked import Unmarkable, given_back
from tests.given_back import MARCH, ORANGE, RED, RIGHT, WRONG, corrected, dressed, give_back, layout, looks
from tests.workbooks import (
    CONFLICT_HEADER,
    check,
    conflict,
    edit_part,
    kept_rows,
    load,
    residences_file,
    run,
    write_csv,
)


@pytest.fixture
def register(tmp_path: Path, data: Path) -> Path:
    """A register with five cells to look at, once the residences are known."""
    load(residences_file(tmp_path))
    return dressed(tmp_path / "Conflits 2025.xlsx")


def test_each_cell_at_fault_is_coloured_and_says_what_to_do(register: Path) -> None:
    [receipt] = check(register)
    told = {one["cell"]: one["message"].partition(" : ")[2] for one in receipt["problems"]}
    sheet = openpyxl.load_workbook(give_back(register))["Registre"]
    assert told.keys() == WRONG.keys()
    for cell, colour in WRONG.items():
        assert sheet[cell].fill.fgColor.rgb == colour
        assert told[cell].rstrip(".").lower() in sheet[cell].comment.text.lower()
    assert sheet["E4"].comment.text.startswith("je ne sais pas")


def test_every_other_cell_and_all_the_layout_are_as_they_were(register: Path) -> None:
    before, after = looks(register), looks(give_back(register))
    untouched = {place: seen for place, seen in before.items() if place[1] not in WRONG}
    assert {place: after[place] for place in untouched} == untouched
    for cell in WRONG:  # of the others, only the fill and the comment
        now = after["Registre", cell]
        was = before.get(("Registre", cell), now)  # B6 was not even written
        changed = {at % 8 for at, pair in enumerate(zip(was, now, strict=True)) if pair[0] != pair[1]}
        assert changed <= {2, 7}, cell
    front = f"À corriger ({len(WRONG)})"
    assert {name: seen for name, seen in layout(give_back(register)).items() if name != front} == layout(
        register
    )
    assert layout(register)["Registre"]["images"] == 1


def test_parts_that_are_not_ours_keep_every_byte(register: Path) -> None:
    with zipfile.ZipFile(register) as before, zipfile.ZipFile(give_back(register)) as after:
        changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
        assert after.testzip() is None
    assert {name for name in changed if "media" in name or "drawing1.xml" in name or "theme" in name} == set()
    assert "xl/worksheets/sheet2.xml" in changed


def test_the_first_sheet_lists_each_cell_and_leads_to_it(register: Path) -> None:
    book = openpyxl.load_workbook(give_back(register))
    front = book.worksheets[0]
    assert front.title == f"À corriger ({len(WRONG)})"
    assert book.active is front
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == [front.title]
    listed = {row[2].value: row for row in front.iter_rows(min_row=5)}
    assert listed.keys() == WRONG.keys()
    for cell, row in listed.items():
        assert row[1].value == "Registre"
        assert row[2].hyperlink.location == f"'Registre'!{cell}"
        assert row[5].value
    assert front.freeze_panes == "A5"
    assert [listed["E4"][at].value for at in (0, 3, 4)] == ["Faute", "Nature", "???"]
    assert listed["G7"][0].value == "Doute"


def test_a_workbook_given_back_and_not_corrected_holds_the_same_faults(register: Path) -> None:
    [first], [again] = check(register), check(give_back(register))
    assert again["returned"] == {"marked": 5, "corrected": 0, "left": 5, "new": 0}
    for told in ("read", "accepted", "problems", "slices", "not_read", "interpreted", "ignored_lines"):
        assert again[told] == first[told], told


def test_what_was_corrected_is_counted(register: Path) -> None:
    some = {cell: value for cell, value in RIGHT.items() if cell != "F5"}
    path = corrected(give_back(register), some)
    [receipt] = check(path)
    assert receipt["returned"] == {"marked": 5, "corrected": 4, "left": 1, "new": 0}
    corrected(path, {"E3": "tapage ?"})
    assert check(path)[0]["returned"] == {"marked": 5, "corrected": 4, "left": 1, "new": 1}


def test_a_line_put_above_does_not_make_faults_new(register: Path) -> None:
    path = give_back(register)
    book = openpyxl.load_workbook(path)
    book["Registre"].insert_rows(3)
    book["Registre"].unmerge_cells("A1:G1")
    book.save(path)
    told = check(path)[0]["returned"]
    assert (told["left"], told["new"]) == (5, 0)


def test_once_corrected_it_loads_the_rows_of_the_original_corrected_by_hand(register: Path) -> None:
    given = corrected(give_back(register), RIGHT)
    by_hand = corrected(register, RIGHT)
    [first] = load(by_hand, reason="vu")
    assert first["status"] == "loaded"
    assert check(given)[0]["returned"] == {"marked": 5, "corrected": 5, "left": 0, "new": 0}
    assert check(given)[0]["status"] == "unchanged"
    assert len(kept_rows("conflits")) == 5


def test_given_back_twice_it_has_one_list_and_no_old_colour(register: Path) -> None:
    path = corrected(give_back(register), {cell: value for cell, value in RIGHT.items() if cell != "F5"})
    again = openpyxl.load_workbook(give_back(path))
    assert again.sheetnames == ["À corriger (1)", "Notes", "Registre"]
    sheet = again["Registre"]
    coloured = {cell for cell in WRONG if sheet[cell].fill.fgColor.rgb in (RED, ORANGE)}
    assert coloured == {"F5"}
    commented = {
        cell.coordinate for row in sheet for cell in row if cell.comment and "Palier" in cell.comment.text
    }
    assert commented == {"F5"}
    assert sheet["A4"].comment.text == "à revoir avec l'équipe"
    assert again["Registre"].defined_names.keys() == {"local"}


def test_what_staff_typed_never_becomes_a_formula(tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path))
    typed = ["=1+2", "+33", "@SOMME(A1)", '=HYPERLINK("http://exemple.fr")']
    rows = [conflict(at, MARCH, category=text) for at, text in enumerate(typed)]
    path = write_csv(tmp_path / "Conflits 2025.csv", [CONFLICT_HEADER, *rows])
    given = openpyxl.load_workbook(give_back(path))
    assert [cell.value for sheet in given for row in sheet for cell in row if cell.data_type == "f"] == []
    assert set(typed) <= {row[4].value for row in given.worksheets[0].iter_rows(min_row=5)}


def test_macros_are_left_and_said(register: Path) -> None:
    types = "[Content_Types].xml"
    main, macro = b"spreadsheetml.sheet.main+xml", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    path = register.rename(register.with_suffix(".xlsm"))
    edit_part(
        path, types, lambda xml: xml.replace(b"application/vnd.openxmlformats-officedocument." + main, macro)
    )
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    given = give_back(path)
    with zipfile.ZipFile(given) as archive:
        assert not [name for name in archive.namelist() if "vba" in name]
        assert b"macroEnabled" not in archive.read(types)
    assert "macros" in openpyxl.load_workbook(given).worksheets[0]["A2"].value


def test_a_sound_workbook_is_not_given_back(tmp_path: Path, data: Path) -> None:
    path = residences_file(tmp_path)
    with pytest.raises(Unmarkable):
        given_back(path, check_files([path])[0])


def test_where_nothing_can_be_written_in_it_the_list_is_given_alone(
    register: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.marked._made", lambda *_: None)
    [receipt] = check_files([register])
    register.with_name("liste.xlsx").write_bytes(given_back(register, receipt))
    sheet = openpyxl.load_workbook(register.with_name("liste.xlsx")).worksheets[0]
    assert sheet.title == f"À corriger ({len(WRONG)})"
    listed = {row[1]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert listed.keys() == WRONG.keys()
    for problem in receipt.problems:
        assert problem.message.partition(" : ")[2].rstrip(".").lower() in str(listed[problem.cell][4]).lower()


def test_nothing_of_what_cells_hold_is_in_the_mark(register: Path) -> None:
    with zipfile.ZipFile(give_back(register)) as archive:
        mark = archive.read("docProps/custom.xml").decode()
    assert "réglé" not in mark
    assert "Registre" not in mark
    assert "E4=" in mark


def test_the_command_writes_what_is_refused(register: Path, tmp_path: Path) -> None:
    status, [receipt] = run("pipelines", "check", register, "--mark", tmp_path / "rendus")
    assert (status, receipt["status"]) == (1, "refused")
    [given] = (tmp_path / "rendus").iterdir()
    assert given.name == "Conflits 2025 - à corriger.xlsx"
    assert check(given)[0]["returned"]["marked"] == 5
