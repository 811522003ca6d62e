"""Power cut at any instant of a load or of its undoing: the old state or the new one, never a third; then life goes on."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from indicators.compute import compute
from pipelines.closing import NotDone, close
from pipelines.journal import read_journal
from pipelines.withdraw import Unknown
from tests.workbooks import (
    ROOT,
    conflict,
    conflicts_file,
    figures,
    load,
    occupation_file,
    residences_file,
    undo,
)

# How many times the list of files of the data folder has changed, then how many seconds more.
Instant = tuple[int, float]
TO_THE_END: Instant = (10**9, 0)
# One instant in so many: `make fuzz` tries every one.
STEP = 1 if os.environ.get("PALIER_EXAMPLES") else 5


def state() -> tuple[Any, ...]:
    """Return the journal and the figures that a page would show as things lie, but for identifiers and times."""
    journal = read_journal()
    told = [(entry.file, entry.slices, entry.accepted, journal.status(entry)) for entry in journal.entries]
    return told, [*journal.closed], figures()


def names(folder: Path) -> set[str]:
    return {f"{path.parent.name}/{path.name}" for path in folder.rglob("*")}


def kill_at(instant: Instant, arguments: Sequence[str], data: Path) -> int:
    """Run a command and kill it, with the child that reads workbooks, at an instant; return the changes seen."""
    changes, pause = instant
    seen, before = 0, names(data)
    command = [sys.executable, "-m", "pipelines", *arguments, "--json"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, start_new_session=True)
    while seen < changes and process.poll() is None:
        if (now := names(data)) != before:
            before, seen = now, seen + 1
        time.sleep(0.002)
    time.sleep(pause)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return seen


def kill_often(arguments: Sequence[str], data: Path, again: Callable[[], object]) -> None:
    """Kill a command at each instant, each on a copy of the data; check what is left, then do `again` what was asked."""
    sides, before, original = set(), state(), data.with_name("original")
    shutil.copytree(data, original)
    changes = kill_at(TO_THE_END, arguments, data)
    after = state()
    assert after != before
    # On a busy machine a change may pass unseen, the first time or the next: a few instants more reach the end all the same.
    instants: list[Instant] = [(seen, 0) for seen in range(0, changes + 6, STEP)] + [
        (0, 0.3),
        (3, 0.05),
        (3, 0.1),
    ]
    for number, instant in enumerate(instants):
        copy = data.with_name(f"copy-{number}")
        shutil.copytree(original, copy)
        os.environ["PALIER_DATA"] = str(copy)
        kill_at(instant, arguments, copy)
        now = state()
        assert now in (before, after), f"killed at {instant}: neither the state before nor the state after"
        sides.add(now == after)
        again()
        assert state() == after
        assert [name for name in names(copy) if ".part" in name or ".wal" in name] == []
        shutil.rmtree(copy)
    assert sides == {True, False}, "the instants show one side only"


@pytest.fixture
def corrected(tmp_path: Path, data: Path) -> Path:
    """Load residences, occupation and a quarter of conflicts; return the register of February, corrected."""
    lines = [conflict(number, date(2025, number, 4)) for number in (1, 2, 3)]
    first = conflicts_file(tmp_path / "a.xlsx", "Conflits T1 2025", lines)
    load(residences_file(tmp_path), occupation_file(tmp_path / "o.xlsx"), first)
    lines = [conflict(2, date(2025, 2, 4), outcome="Non résolu"), conflict(9, date(2025, 2, 9))]
    return conflicts_file(tmp_path / "b.xlsx", "Conflits février 2025", lines)


def test_a_load_killed_at_any_instant_happened_or_did_not(corrected: Path, data: Path) -> None:
    kill_often(["load", str(corrected)], data, lambda: load(corrected))


def test_an_undoing_killed_at_any_instant_happened_or_did_not(corrected: Path, data: Path) -> None:
    [receipt] = load(corrected)

    def again() -> None:
        with suppress(Unknown):  # already withdrawn, if the kill came too late
            undo(receipt["load_id"])

    kill_often(["undo", receipt["load_id"], "--reason", "essai"], data, again)


def test_a_closing_killed_at_any_instant_happened_or_did_not(corrected: Path, data: Path) -> None:
    def again() -> None:
        with suppress(NotDone):  # already closed, if the kill came too late
            close(["2025-02"], compute, by="essai", name="Camille")

    kill_often(["close", "2025-02", "--name", "Camille"], data, again)


def test_a_cut_between_the_commit_and_the_pointer_leaves_the_new_state(corrected: Path, data: Path) -> None:
    pointer = data / "store" / "CURRENT"
    before, named = state(), pointer.read_text()
    load(corrected)
    after = state()
    pointer.write_text(named)
    assert state() == after != before


def test_a_cut_just_before_the_commit_leaves_the_old_state(corrected: Path, data: Path) -> None:
    before = state()
    [receipt] = load(corrected)
    (data / "loads" / f"{receipt['load_id']}.json").unlink()
    assert state() == before
    load(corrected)
    assert len(read_journal().entries) == len(before[0]) + 1
