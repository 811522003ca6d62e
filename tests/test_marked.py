"""The workbook given back: the same, with what is wrong marked in it; and what becomes of it when it comes again."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from pipelines.flaws import Flaw
from pipelines.keep import check_files
from pipelines.marked import Unmarkable, _made, given_back
from pipelines.read import read
from tests.workbooks import (
    CONFLICT_HEADER,
    ROOT,
    check,
    conflict,
    edit_part,
    kept_rows,
    load,
    residences_file,
    run,
    write_csv,
    write_xlsx,
)

CORPUS = ROOT.parent / "shared/corpus"
MARCH = date(2025, 3, 4)
RED, ORANGE = "FFF8B4B1", "FFFBD8A3"
LINES = [
    conflict(1, MARCH),
    conflict(2, MARCH, category="???"),
    conflict(3, MARCH, outcome="réglé", closed_on="31/02/2025"),
    conflict(4, MARCH, residence=None),
    conflict(5, MARCH, outcome="En cours"),
]
# What a reader of the contract finds by hand: three lists and a date, a blank, and a doubt (under way, and closed).
WRONG = {"E4": RED, "F5": RED, "G5": RED, "B6": RED, "G7": ORANGE}
RIGHT = {"E4": "Bruit", "F5": "Résolu", "G5": date(2025, 3, 9), "B6": "Viala", "G7": None}


@pytest.fixture
def register(tmp_path: Path, data: Path) -> Path:
    """A register dressed as staff do, with five cells to look at, once the residences are known."""
    load(residences_file(tmp_path))
    return dressed(tmp_path / "Conflits 2025.xlsx")


def dressed(path: Path) -> Path:
    write_xlsx(path, {"Notes": [["pour mémoire"]], "Registre": [["Conflits 2025"], CONFLICT_HEADER, *LINES]})
    book = openpyxl.load_workbook(path)
    sheet = book["Registre"]
    sheet.merge_cells("A1:G1")
    sheet["A1"].font = Font(bold=True, size=16, color="FF883300")
    sheet["E4"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["C3"].number_format = "dddd d mmmm yyyy"
    sheet["A4"].comment = Comment("à revoir avec l'équipe", "une collègue")
    sheet["E4"].comment = Comment("je ne sais pas", "une collègue")
    sheet["J3"] = "=1+1"
    sheet.column_dimensions["B"].width = 33
    sheet.row_dimensions[4].height = 40
    sheet.row_dimensions[5].hidden = True
    sheet.freeze_panes = "A3"
    sheet.conditional_formatting.add("A3:A9", CellIsRule("equal", ["1"], font=Font(bold=True)))
    wanted = DataValidation("list", formula1='"Bruit,Autre"')
    wanted.add("E3:E9")
    sheet.add_data_validation(wanted)
    sheet.defined_names["local"] = DefinedName("local", attr_text="Registre!$A$1")
    sheet.add_image(Image(io.BytesIO(_pixel())), "L2")
    book.active = 1
    book.save(path)
    # As Excel leaves it: a formula has its result.
    return edit_part(path, "xl/worksheets/sheet2.xml", lambda xml: xml.replace(b"<v /></c>", b"<v>2</v></c>"))


def _pixel() -> bytes:
    import base64

    return base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )


def give_back(path: Path) -> Path:
    """Return the marked workbook, as the person takes it away."""
    [receipt] = check_files([path])
    returned = path.with_name(f"{path.stem} - à corriger.xlsx")
    returned.write_bytes(given_back(path, receipt))
    return returned


def corrected(path: Path, values: dict[str, Any], sheet: str = "Registre") -> Path:
    book = openpyxl.load_workbook(path)
    for cell, value in values.items():
        book[sheet][cell] = value
    book.save(path)
    return path


def looks(path: Path) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Return what openpyxl sees of every cell: value, formula, font, fill, border, format, alignment, comment."""
    seen = {}
    for book in (openpyxl.load_workbook(path), openpyxl.load_workbook(path, data_only=True)):
        for sheet in book.worksheets:
            for cell in sheet._cells.values():  # type: ignore[attr-defined]
                style = (
                    cell.font,
                    cell.fill,
                    cell.border,
                    cell.number_format,
                    cell.alignment,
                    cell.protection,
                )
                told = cell.comment.text if cell.comment else ""
                seen[sheet.title, cell.coordinate] = (
                    *seen.get((sheet.title, cell.coordinate), ()),
                    getattr(cell.value, "text", cell.value),  # of an array, its formula
                )
                seen[sheet.title, cell.coordinate] += (*map(repr, style), told)
    return seen


