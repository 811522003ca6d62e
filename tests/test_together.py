"""Several people at once: loads wait for each other and both land; who reads never waits, and never reads a half."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

from access.scope import EVERYTHING
from indicators.measure import current_version, measure
from pipelines.journal import read_journal
from tests.workbooks import (
    conflict,
    conflicts_file,
    figures,
    kept_rows,
    load,
    occupation_file,
    residences_file,
    run,
    start,
)


def march(folder: Path, number: int) -> Path:
    """Write a register of March 2025 that holds that many conflicts: each replaces the one before."""
    lines = [conflict(one, date(2025, 3, one)) for one in range(1, number + 1)]
    return conflicts_file(folder / f"{number}.xlsx", "Conflits mars 2025", lines)


def conflicts_now(version: str | None = None) -> float | None:
    chosen = version or current_version()
    assert chosen
    figures_now = measure(chosen, EVERYTHING, "conflicts_per_100", ["residence"])
    return next((figure.numerator for figure in figures_now), None)


def test_two_loads_at_once_both_land(tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path))
    files = [
        occupation_file(tmp_path / "o.xlsx"),
        conflicts_file(tmp_path / "c.xlsx", "2025", [conflict(1, date(2025, 3, 4))]),
    ]
    running = [start("pipelines", "load", path, "--by", path.stem) for path in files]
    assert [process.wait(120) for process in running] == [0, 0]
    for process in running:
        process.communicate()
    entries = read_journal().entries
    assert {entry.by for entry in entries[1:]} == {"o", "c"}
    assert [entry.load_id[:5] for entry in entries] == ["00001", "00002", "00003"]
    assert len(kept_rows("occupation_mensuelle")) == 3
    told = {row["month"]: row["value"] for row in figures()["conflicts_per_100"] if row["value"]}
    assert told == {"2025-03": 10}


def test_who_reads_during_a_load_sees_the_state_before_or_after_and_no_other(
    tmp_path: Path, data: Path
) -> None:
    load(residences_file(tmp_path), march(tmp_path, 1))
    seen: list[Any] = []
    for number in (2, 3):
        loading = start("pipelines", "load", march(tmp_path, number))
        while loading.poll() is None:
            seen.append(conflicts_now())
            time.sleep(0.01)
        loading.communicate()
        assert loading.returncode == 0
    seen.append(conflicts_now())
    assert set(seen) == {1, 2, 3}
    assert seen == sorted(seen)
    assert len(seen) > 20


def test_a_page_that_pinned_a_version_keeps_its_figures_to_the_end(tmp_path: Path, data: Path) -> None:
    load(residences_file(tmp_path), march(tmp_path, 1))
    pinned = current_version()
    assert conflicts_now(pinned) == 1
    load(march(tmp_path, 2))
    load(march(tmp_path, 3))
    assert (conflicts_now(pinned), conflicts_now()) == (1, 3)


def test_the_command_line_says_what_the_design_promises(tmp_path: Path, data: Path) -> None:
    files = [residences_file(tmp_path), march(tmp_path, 2)]
    status, told = run("pipelines", "check", *files)
    assert (status, [receipt["status"] for receipt in told], [receipt["load_id"] for receipt in told]) == (
        0,
        ["acceptable"] * 2,
        [None] * 2,
    )
    assert not list(data.rglob("*.*"))
    status, told = run("pipelines", "load", *files)
    promised = {
        "file",
        "load_id",
        "kind",
        "status",
        "read",
        "accepted",
        "set_aside",
        "ignored",
        "problems",
        "slices",
    }
    assert all(promised <= receipt.keys() for receipt in told)
    assert (status, [receipt["status"] for receipt in told]) == (0, ["loaded"] * 2)
    status, journal = run("pipelines", "loads")
    assert [row["load_id"] for row in journal] == [receipt["load_id"] for receipt in told]
    promised = {
        "load_id",
        "file",
        "sha256",
        "kind",
        "by",
        "at",
        "status",
        "slices",
        "read",
        "accepted",
        "set_aside",
        "ignored",
    }
    assert all(promised <= row.keys() for row in journal)
    status, rows = run("indicators", "show", "conflicts_per_100", "--by", "residence,month")
    assert rows == [
        {"residence": "VIA", "month": "2025-03", "numerator": 2, "denominator": None, "unknown": 1, "n": 2, "value": None,
         "low": None, "high": None, "masked": False, "indicator": "conflicts_per_100"}
    ]  # fmt: skip
    faulty = conflicts_file(tmp_path / "f.xlsx", "Mars 2025", [conflict(1, date(2025, 3, 1), category="bof")])
    assert [run("pipelines", "load", path)[0] for path in (faulty, tmp_path / "absent.xlsx")] == [1, 2]
