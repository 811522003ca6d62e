"""A newer load replaces exactly the slices that it covers, and undoing it is the exact inverse."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from pipelines.journal import read_journal
from tests.workbooks import (
    check,
    conflict,
    conflicts_file,
    figures,
    load,
    occupation_file,
    residences_file,
    run,
    shown,
    undo,
)

MARCH, APRIL, MAY = date(2025, 3, 4), date(2025, 4, 7), date(2025, 5, 12)


def by_month(name: str, value: str = "numerator") -> dict[str, Any]:
    return {
        figure["month"]: figure[value]
        for figure in shown(name, "residence", "month")
        if figure["residence"] == "VIA"
    }


def statuses() -> list[str]:
    journal = read_journal()
    return [journal.status(entry) for entry in journal.entries]


def test_the_same_content_is_unchanged_whatever_its_file(tmp_path: Path, data: Path) -> None:
    lines = [conflict(1, MARCH), conflict(2, APRIL)]
    first = conflicts_file(tmp_path / "f.xlsx", "Conflits 2025", lines)
    copy = conflicts_file(
        tmp_path / "copie.xlsx",
        "Registre de l'année 2025",
        [["C2", "RS VIALA", "07/04/25", "R+3", *lines[1][4:]], lines[0]],
    )
    told = load(first, copy, first, residences_file(tmp_path))
    assert [receipt["status"] for receipt in told] == ["loaded", "unchanged", "unchanged", "loaded"]
    assert [receipt["status"] for receipt in load(copy, first)] == ["unchanged", "unchanged"]
    assert statuses() == ["active", "active"]


@pytest.mark.parametrize(
    "change", [{"landing": "4e"}, {"outcome": "Amélioré"}, {"closed_on": None}, {"residence": "Les Tilleuls"}]
)
def test_the_least_change_is_no_longer_unchanged(change: dict[str, Any], tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path), conflicts_file(tmp_path / "f.xlsx", "2025", [conflict(1, MARCH)]))
    [receipt] = check(conflicts_file(tmp_path / "f.xlsx", "2025", [conflict(1, MARCH, **change)]))
    assert receipt["status"] == "acceptable"


def test_a_corrected_file_replaces_exactly_its_slices_and_undoing_it_restores_every_figure(
    tmp_path: Path, data: Path
) -> None:
    lines = [
        conflict(1, MARCH),
        conflict(2, MARCH, outcome="Non résolu"),
        conflict(3, APRIL),
        conflict(4, MARCH, residence="TIL"),
    ]
    load(
        residences_file(tmp_path),
        occupation_file(tmp_path / "o.xlsx"),
        conflicts_file(tmp_path / "f.xlsx", "2025", lines),
    )
    before = figures()
    assert {month: n for month, n in by_month("conflicts_per_100").items() if n} == {
        "2025-03": 2,
        "2025-04": 1,
    }

    [receipt] = load(conflicts_file(tmp_path / "mars.xlsx", "Mars 2025", [conflict(1, MARCH)]))
    assert receipt["slices"] == [{"kind": "conflits", "residence": "VIA", "period": "2025-03"}]
    assert {month: n for month, n in by_month("conflicts_per_100").items() if n} == {
        "2025-03": 1,
        "2025-04": 1,
    }
    assert by_month("conflict_resolution_rate", "value")["2025-03"] == 1
    assert [
        figure["numerator"]
        for figure in shown("conflicts_per_100", "residence")
        if figure["residence"] == "TIL"
    ] == [1]
    assert statuses() == ["active"] * 4

    undo(receipt["load_id"])
    assert figures() == before
    assert statuses() == ["active", "active", "active", "withdrawn"]


def test_a_load_whose_every_slice_is_taken_is_replaced_and_comes_back(tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path), conflicts_file(tmp_path / "a.xlsx", "2025", [conflict(1, MARCH)]))
    before = figures()
    [second] = load(conflicts_file(tmp_path / "b.xlsx", "2025", [conflict(1, MAY)]))
    after = figures()
    assert statuses() == ["active", "replaced", "active"]
    undo(read_journal().entries[1].load_id)
    assert figures() == after
    undo(second["load_id"])
    assert all(figure["numerator"] in (0, None) for rows in figures().values() for figure in rows)
    assert before != after


def test_undoing_twice_or_the_unknown_is_refused(tmp_path: Path, data: Path) -> None:
    [receipt] = load(residences_file(tmp_path))
    assert run("pipelines", "undo", receipt["load_id"], "--reason", "essai")[0] == 0
    assert run("pipelines", "undo", receipt["load_id"], "--reason", "essai")[0] == 1
    status, told = run("pipelines", "undo", "00099", "--reason", "essai")
    assert (status, "aucun chargement « 00099 »" in told) == (1, True)


def test_files_may_come_in_any_order(tmp_path: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = [residences_file(tmp_path), occupation_file(tmp_path / "o.xlsx"),
             conflicts_file(tmp_path / "c.xlsx", "2025", [conflict(1, MARCH)])]  # fmt: skip
    seen = []
    for order in (files, files[::-1]):
        monkeypatch.setenv("PALIER_DATA", str(tmp_path / order[0].stem))
        told = load(*order)
        assert [(receipt["file"], receipt["status"]) for receipt in told] == [
            (path.name, "loaded") for path in order
        ]
        seen.append(figures())
    assert seen[0] == seen[1]
    assert any(seen[0].values())