def layout(path: Path) -> dict[str, Any]:
    """Return what openpyxl sees of every sheet beside its cells."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: {
            "widths": {name: (size.width, size.hidden) for name, size in sheet.column_dimensions.items()},
            "heights": {name: (size.height, size.hidden) for name, size in sheet.row_dimensions.items()},
            "merged": sorted(map(str, sheet.merged_cells.ranges)),
            "frozen": sheet.freeze_panes,
            "state": sheet.sheet_state,
            "conditional": sorted(str(part.sqref) for part in sheet.conditional_formatting),
            "lists": sorted((str(one.sqref), one.formula1) for one in sheet.data_validations.dataValidation),
            "names": sorted((name, one.attr_text) for name, one in sheet.defined_names.items()),
            "tables": sorted(sheet.tables),
            "images": len(sheet._images),  # type: ignore[attr-defined]
            "charts": len(sheet._charts),  # type: ignore[attr-defined]
        }
        for sheet in book.worksheets
    }


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


@pytest.mark.parametrize("kind", ["csv", "xls", "ods"])
def test_other_formats_come_back_as_xlsx_with_the_same_cells(kind: str, tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path))
    rows = [["Conflits 2025"], CONFLICT_HEADER, *LINES]
    told = [[f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row] for row in rows]
    path = write_csv(tmp_path / "Conflits 2025.csv", told)
    if kind != "csv":
        pytest.importorskip("python_calamine")
        path = _written_as(kind, tmp_path)
    given = give_back(path)
    [receipt], [again] = check(path), check(given)
    assert given.suffix == ".xlsx"
    assert receipt["problems"]
    assert again["problems"] == receipt["problems"]
    assert again["returned"]["left"] == len(receipt["problems"])
    for one in receipt["problems"]:
        assert openpyxl.load_workbook(given)[one["sheet"]][one["cell"]].comment


def _written_as(kind: str, folder: Path) -> Path:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice (soffice) is not on this machine: no register is written as .xls or .ods")
    source = write_xlsx(
        folder / "source/Conflits 2025.xlsx", {"Registre": [["Conflits 2025"], CONFLICT_HEADER, *LINES]}
    )
    return _converted(office, source, kind, folder)


def _converted(office: str, source: Path, kind: str, folder: Path) -> Path:
    home = f"-env:UserInstallation=file://{folder}/office"
    command = [office, home, "--headless", "--convert-to", kind, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return folder / f"{source.stem}.{kind}"


def test_libreoffice_opens_it_with_its_colours_and_comments(register: Path, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if not office:
        pytest.skip("LibreOffice (soffice) is not on this machine")
    (tmp_path / "saved").mkdir()
    saved = _converted(office, give_back(register), "xlsx", tmp_path / "saved")
    sheet = openpyxl.load_workbook(saved)["Registre"]
    for cell, colour in WRONG.items():
        assert sheet[cell].fill.fgColor.rgb == colour
        assert "Palier" in sheet[cell].comment.text
    assert check(saved)[0]["returned"] == {"marked": 5, "corrected": 0, "left": 5, "new": 0}


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


def corpus() -> Iterator[Path]:
    return (path for path in sorted(CORPUS.rglob("*.xls[xm]")))


@pytest.mark.filterwarnings("ignore")  # of openpyxl, about what these workbooks hold
@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="the real workbooks (../shared/corpus) are not on this machine"
)
def test_real_workbooks_lose_nothing_that_openpyxl_sees(tmp_path: Path) -> None:
    compared, lost = 0, []
    for path in corpus():
        [workbook] = read([path])
        cells = [(sheet, place) for sheet in workbook.sheets for place in list(sheet.cells)[:3]]
        marks = [
            Flaw(sheet.name, row, column, "Colonne", "lu", ("à revoir",), "fault", None)
            for sheet, (row, column) in cells
        ]
        try:
            before, shape = looks(path), layout(path)
        except Exception:  # noqa: BLE001 — openpyxl itself does not open this one
            continue
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            is_styled = "xl/styles.xml" in names and b"cellXfs" in archive.read("xl/styles.xml")
        if not (
            marks and before and is_styled
        ):  # of some, openpyxl says nothing, or lends them styles of its own
            continue
        given = tmp_path / "rendu.xlsx"
        given.write_bytes(_made(path, workbook, marks, anew=False))
        marked = {(flaw.sheet, flaw.cell) for flaw in marks}
        after, shape_after = looks(given), layout(given)
        shape_after.pop(next(iter(shape_after)))
        untouched = {place: seen for place, seen in before.items() if place not in marked}
        same = {place: after.get(place) for place in untouched} == untouched and shape_after == shape
        if not same or any(not after[place][7] for place in marked):
            lost.append(path.name)
        compared += 1
    assert lost == []
    assert compared > 40
