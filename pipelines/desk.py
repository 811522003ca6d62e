"""Files handed over the counter -> receipts. The bytes live in a temporary folder only as long as they are read."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from pipelines.blank import write_blank
from pipelines.build import Compute
from pipelines.compare import Difference, differences
from pipelines.contract import Contract
from pipelines.journal import read_journal
from pipelines.keep import NO_REASON, Progress, check_files, load_files, withdraw

BY = "page Dépôt"


class Handed(Protocol):
    """A file as the browser hands it over."""

    name: str

    def getvalue(self) -> bytes:
        """Return its bytes."""


def check(
    files: Sequence[Handed], progress: Progress | None = None
) -> list[tuple[dict[str, Any], list[Difference]]]:
    """Return each file's receipt and what it would change, in the order given. Nothing is written."""
    with _laid_down(files) as paths:
        receipts = check_files(paths, progress=progress)
    journal = read_journal()
    return [(receipt.as_json(), differences(receipt, journal)) for receipt in receipts]


def load(chosen: Sequence[tuple[Handed, bool]], compute: Compute, reason: str) -> list[dict[str, Any]]:
    """Load the files chosen, each with its faulty lines set aside or not; return their receipts."""
    with _laid_down([file for file, _ in chosen]) as paths:
        aside = [wanted for _, wanted in chosen]
        receipts = load_files(paths, compute, by=BY, set_aside=aside, reason=reason or NO_REASON)
    return [receipt.as_json() for receipt in receipts]


def undo(load_id: str, reason: str, compute: Compute) -> None:
    """Withdraw a load."""
    withdraw(load_id, reason, compute, by=BY)


def latest_loads(count: int = 20) -> list[dict[str, Any]]:
    """Return the latest loads, newest first, with their status."""
    journal = read_journal()
    return [
        entry.as_json() | {"status": journal.status(entry)} for entry in journal.entries[: -count - 1 : -1]
    ]


def blank(contract: Contract, residence: str, period: str) -> bytes:
    """Return the blank workbook of a kind."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vierge.xlsx"
        write_blank(contract, residence, period, path)
        return path.read_bytes()


@contextmanager
def _laid_down(files: Sequence[Handed]) -> Iterator[list[Path]]:
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, file in enumerate(files):
            path = Path(folder) / str(number) / Path(file.name).name
            path.parent.mkdir()
            path.write_bytes(file.getvalue())
            paths.append(path)
        yield paths
