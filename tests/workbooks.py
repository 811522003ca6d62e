"""Workbooks as staff would send them, written from lists of rows; and the commands, run as a script runs them."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from access.scope import EVERYTHING
from indicators.compute import compute
from indicators.measure import current_version, measure
from pipelines import waiting
from pipelines.cell import cell_of
from pipelines.clock import today
from pipelines.folder import data_folder
from pipelines.journal import Journal, read_journal
from pipelines.keep import check_files, load_files
from pipelines.parquet import read_rows
from pipelines.prepare import prepare
from pipelines.read import Sheet
from pipelines.read import Workbook as File
from pipelines.receipt import Receipt as Prepared
from pipelines.residences import Residences
from pipelines.waiting import Dropped
from pipelines.withdraw import withdraw
from tests.once import copy_of

Rows = Sequence[Sequence[Any]]
Receipt = dict[str, Any]

ROOT = Path(__file__).parents[1]
# Figures that lean on every kind of workbook: what « the figures are the same » is judged on.
WATCHED = (
    "conflicts_per_100",
    "conflict_resolution_rate",
    "meetings_held",
    "occupancy_rate_eom",
    "conflict_median_days",
)

RESIDENCES: Rows = [
    ["Code", "Résidence", "Commune", "Type", "Nb logements conventionnés", "Nb paliers"],
    ["VIA", "Viala", "Marseille", "Résidence sociale", 100, 4],
    ["TIL", "Les Tilleuls", "Aubagne", "Résidence sociale", 60, 3],
]
CONFLICT_HEADER = ["N°", "Résidence", "Date signalement", "Palier", "Nature", "Issue", "Clos le"]
MEETING_HEADER = [
    "Date",
    "Résidence",
    "Type de réunion",
    "Palier / bâtiment",
    "Statut",
    "Invités",
    "Présents résidents",
]
OCCUPATION_HEADER = ["Résidence", "Mois", "Capacité", "Occupés au dernier jour", "Résidents présents"]


def write_xlsx(
    path: Path, sheets: Mapping[str, Rows], finish: Callable[[Worksheet], None] | None = None
) -> Path:
    """Write sheets of rows; `finish` may still dress each sheet: merges, formats, hidden rows."""
    book = Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if finish:
            finish(sheet)
    book.remove(book.worksheets[0])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def edit_part(path: Path, part: str, edit: Callable[[bytes], bytes]) -> Path:
    """Rewrite one part of an .xlsx, to say what no library writes."""
    with zipfile.ZipFile(path) as archive:
        held = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    edited = edit(held[part])
    assert edited != held[part], "nothing to edit: the library writes this part otherwise"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (held | {part: edited}).items():
            archive.writestr(name, content)
    return path


def write_csv(path: Path, rows: Rows, delimiter: str = ";", encoding: str = "utf-8-sig") -> Path:
    """Write rows as Excel exports them."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def residences_file(folder: Path) -> Path:
    """Write the list of the two residences, VIA and TIL."""
    return write_xlsx(folder / "Référentiel.xlsx", {"Résidences": RESIDENCES})


def conflict(number: int, day: date, landing: str = "3e", residence: str = "Viala", **more: Any) -> list[Any]:
    """Return a line of a conflict register: noise, resolved ten days later unless told otherwise."""
    told = {"category": "Bruit", "outcome": "Résolu", "closed_on": day + timedelta(days=10)} | more
    return [f"C{number}", residence, day, landing, told["category"], told["outcome"], told["closed_on"]]


def conflicts_file(path: Path, title: str, lines: Rows, sheet: str = "Registre") -> Path:
    """Write a conflict register under a title: the header is on row 2, the first conflict on row 3."""
    return write_xlsx(path, {sheet: [[title], CONFLICT_HEADER, *lines]})


def occupation_file(path: Path, months: int = 3, residents: int = 120, residence: str = "Viala") -> Path:
    """Write the monthly statements of the first months of 2025: 100 dwellings, 90 occupied."""
    lines = [[residence, date(2025, month, 1), 100, 90, residents] for month in range(1, months + 1)]
    return write_xlsx(path, {"Occupation": [OCCUPATION_HEADER, *lines]})


def check(*paths: Path, **more: Any) -> list[Receipt]:
    """Return the receipts of files, as `check --json` prints them."""
    return [receipt.as_json() for receipt in check_files(paths, **more)]


