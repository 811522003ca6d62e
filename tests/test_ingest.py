"""What is loaded: every line is accounted for, a file is taken whole or not at all, and what is not read is said."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipelines.demo import DEMO_FOLDER
from pipelines.journal import read_journal
from pipelines.keep import check_files
from pipelines.receipt import Receipt
from tests.workbooks import (
    CONFLICT_HEADER,
    OCCUPATION_HEADER,
    RESIDENCES,
    conflict,
    conflicts_file,
    kept_rows,
    load,
    residences_file,
    shown,
    undo,
    write_xlsx,
)

MARCH, APRIL, MAY = date(2025, 3, 4), date(2025, 4, 7), date(2025, 5, 12)


def by_month(name: str, value: str = "numerator") -> dict[str, Any]:
    return {
        figure["month"]: figure[value]
        for figure in shown(name, "residence", "month")
        if figure["residence"] == "VIA"
    }


def data_rows(path: Path) -> dict[str, set[int]]:
    """Return the rows of each visible sheet that hold a number or a date among others, as openpyxl sees them."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: {
            number
            for number, row in enumerate(sheet.values, 1)
            if is_data([one for one in row if one not in (None, "")])
        }
        for sheet in book.worksheets
        if sheet.sheet_state == "visible"
    }


def is_data(values: list[Any]) -> bool:
    return len(values) > 1 and not all(isinstance(value, str) for value in values)


def told_rows(receipt: Receipt) -> Counter[tuple[str, int]]:
    """Return each (sheet, row) that a receipt accepts, sets aside or ignores, with how many times it does."""
    lines = [line for of_kind in receipt.rows.values() for line in of_kind] + receipt.set_aside_lines
    places = [(line.table.sheet.name, line.record.row) for line in lines]
    return Counter(places + [(sheet, row) for sheet, row, _ in receipt.ignored_lines])


def test_every_row_of_the_demo_workbooks_is_accounted_for_once(data: Path) -> None:
    paths = sorted(DEMO_FOLDER.rglob("*.xlsx"))
    wrong: dict[tuple[str, str], set[int]] = {}
    for path, receipt in zip(paths, check_files(paths), strict=True):
        told = told_rows(receipt)
        for name, written in data_rows(path).items():
            rows = {row: count for (sheet, row), count in told.items() if sheet == name}
            is_wide = len(rows) == 1 and max(rows.values()) > 1  # months as columns: a line a column
            if not is_wide and (written - rows.keys() or set(rows.values()) - {1}):
                wrong[path.name, name] = written - rows.keys()
        if not told.total() == receipt.read == receipt.accepted + receipt.set_aside + receipt.ignored:
            wrong[path.name, ""] = set()
    assert len(paths) > 50
    assert wrong == {}


def test_what_is_accepted_is_what_is_kept_under_the_row_that_staff_see(tmp_path: Path, data: Path) -> None:
    lines = [
        conflict(1, MARCH),
        conflict(2, MARCH, category="???"),
        [],
        conflict(3, APRIL),
        conflict(1, MARCH),
        ["Total", 3],
    ]
    _, receipt = load(
        residences_file(tmp_path), conflicts_file(tmp_path / "f.xlsx", "2025", lines), set_aside=True
    )
    assert (receipt["read"], receipt["accepted"], receipt["set_aside"], receipt["ignored"]) == (6, 2, 1, 3)
    assert [(row["conflict_id"], row["sheet"], row["sheet_row"]) for row in kept_rows("conflits")] == [
        ("C1", "Registre", 3),
        ("C3", "Registre", 6),
    ]


def test_a_file_is_taken_whole_or_not_at_all_and_alone(tmp_path: Path, data: Path) -> None:
    wrong = conflicts_file(
        tmp_path / "a.xlsx", "2025", [conflict(1, MARCH), conflict(2, MARCH, category="bof")]
    )
    right = conflicts_file(tmp_path / "b.xlsx", "2025", [conflict(3, MAY)])
    assert [receipt["status"] for receipt in load(wrong, right, residences_file(tmp_path))] == [
        "refused",
        "loaded",
        "loaded",
    ]
    assert [row["conflict_id"] for row in kept_rows("conflits")] == ["C3"]


def test_a_workbook_of_several_kinds_is_one_load(tmp_path: Path, data: Path) -> None:
    sheets = {
        "R": RESIDENCES,
        "O": [OCCUPATION_HEADER, ["Viala", MARCH, 100, 90, 120]],
        "C 2025": [CONFLICT_HEADER, conflict(1, MARCH)],
    }
    [receipt] = load(write_xlsx(tmp_path / "f.xlsx", sheets))
    assert (receipt["kind"], receipt["accepted"]) == (
        "referentiel_residences+occupation_mensuelle+conflits",
        4,
    )
    assert by_month("conflicts_per_100", "value")["2025-03"] == pytest.approx(1200 / 120)
    undo(receipt["load_id"])
    assert shown("conflicts_per_100", "residence") == []
    assert shown("occupancy_rate_eom", "residence") == []


def test_a_column_that_is_not_read_is_named_and_not_kept(tmp_path: Path, data: Path) -> None:
    rows = [
        [*CONFLICT_HEADER, "Coût estimé", "Observations", None],
        [*conflict(1, MARCH), 4321, "Mme Durand crie", "z"],
    ]
    _, receipt = load(residences_file(tmp_path), write_xlsx(tmp_path / "f.xlsx", {"2025": rows}))
    assert receipt["not_read"] == [
        "feuille « 2025 », colonne « Coût estimé »",
        "feuille « 2025 », colonne « Observations »",
    ]
    held = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    assert b"4321" not in held
    assert b"Durand" not in held


def test_a_doubt_is_kept_with_its_reason(tmp_path: Path, data: Path) -> None:
    path = conflicts_file(tmp_path / "f.xlsx", "2025", [conflict(1, MARCH, outcome="En cours")])
    load(residences_file(tmp_path), path, reason="vérifié avec l'équipe")
    assert [doubt["reason"] for doubt in read_journal().entries[1].doubts] == ["vérifié avec l'équipe"]
