"""Spoiled workbooks through `check`: each is answered in French, none stops the others, none costs much."""

from __future__ import annotations

import os
import time
from pathlib import Path

from tests.fuzz import MEGABYTES, child_megabytes, failures
from tests.mutations import pantry, spoiled

COUNT = int(os.environ.get("PALIER_MUTATIONS", "300"))
FIRST = 1


def test_spoiled_workbooks_are_answered_in_french_in_little_time_and_memory(
    tmp_path: Path, data: Path
) -> None:
    numbers = range(FIRST, FIRST + COUNT)
    wrong, statuses, before = [], set(), child_megabytes()
    started = time.monotonic()
    for path, how, why, answered in failures(numbers, pantry(tmp_path / "sains"), tmp_path):
        wrong += [f"number {path.stem} ({how}): {why}"] * bool(why)
        statuses |= answered.keys()
    assert wrong == [], "python -m tests.fuzz 1 --seed NUMBER makes one again"
    assert statuses >= {"acceptable", "refused"}, "spoiling spares some, or nothing is tested of what is read"
    assert child_megabytes() <= max(before, MEGABYTES)
    assert time.monotonic() - started < COUNT, "a second each would be much too long"


def test_a_number_gives_the_same_workbook_again(tmp_path: Path) -> None:
    first = pantry(tmp_path)
    made = [spoiled(number, first) for number in range(30)]
    time.sleep(2.1)  # a zip holds the time of its parts, to two seconds
    later = pantry(tmp_path)
    assert [one.content for one in later] == [one.content for one in first]
    assert [spoiled(number, later)[2] for number in range(30)] == [how for *_, how in made]
    # a package that is brought a part it had, or two equal ones exchanged, stays what it was
    assert len({content for _, content, _ in made}) >= 25
