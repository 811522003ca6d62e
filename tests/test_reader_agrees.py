"""Our reader of .xlsx sees in every cell what openpyxl, which it replaced, sees there: on our workbooks and on real ones."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.demo import DEMO_FOLDER
from pipelines.read import Workbook, read
from tests.corpus import CORPUS, needs_corpus

Seen = dict[tuple[str, int, int], Any]


def seen_by_openpyxl(path: Path) -> Seen:
    """Return the kind and the value of each cell of a workbook, formulas by their results."""
    seen: Seen = {}
    for sheet in openpyxl.load_workbook(path, data_only=True).worksheets:
        for cell in sheet._cells.values():  # type: ignore[attr-defined]
            if cell.value is not None and (held := plainly(cell)):
                seen[sheet.title, cell.row, cell.column] = held
    return seen


def plainly(cell: Any) -> Any:
    value = cell.value
    if isinstance(value, str) and not value.strip():
        return None
    if cell.data_type == "e":
        return ("error", str(value))
    if isinstance(value, datetime | date):
        return ("day", value.date() if isinstance(value, datetime) else value)
    if isinstance(value, time):
        return ("text", f"{value:%H:%M:%S}")
    if isinstance(value, timedelta):
        return ("length", round(value.total_seconds()))
    if isinstance(value, bool):
        return ("flag", value)
    return (
        ("number", float(value), "%" in cell.number_format)
        if isinstance(value, int | float)
        else ("text", value)
    )


def seen_by_us(workbook: Workbook) -> Seen:
    return {
        (sheet.name, row, column): told
        for sheet in workbook.sheets
        for (row, column), cell in sheet.cells.items()
        if (told := told_by_us(cell)) is not None
    }


def told_by_us(cell: Any) -> Any:
    if cell.kind in ("uncached", "blank"):
        return None
    if cell.kind == "number":
        return ("number", float(cell.value), cell.percent)
    return (cell.kind, cell.value)


def differences(path: Path, workbook: Workbook) -> dict[Any, Any]:
    """Return the cells that the two see differently, but for what we choose to tell otherwise."""
    theirs, ours = seen_by_openpyxl(path), seen_by_us(workbook)
    return {
        place: (theirs.get(place), ours.get(place))
        for place in theirs.keys() | ours.keys()
        if not is_same(theirs.get(place), ours.get(place))
    }


def is_same(theirs: Any, ours: Any) -> bool:
    if theirs == ours:
        return True
    if (
        ours and ours[0] == "number" and not 0 <= ours[1] < 2_958_466
    ):  # no spreadsheet shows a day before 1900
        return theirs is not None and theirs[0] in ("day", "error", "length")
    if theirs and ours and theirs[0] == "length" and ours[0] == "text":  # told as it is shown
        hours, minutes, seconds = map(int, ours[1].split(":"))
        return bool(theirs[1] == hours * 3600 + minutes * 60 + seconds)
    # openpyxl leaves the control characters as Excel spells them.
    return bool(theirs and ours and theirs[0] == ours[0] == "text" and "_x" in theirs[1])


def test_the_demonstration_is_read_as_openpyxl_reads_it() -> None:
    paths = sorted(DEMO_FOLDER.rglob("*.xlsx"))[::6]
    assert len(paths) > 10
    wrong = {path.name: differences(path, book) for path, book in zip(paths, read(paths), strict=True)}
    assert {name: found for name, found in wrong.items() if found} == {}


# What it does not see, or sees otherwise than Excel: two spellings of the standard's namespaces, the thousandths of a second.
OTHERWISE = {
    "namespacepurl.xlsx",
    "strict_iso_paths.xlsx",
    "explicitdate.xlsx",
}


@needs_corpus
@pytest.mark.filterwarnings("ignore")  # of openpyxl, about what these workbooks hold
def test_real_workbooks_are_read_as_openpyxl_reads_them() -> None:
    paths = sorted(path for path in CORPUS.rglob("*.xls[xm]"))
    wrong, compared = {}, 0
    for path, book in zip(paths, read(paths), strict=True):
        try:
            found = differences(path, book)
        except Exception:  # noqa: BLE001 — openpyxl itself does not open this one
            continue
        compared += bool(book.sheets)
        if found and path.name not in OTHERWISE:
            wrong[path.name] = list(found.items())[:3]
    assert wrong == {}
    assert compared > 40
