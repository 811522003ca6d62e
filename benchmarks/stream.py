"""The stream of data: rows checked in a second, a build, an undo; on the data folder in use, which is changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import load_workbook

from benchmarks.table import Row
from indicators.compute import compute
from pipelines import desk
from pipelines.build import rebuild
from pipelines.contracts import contracts
from pipelines.journal import read_journal
from pipelines.keep import check_files
from pipelines.ownership import UNBOUNDED
from pipelines.store import version_path
from pipelines.waiting import Dropped, Tray
from pipelines.withdraw import withdraw

LINES = 2_000
REPEATS = 3


def stream_rows(folder: Path) -> list[Row]:
    """Return the measures of check, build and undo; `folder` receives the workbook that is checked."""
    big = _write_register(folder / "Conflits.xlsx")
    [receipt] = check_files([big])
    if receipt.accepted != LINES:
        raise RuntimeError(f"the bench's own workbook was not accepted: {receipt.problems[:3]}")
    checking = _best(lambda: check_files([big]))
    reading = _best(lambda: _read_plainly(big))
    ready = _best(lambda: _until_ready(big))
    building = _best(lambda: rebuild(compute))
    undoing = _timed(lambda: withdraw(read_journal().entries[-1].load_id, "mesure", compute))
    size = version_path(rebuild(compute)).stat().st_size / 1e6
    return [
        Row(
            f"contrôler {LINES} lignes",
            LINES / checking,
            "lignes/s",
            LINES / reading,
            "lire avec openpyxl, sans rien vérifier",
            digits=0,
        ),
        Row(
            f"de {LINES} lignes déposées à « Charger »",
            ready,
            "s",
            1,
            "une seconde",
            limit=1,
            digits=2,
        ),
        Row("construire la base de démonstration", building, "s", digits=2),
        Row("retirer un dépôt", undoing, "s", building, "construire la base", digits=2),
        Row("taille de la base de démonstration", size, "Mo"),
    ]


def _write_register(path: Path) -> Path:
    """Write a register of conflicts that is right in every line."""
    contract = contracts()["conflits"]
    names = ("conflict_id", "residence", "reported_on", "category", "response_mode", "outcome", "closed_on")
    book = xlsxwriter.Workbook(str(path))
    sheet, day = book.add_worksheet("Registre 2023 à 2025"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, [contract.by_name[name].header for name in names])
    for rank in range(LINES):
        reported = date(2023, 1, 1) + timedelta(days=rank % 900)
        values = (
            f"B-{rank}",
            "GARRIGUE",
            reported,
            "Bruit",
            "Réunion de palier",
            "Résolu",
            reported + timedelta(days=9),
        )
        for place, value in enumerate(values):
            if isinstance(value, date):
                sheet.write_datetime(rank + 1, place, value, day)
            else:
                sheet.write(rank + 1, place, value)
    book.close()
    return path


def _until_ready(path: Path) -> None:
    """Do what the page does between a file handed over and its button « Charger »: read, judge, compare line by line."""
    tray = Tray()
    tray.take([Dropped("", path.name, path.read_bytes())])
    if not tray.wait(60):
        raise RuntimeError("the bench's own workbook was not read")
    [(receipt, _)] = desk.check(tray.files, UNBOUNDED)
    if receipt["status"] != "acceptable":
        raise RuntimeError(f"the bench's own workbook was not accepted: {receipt['problems'][:3]}")


def _read_plainly(path: Path) -> int:
    return sum(1 for _ in load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True))


def _best(work: Callable[[], Any]) -> float:
    return min(_timed(work) for _ in range(REPEATS))


def _timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
