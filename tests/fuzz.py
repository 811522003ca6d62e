"""Spoiled workbooks through `check`, in lots: what an answer must be, how long and how much memory it may take.

`python -m tests.fuzz 10000` (`make fuzz`) goes through many; the tests through a few hundred.
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipelines.flaws import repairable
from pipelines.keep import check_files
from pipelines.receipt import Receipt
from tests.mutations import Sound, pantry, spoiled
from tests.workbooks import residences_file

LOT = 50
SECONDS = 20.0
MEGABYTES = 1024
_REPAIR = re.compile(r" ; |\?|, ou | à corriger")
_FAILURE = re.compile(r"Traceback|[A-Z][a-z]+Error\b|\bNone\b|object at 0x")


def wrong_with(receipt: Receipt) -> str:
    """Return what is wrong with an answer, empty when it is one that a person may read."""
    told = json.dumps(receipt.as_json(), ensure_ascii=False, default=str)
    told.encode()  # a half of a character would fail here, as it would in the journal
    list(repairable(receipt))
    if receipt.status not in ("acceptable", "unchanged", "refused"):
        return f"status {receipt.status}"
    if receipt.read != receipt.accepted + receipt.set_aside + receipt.ignored:
        return "lines are lost"
    if receipt.status == "refused" and not receipt.faults:
        return "refused without a word"
    for problem in receipt.problems:
        said = problem.message.replace(problem.value, "…") if len(problem.value) > 3 else problem.message
        if problem.severity == "fault" and not _REPAIR.search(said):
            return f"no repair is said: {problem.message[:200]}"
        if _FAILURE.search(said):
            return f"not French: {problem.message[:200]}"
    return ""


def failures(
    numbers: Sequence[int], sounds: Sequence[Sound], folder: Path
) -> Iterator[tuple[Path, str, str, Counter[str]]]:
    """Check the spoiled workbooks of these numbers, a lot at a time; yield those that fail, and how each lot was answered."""
    for start in range(0, len(numbers), LOT):
        made = {}
        for number in numbers[start : start + LOT]:
            suffix, content, how = spoiled(number, sounds)
            path = folder / f"{number}{suffix}"
            path.write_bytes(content)
            made[path] = how
        answered: Counter[str] = Counter()
        for path, wrong in _lot(list(made), residences_file(folder), answered):
            yield path, made[path], wrong, Counter()
        yield Path(), "", "", answered
        for path in made:
            path.unlink()


def _lot(paths: list[Path], known: Path, answered: Counter[str]) -> Iterator[tuple[Path, str]]:
    started = time.monotonic()
    try:
        receipts = check_files([known, *paths])[1:]
    except Exception:  # noqa: BLE001 — whichever file it is, it is looked for
        receipts = []
    if len(receipts) == len(paths) and time.monotonic() - started < SECONDS:
        answered.update(receipt.status for receipt in receipts)
        yield from (
            (path, why) for path, one in zip(paths, receipts, strict=True) if (why := wrong_with(one))
        )
    else:
        for path in paths:
            yield from ((path, why) for why in [_alone(path, known, answered)] if why)


def _alone(path: Path, known: Path, answered: Counter[str]) -> str:
    started = time.monotonic()
    try:
        receipt = check_files([known, path])[1]
        answered[receipt.status] += 1
        why = wrong_with(receipt)
    except Exception:  # noqa: BLE001 — it is told
        why = traceback.format_exc()
    spent = time.monotonic() - started
    return why or (f"{spent:.0f} s" if spent > SECONDS else "")


def child_megabytes() -> int:
    """Return the most memory that a child of this process ever held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def main() -> int:
    """Go through as many spoiled workbooks as asked, say how far it is, keep those that fail; return 1 if any did."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("count", type=int, nargs="?", default=10_000)
    asked.add_argument("--seed", type=int, default=1, help="the number of the first one")
    asked.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()) / "palier-fuzz")
    order = asked.parse_args()
    numbers = range(order.seed, order.seed + order.count)
    answered: Counter[str] = Counter()
    failed, started = 0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for path, how, wrong, of_lot in failures(numbers, pantry(Path(folder) / "sains"), Path(folder)):
            if wrong:
                failed += 1
                order.keep.mkdir(parents=True, exist_ok=True)
                (order.keep / path.name).write_bytes(path.read_bytes())
                print(f"\nnumber {path.stem} ({how}), kept as {order.keep / path.name}:\n{wrong}", flush=True)
            answered += of_lot
            spent = time.monotonic() - started
            print(f"\r{answered.total()} / {order.count}, {spent:.0f} s, {failed} failed", end="", flush=True)
    heavy = child_megabytes() > MEGABYTES
    print(f"\n{dict(answered)}; reading took at most {child_megabytes()} MB; {failed} failed")
    return 1 if failed or heavy or answered.total() < order.count else 0


if __name__ == "__main__":
    sys.exit(main())
