"""What a file was worth, on its receipt: lines rejected of those read (I82), mandatory cells filled of those there are (I83)."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from pipelines.history import history
from pipelines.journal import read_journal
from pipelines.ownership import UNBOUNDED, Bounds
from tests.test_board import opened, said
from tests.workbooks import conflict, conflicts_file, load, residences_file, undo
from ui.words import NO_BREAK, THIN

DAY = date(2025, 3, 4)


@pytest.fixture
def received(tmp_path: Path, data: Path) -> str:
    """Four lines: a sound one, one without a residence, one whose date is no date, one without any of its mandatory cells."""
    lines = [
        conflict(1, DAY),
        conflict(2, DAY, residence=""),
        [*conflict(3, DAY)[:2], "hier", *conflict(3, DAY)[3:]],
        [None, None, None, "3e", None, "Résolu", None],
    ]
    load(residences_file(tmp_path))
    [receipt] = load(conflicts_file(tmp_path / "c.xlsx", "Conflits mars 2025", lines), set_aside=True)
    return str(receipt["load_id"])


def told(received: str) -> str:
    return "\n".join(said(opened("historique", depot=received))).replace(NO_BREAK, " ").replace(THIN, " ")


def test_lines_rejected_and_mandatory_cells_are_counted(received: str) -> None:
    """The residence and the day are mandatory: 4 x 2 cells, 1 + 2 of them blank; a day that cannot be read is filled."""
    [newest, *_] = history(UNBOUNDED)
    assert newest["load_id"] == received
    assert (newest["set_aside"], newest["read"]) == (3, 4)
    assert (newest["mandatory_filled"], newest["mandatory"]) == (5, 8)


def test_the_receipt_says_them(received: str) -> None:
    assert "Lignes rejetées : 75 % (3/4) · Cellules obligatoires remplies : 63 % (5/8)." in told(received)


def test_a_load_from_before_they_were_counted_is_read_and_says_what_it_can(received: str, data: Path) -> None:
    path = data / "loads" / f"{received}.json"
    entry = json.loads(path.read_text("utf-8"))
    del entry["mandatory"], entry["mandatory_filled"]
    path.write_text(json.dumps(entry), "utf-8")
    assert read_journal().entries[-1].mandatory is None
    assert "Lignes rejetées : 75 % (3/4)." in told(received)
    assert "Cellules obligatoires remplies" not in told(received)


def test_a_team_is_not_told_of_what_a_file_held_of_others(tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path))
    both = [conflict(1, DAY), conflict(2, DAY, residence="TIL")]
    [receipt] = load(conflicts_file(tmp_path / "c.xlsx", "Mars 2025", both))
    [shared, *_] = history(Bounds(frozenset({"VIA"})))
    assert shared["load_id"] == receipt["load_id"]
    assert (shared["mandatory"], shared["mandatory_filled"]) == (None, None)
    undo(receipt["load_id"])
