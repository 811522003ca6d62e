"""The workbook given back, opened by LibreOffice and saved by it: its formatting, its comments and its links are there.

LibreOffice starts slowly: what one test converts, it converts in one run.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.ensure_tools import find_office
from tests.given_back import LINES, WRONG, dressed, give_back, layout
from tests.workbooks import CONFLICT_HEADER, Receipt, check, load, residences_file, write_csv, write_xlsx

MISSING = "LibreOffice is not on this machine: run `python tests/ensure_tools.py`"


@pytest.fixture
def office() -> str:
    """The path of LibreOffice. On a machine of continuous integration, its absence is a failure."""
    found = find_office()
    if not found and os.environ.get("CI"):
        pytest.fail(MISSING)
    return found or pytest.skip(MISSING)


def converted(office: str, sources: Sequence[Path], kind: str, folder: Path) -> list[Path]:
    """Return what LibreOffice makes of workbooks once it has opened them and saved them in a format."""
    folder.mkdir(parents=True, exist_ok=True)
    home = f"-env:UserInstallation=file://{folder.parent}/office"
    command = [office, home, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, sources)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    return [folder / f"{source.stem}.{kind}" for source in sources]


def comments(path: Path) -> dict[tuple[str, str], str]:
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): cell.comment.text
        for sheet in book.worksheets
        for row in sheet
        for cell in row
        if cell.comment
    }


def formats(path: Path, left_out: set[str]) -> dict[tuple[str, str], tuple[Any, ...]]:
    """Return how the cells that hold something look, those left out apart, and the list that we add."""
    book = openpyxl.load_workbook(path)
    return {
        (sheet.title, cell.coordinate): (
            cell.value,
            cell.number_format.lower(),
            cell.font.b,
            cell.font.sz,
            cell.font.color.rgb if cell.font.color else None,
            cell.fill.fill_type,
            cell.fill.fgColor.rgb if cell.fill.fill_type else None,
        )
        for sheet in book.worksheets
        if not sheet.title.startswith("À corriger")
        for row in sheet
        for cell in row
        if cell.value is not None and cell.coordinate not in left_out
    }


def test_libreoffice_sees_the_original_with_a_comment_on_each_cell_at_fault(
    office: str, tmp_path: Path, data: Path
) -> None:
    load(residences_file(tmp_path))
    original = dressed(tmp_path / "Conflits 2025.xlsx")
    given = give_back(original)
    before, after = converted(office, [original, given], "xlsx", tmp_path / "saved")
    assert formats(after, set(WRONG)) == formats(before, set(WRONG))
    was, now = layout(before), layout(after)
    front = f"À corriger ({len(WRONG)})"
    assert list(now) == [front, *was]
    for name in was:
        for what in ("merged", "frozen", "state", "conditional", "lists", "images", "charts"):
            assert now[name][what] == was[name][what], (name, what)
        assert now[name]["widths"].keys() == was[name]["widths"].keys()
    told = comments(after)
    assert {cell for sheet, cell in told if sheet == "Registre"} == {*WRONG, "A4"}
    assert all("Palier" in told["Registre", cell] for cell in WRONG)
    assert "je ne sais pas" in told["Registre", "E4"], "a colleague's own comment stays"
    sheet = openpyxl.load_workbook(after)["Registre"]
    assert {cell: sheet[cell].fill.fgColor.rgb for cell in WRONG} == WRONG
    assert links(after, front) == set(WRONG)
    assert check(after)[0]["returned"] == {"marked": 5, "corrected": 0, "left": 5, "new": 0}


def links(path: Path, front: str) -> set[str]:
    """Return the cells to which the list leads, by the links that LibreOffice kept."""
    sheet = openpyxl.load_workbook(path)[front]
    places = [cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink]
    assert all("Registre" in place for place in places)
    return {place.replace("!", ".").rpartition(".")[2].replace("$", "") for place in places}


def test_other_formats_come_back_as_xlsx_with_the_same_cells(office: str, tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path))
    rows = [["Conflits 2025"], CONFLICT_HEADER, *LINES]
    told = [[f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in row] for row in rows]
    source = write_xlsx(tmp_path / "source/Conflits 2025.xlsx", {"Registre": rows})
    (tmp_path / "csv").mkdir()
    paths = [write_csv(tmp_path / "csv/Conflits 2025.csv", told)]
    for kind in ("xls", "ods"):
        paths += converted(office, [source], kind, tmp_path / kind)
    given = []
    for path in paths:
        returned = give_back(path)
        [receipt], [again] = check(path), check(returned)
        assert returned.suffix == ".xlsx"
        assert receipt["problems"], path
        assert again["problems"] == receipt["problems"]
        assert again["returned"]["left"] == len(receipt["problems"])
        given.append((returned.rename(tmp_path / f"rendu-{path.suffix[1:]}.xlsx"), receipt))
    saved = converted(office, [path for path, _ in given], "xlsx", tmp_path / "saved")
    for path, (_, receipt) in zip(saved, given, strict=True):
        assert_marked(path, receipt)


def assert_marked(path: Path, receipt: Receipt) -> None:
    told = comments(path)
    assert {(one["sheet"], one["cell"]) for one in receipt["problems"]} <= told.keys()
