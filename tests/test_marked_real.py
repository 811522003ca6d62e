"""Real workbooks, given back with some cells marked: they lose nothing that openpyxl sees."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipelines.flaws import Flaw
from pipelines.marked import _made
from pipelines.read import read
from tests.corpus import CORPUS, needs_corpus
from tests.given_back import layout, looks


def corpus() -> Iterator[Path]:
    return (path for path in sorted(CORPUS.rglob("*.xls[xm]")))


@pytest.mark.filterwarnings("ignore")  # of openpyxl, about what these workbooks hold
@needs_corpus
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
