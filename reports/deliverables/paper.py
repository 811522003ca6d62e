"""A document to read, before it is laid out: what it says, in French, part by part; Word and PDF are drawn from the same one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Grid:
    """A table, in words. `numbers`: ranks of the columns that hold numbers; `totals`: ranks of the rows that sum up others.

    `widths`: the share of the page that each column takes, none for even ones.
    """

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    totals: tuple[int, ...] = ()
    note: str = ""
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part: what it tells, its tables, its points, and what somebody ticks by hand. `level`: 1, or 2 within the one before."""

    title: str
    told: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    points: tuple[str, ...] = ()
    checks: tuple[str, ...] = ()
    level: int = 1


@dataclass(frozen=True)
class Paper:
    """A document. `lines`: under its title; `warnings`: what makes it incomplete, told first; `foot`: what it rests on."""

    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: tuple[str, ...]
    at: datetime
    author: str = "Palier"
    warnings: tuple[str, ...] = ()
    is_wide: bool = False

    @property
    def texts(self) -> Iterator[str]:
        """Every text that it shows, in order."""
        yield from (self.title, *self.lines, *self.warnings)
        for one in self.sections:
            yield from (one.title, *one.told)
            for grid in one.grids:
                yield from (grid.title, *grid.head, *(cell for row in grid.rows for cell in row), grid.note)
            yield from (*one.points, *one.checks)
        yield from self.foot
