"""Workbook -> sheets of cells. Files are opened in a child process with limits; a bad one is refused, in French."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.cell import BLANK, Cell

_CHILD = Path(__file__).with_name("opening")
_SECONDS = 120
_LONGEST_GAP = 2_000  # a cell lost at the bottom of a sheet is no million of blank lines
_DANGEROUS = "le fichier est illisible ou dangereux ; copiez ses données dans un nouveau classeur .xlsx"


@dataclass(frozen=True)
class Sheet:
    """A sheet: cells by (row, column), both from 1; merged ranges as (top, left, bottom, right)."""

    name: str
    cells: dict[tuple[int, int], Cell]
    is_visible: bool = True
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden_rows: frozenset[int] = frozenset()

    def at(self, row: int, column: int) -> Cell:
        """Return the cell there, blank if none."""
        return self.cells.get((row, column), BLANK)

    def rows(self) -> Iterator[tuple[int, dict[int, Cell]]]:
        """Yield each row and its cells by column, blank rows included, but not a gap that no person leaves."""
        written: dict[int, dict[int, Cell]] = {}
        for (row, column), cell in sorted(self.cells.items(), key=lambda pair: pair[0]):
            written.setdefault(row, {})[column] = cell
        before = 0
        for row, cells in written.items():
            if row - before <= _LONGEST_GAP:
                yield from ((blank, {}) for blank in range(before + 1, row))
            yield row, cells
            before = row

    @property
    def last_row(self) -> int:
        """The number of the last row that holds anything."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        """The number of the last column that holds anything."""
        return max((column for _, column in self.cells), default=0)


@dataclass(frozen=True)
class Workbook:
    """A file as read: its name, the hash of its bytes, its sheets; or the reason why it is refused.

    `mark`: the texts that a workbook given back bears, by their numbers.
    """

    file: str
    sha256: str
    sheets: tuple[Sheet, ...] = ()
    refused: str = ""
    suffix: str = field(default="")
    mark: dict[str, str] = field(default_factory=dict)


def read(paths: Sequence[Path]) -> Iterator[Workbook]:
    """Yield the workbook of each path, in order. A file that kills the reader is refused; the others are read."""
    waiting = list(paths)
    while waiting:
        done = 0
        for workbook in _read_together(waiting):
            yield workbook
            done += 1
        if done < len(waiting):
            yield Workbook(waiting[done].name, _hash(waiting[done]), refused=_DANGEROUS)
            done += 1
        waiting = waiting[done:]


def _read_together(paths: list[Path]) -> Iterator[Workbook]:
    command = [sys.executable, "-I", str(_CHILD), *(str(path) for path in paths)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child:
        assert child.stdout is not None
        for path, line in zip(paths, child.stdout, strict=False):
            yield _workbook(path, json.loads(line))
        try:
            child.wait(timeout=_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()


def _workbook(path: Path, answer: dict[str, Any]) -> Workbook:
    sheets = tuple(_sheet(sheet) for sheet in answer.get("sheets", []))
    refused, mark = answer.get("refused", ""), answer.get("mark", {})
    return Workbook(path.name, _hash(path), sheets, refused, path.suffix.lower(), mark)


def _sheet(raw: dict[str, Any]) -> Sheet:
    cells = {(row, column): _cell(kind, value, percent) for row, column, kind, value, percent in raw["cells"]}
    merged = tuple(tuple(part) for part in raw["merged"])
    return Sheet(raw["name"], cells, raw["visible"], merged, frozenset(raw["hidden_rows"]))


def _cell(kind: Any, value: Any, percent: int) -> Cell:
    if kind == "day":
        return Cell("day", date.fromisoformat(value))
    if kind == "text" and not str(value).strip():
        return BLANK
    return Cell(kind, value, bool(percent))


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