def judge(path: Path) -> Receipt:
    """Return the receipt of a file dropped together with the list of residences; nothing is written.

    Its `lines` are the accepted ones: the worksheet's row, and the values that are not blank.
    """
    with tempfile.TemporaryDirectory() as folder:
        return _told(check_files([residences_file(Path(folder)), path])[1])


def judge_rows(rows: Rows, name: str = "Feuille") -> Receipt:
    """Return the same of a sheet that was never a file: for what does not depend on how files are read."""
    cells = {
        (row, at): cell_of(value) for row, line in enumerate(rows, 1) for at, value in enumerate(line, 1)
    }
    sheet = Sheet(name, {place: cell for place, cell in cells.items() if cell.kind != "blank"})
    known = Residences(
        [dict(zip(("residence", "name", "city"), line, strict=False)) for line in RESIDENCES[1:]]
    )
    return _told(prepare(File("f.xlsx", "", (sheet,)), Journal(), known, today()))


def _told(receipt: Prepared) -> Receipt:
    lines = [line for of_kind in receipt.rows.values() for line in of_kind]
    values = [{name: value for name, value in line.values.items() if value is not None} for line in lines]
    return receipt.as_json() | {"lines": list(zip((line.record.row for line in lines), values, strict=True))}


def load(*paths: Path, **more: Any) -> list[Receipt]:
    """Load files and return their receipts, as `load --json` prints them.

    The same files, first of all in a data folder, are loaded once for all tests: each has a copy of what they made.
    """
    if data_folder().exists():
        return _loaded(*paths, **more)
    kept = data_folder().with_name(f"{data_folder().name}.first")
    copy_of(_name_of(paths, more), partial(_load_first, paths, more), kept)
    if (kept / "data").exists():  # nothing is written of files that are all refused
        (kept / "data").rename(data_folder())
    receipts = json.loads((kept / "receipts.json").read_text("utf-8"))
    shutil.rmtree(kept)
    return list(receipts)


def _load_first(paths: Sequence[Path], more: Mapping[str, Any], folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        receipts = _loaded(*paths, **more)
    (folder / "receipts.json").write_text(json.dumps(receipts), "utf-8")


def _loaded(*paths: Path, **more: Any) -> list[Receipt]:
    return [receipt.as_json() for receipt in load_files(paths, compute, **more)]


def _name_of(paths: Sequence[Path], more: Mapping[str, Any]) -> str:
    return repr(("first load", today(), sorted(more.items()), [(path.name, _held(path)) for path in paths]))


def _held(path: Path) -> str:
    """Return what tells the content of a file from any other; of a workbook, whenever it was written."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = [(one.filename, one.CRC, one.file_size) for one in archive.infolist()]
    except (zipfile.BadZipFile, NotImplementedError):  # what it says of itself cannot be read
        return sha256(path.read_bytes()).hexdigest()
    return repr(sorted(part for part in parts if part[0] != "docProps/core.xml"))


def undo(load_id: str) -> None:
    """Withdraw a load."""
    withdraw(load_id, "essai", compute)


def kept_rows(kind: str) -> list[dict[str, Any]]:
    """Return every row of a kind ever accepted, in the order of the loads."""
    return [row for entry in read_journal().entries for row in read_rows(kind, entry.load_id)]


def shown(name: str, *by: str) -> list[Receipt]:
    """Return an indicator's figures in the version in use, as `show --json` prints them; none before any."""
    version = current_version()
    return [figure.as_json() for figure in measure(version, EVERYTHING, name, by)] if version else []


def figures() -> dict[str, list[Receipt]]:
    """Return the monthly figures of the indicators watched."""
    return {name: shown(name, "residence", "month") for name in WATCHED}


def start(module: str, *arguments: Any) -> subprocess.Popen[str]:
    """Start `python -m module …` and return its process."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def all_read() -> None:
    """Wait until every file on every counter is read: on a busy machine a page is drawn before."""
    for tray in list(waiting._trays.values()):
        assert tray.wait(60)


def dropped(path: Path) -> Dropped:
    """Return a file as it waits on the counter."""
    return Dropped(path.name, path.name, path.read_bytes())


def run(module: str, *arguments: Any) -> tuple[int, Any]:
    """Run `python -m module … --json` to its end; return its status and what it printed."""
    with start(module, *arguments, "--json") as process:
        printed, told = process.communicate(timeout=120)
    return process.returncode, json.loads(printed) if printed else told
