"""Workbook -> sheets of cells. Files are opened in a child process with limits; a bad one is refused, in French."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from pipelines.cell import BLANK, Cell
from pipelines.grid import Grid, Place
from pipelines.listen import Told, told_of

_LONGEST_GAP = 2_000  # a cell lost at the bottom of a sheet is no million of blank lines
_KNOWN_CELLS = 200_000
_COVERED = 1_000_000

Merge = tuple[int, int, int, int]


@dataclass(frozen=True)
class Sheet:
    """A sheet: cells by (row, column), both from 1; merged ranges as (top, left, bottom, right)."""

    name: str
    cells: Mapping[Place, Cell]
    is_visible: bool = True
    merged: tuple[Merge, ...] = ()
    hidden_rows: frozenset[int] = frozenset()

    def at(self, row: int, column: int) -> Cell:
        """Return the cell there, blank if none."""
        return self.cells.get((row, column), BLANK)

    def rows(self) -> Iterator[tuple[int, dict[int, Cell]]]:
        """Yield each row and its cells by column, blank rows included, but not a gap that no person leaves."""
        before = 0
        for row, cells in self.grid.rows():
            if row - before <= _LONGEST_GAP:
                yield from ((blank, {}) for blank in range(before + 1, row))
            yield row, cells
            before = row

    @cached_property
    def grid(self) -> Grid:
        """The cells, row by row."""
        return self.cells if isinstance(self.cells, Grid) else Grid(self.cells)

    @cached_property
    def last_row(self) -> int:
        """The number of the last row that holds anything."""
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def last_column(self) -> int:
        """The number of the last column that holds anything."""
        return max((column for _, column in self.cells), default=0)

    def merges_from(self, row: int) -> list[Merge]:
        """Return the merged ranges whose first row is that one."""
        return self._by_top.get(row, [])

    def merge_over(self, row: int, column: int) -> Merge | None:
        """Return the merged range that covers a place from a row above, None when there is none."""
        ranges = self._by_column(column)
        before = (
            bisect_left(ranges, (row,)) - 1
        )  # the last one that starts above: merged ranges never overlap
        return ranges[before] if before >= 0 and ranges[before][2] >= row else None

    @cached_property
    def _by_top(self) -> dict[int, list[Merge]]:
        found: dict[int, list[Merge]] = defaultdict(list)
        for one in self.merged:
            found[one[0]].append(one)
        return dict(found)

    @cached_property
    def _columns(self) -> dict[int, list[Merge]]:
        return {}

    def _by_column(self, column: int) -> list[Merge]:
        if column not in self._columns:
            self._columns[column] = sorted(
                one for one in self.merged if one[2] > one[0] and one[1] <= column <= one[3]
            )
        return self._columns[column]


@dataclass(frozen=True)
class Workbook:
    """A file as read: its name, the hash of its bytes, its sheets; or the reason why it is refused.

    `mark`: the texts that a workbook given back bears, by their numbers. `left_out`: what it carries that is not read.
    """

    file: str
    sha256: str
    sheets: tuple[Sheet, ...] = ()
    refused: str = ""
    suffix: str = field(default="")
    mark: dict[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


def read(paths: Sequence[Path]) -> Iterator[Workbook]:
    """Yield the workbook of each path, in order. A file that kills the reader, or keeps it waiting, is refused."""
    told = told_of(paths)
    for path in paths:
        yield _workbook(path, told)


def _workbook(path: Path, told: Iterator[Told]) -> Workbook:
    """Return the workbook of which the next answers tell, up to the one that closes it."""
    sheets: list[Sheet] = []
    cells = Grid()
    known: dict[Any, Cell] = {}
    suffix = path.suffix.lower()
    for answer in told:
        if isinstance(answer, list):
            _add_cells(cells, answer, known)
        elif "sheet" in answer:
            merged = tuple((top, left, bottom, right) for top, left, bottom, right in answer["merged"])
            hidden = frozenset(answer["hidden_rows"])
            _forget_covered(cells, merged)
            sheets.append(Sheet(answer["sheet"], cells, answer["visible"], merged, hidden))
            cells = Grid()
        elif "forget" in answer:
            sheets, cells = [], Grid()
        elif "refused" in answer:
            return Workbook(path.name, _hash(path), refused=answer["refused"], suffix=suffix)
        else:
            more = answer["mark"], tuple(answer["left_out"])
            return Workbook(path.name, _hash(path), tuple(sheets), "", suffix, *more)
    raise RuntimeError("the reader said nothing of a file")


def _add_cells(cells: Grid, told: list[Any], known: dict[Any, Cell]) -> None:
    """Add cells to those of a sheet. The same content is one object: registers repeat the same few words."""
    for row, column, kind, value, percent in told:
        content = (kind, value.__class__, value, percent)
        cell = known.get(content)
        if cell is None:
            cell = _cell(kind, value, percent)
            if len(known) < _KNOWN_CELLS:
                known[content] = cell
        cells.put(row, column, cell)


def _forget_covered(cells: Grid, merged: Sequence[Merge]) -> None:
    """Forget what merged ranges hide: nobody sees it in the workbook. Ranges that no person draws are left alone."""
    left = _COVERED
    for top, left_most, bottom, right in merged:
        left -= (area := (bottom - top + 1) * (right - left_most + 1))
        if left < 0:
            return
        if area > 1:
            for row in range(top, bottom + 1):
                for column in range(left_most, right + 1):
                    if (row, column) != (top, left_most):
                        cells.pop((row, column), None)


def _cell(kind: Any, value: Any, percent: int) -> Cell:
    if kind == "day":
        return Cell("day", date.fromisoformat(value))
    if kind == "text" and not str(value).strip():
        return BLANK
    return Cell(kind, value, bool(percent))


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
