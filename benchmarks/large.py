"""A workbook of a hundred thousand meetings: checked whole, against the time that pandas takes merely to read it."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path

import psutil
import xlsxwriter

from benchmarks.table import Row
from pipelines.contracts import contracts

LINES, COLUMNS, MOST_MEGABYTES = 100_000, 18, 600
_NAMES = (
    *(
        "held_on",
        "residence",
        "meeting_type",
        "landing",
        "status",
        "initiative",
        "invited_count",
        "attended_count",
    ),
    *(
        "women_count",
        "members_present",
        "members_in_office",
        "manager_reps",
        "owner_reps",
        "resident_reps",
        "themes",
    ),
    *("decisions_taken", "decisions_done", "minutes_posted_on"),
)
_CHECK = """
import sys
from pathlib import Path
from pipelines.keep import check_files
[receipt] = check_files([Path(sys.argv[1])])
assert receipt.accepted == int(sys.argv[2]), receipt.problems[:3]
"""
_READ = "import sys, pandas; assert pandas.read_excel(sys.argv[1], engine='openpyxl').shape[0] == int(sys.argv[2])"


def large_rows(folder: Path) -> list[Row]:
    """Return what checking takes of time and memory, every process counted; `folder` receives the workbook."""
    path = _write(folder / "Réunions.xlsx")
    seconds, megabytes = _spent(_CHECK, path)
    reading, _ = _spent(_READ, path)
    what = f"contrôler {LINES} lignes de {COLUMNS} colonnes"
    return [
        Row(what, seconds, "s", reading, "pandas.read_excel (openpyxl), sans rien vérifier", limit=1),
        Row(f"{what} : mémoire", megabytes, "Mo", MOST_MEGABYTES, "la borne", limit=1, digits=0),
    ]


def _write(path: Path) -> Path:
    """Write meetings of one residence, right in every line."""
    contract = contracts()["reunions"]
    types, wishes = (list(contract.code_lists[name].values()) for name in ("meeting_type", "initiative"))
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet, day = book.add_worksheet("Réunions 2000 à 2025"), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, [contract.by_name[name].header for name in _NAMES])
    for rank in range(LINES):
        held = date(2000, 1, 1) + timedelta(days=rank % 9_000)
        told = [
            held,
            "GARRIGUE",
            types[0],
            f"Bât A {rank // 9_000 + 1}",
            "Tenue",
            wishes[rank % 3],
            40,
            10 + rank % 20,
        ]
        told += [rank % 9, 3, 6, 1, 1, 2, "Propreté", 4, rank % 4, held + timedelta(days=9)]
        for place, value in enumerate(told):
            if isinstance(value, date):
                sheet.write_datetime(rank + 1, place, value, day)
            else:
                sheet.write(rank + 1, place, value)
    book.close()
    return path


def _spent(program: str, path: Path) -> tuple[float, float]:
    """Return the seconds that a program takes on the workbook, and its highest memory in megabytes, its children's included."""
    started, highest = time.perf_counter(), 0
    with subprocess.Popen([sys.executable, "-c", program, str(path), str(LINES)]) as running:
        watched = psutil.Process(running.pid)
        while running.poll() is None:
            highest = max(highest, _memory(watched))
            time.sleep(0.05)
    if running.returncode:
        raise RuntimeError("the bench's own workbook was not accepted")
    return time.perf_counter() - started, highest / 1e6


def _memory(process: psutil.Process) -> int:
    total = 0
    for one in [process, *process.children(recursive=True)]:
        try:
            total += one.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return total
