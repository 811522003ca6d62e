"""A table of a bilan -> how it lies on paper: its columns in millimetres, its letters, upright or across. No cell ever overflows."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reports.bilan.content import Table
from reports.bilan.in_french import said
from ui import words

_BOUNDS = ("low", "high")  # the columns of an interval
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0)  # points
_SMALL = (7.0,)  # of a long annex
SHORT = 16  # rows: such a table is not cut by a page
_FEW, _WIDE_TABLE = 6, 8  # rows, columns
_MANY = 25  # rows: past them, nobody reads every one
_BOLD = 1.08  # times: the letters of a head
# Times: the letters of the widest fonts, which stand in on a computer that has not the document's: no word is cut there either.
_WIDE, _WIDE_BOLD = 1.15, 1.32
_PADDING = 3.4  # millimetres, both sides
_LONGEST_WORD = 90.0  # millimetres: a word past it is cut
_SHORT_WORD = 9  # letters
_LABEL = 52.0  # millimetres
_STEP = 2.0  # millimetres
_RAGGED = 1.12  # lines end before the edge: the next word had no room
_TALLEST = 7  # lines of a row, before the page is turned
# No-break spaces part nothing.
_BEFORE = re.compile(r" (?=[%€:;!?»])|(?<=«) ")
_BLANKS = re.compile(r"[ \t\r\n]+")


@dataclass(frozen=True)
class Room:
    """What is between the margins of a page, upright and across, in millimetres; `sign`: how wide a letter is, in those of its size."""

    upright: float = 170.0
    across: float = 257.0
    sign: float = 0.185


A4 = Room()


@dataclass(frozen=True)
class Laid:
    """A table as it is written: texts only.

    `heading`: what is written above it, empty where it goes on with the columns that had no room; `title`: what it is, always.
    `widths`: of its columns, in millimetres; `size`: of its letters, in points, each `sign` millimetres wide.
    """

    heading: str
    title: str
    key: str
    caveat: str
    heads: tuple[str, ...]
    is_text: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    size: float
    is_across: bool
    sign: float = 0.0


def laid(table: Table, room: Room) -> tuple[Laid, ...]:
    """Return a table laid on paper: in one piece, or by columns in as many as it takes, the first column being told again.

    The bounds of intervals are left out where no row has any: a register is no sample.
    """
    table = _without_bounds(table)
    rows = tuple(
        tuple(tight(said(column, row, value)) for column, value in zip(table.columns, row.cells, strict=True))
        for row in table.rows
    )
    heads = tuple(tight(column.title) for column in table.columns)
    is_text = tuple(column.kind == "text" or _is_words(table, at) for at, column in enumerate(table.columns))
    whole = Laid(
        table.title,
        table.title,
        table.key,
        table.caveat,
        heads,
        is_text,
        rows,
        (),
        _SIZES[-1],
        is_across=True,
    )
    return tuple(_pieces(whole, room))


def _without_bounds(table: Table) -> Table:
    kept = [
        at
        for at, column in enumerate(table.columns)
        if column.key not in _BOUNDS or any(row.cells[at] is not None for row in table.rows)
    ]
    rows = tuple(replace(row, cells=tuple(row.cells[at] for at in kept)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[at] for at in kept), rows=rows)


def tight(text: str) -> str:
    """Return a text whose lines begin neither by a unit nor by a punctuation mark."""
    return _BEFORE.sub(words.NO_BREAK, text)


def _is_words(table: Table, at: int) -> bool:
    """Return whether a column of figures holds sentences: an identity tells names and amounts in the same one."""
    return any(isinstance(row.cells[at], str) and len(str(row.cells[at])) > 1 for row in table.rows)


def _pieces(one: Laid, room: Room) -> Iterator[Laid]:
    found = _fitted(one, room)
    if found:
        yield found
        return
    cut = [at for at in range(2, len(one.heads)) if _fitted(_columns(one, range(at)), room)]
    at = cut[-1] if cut else 1
    first = _columns(one, range(at))
    yield _fitted(first, room) or replace(first, widths=(room.across / at,) * at)
    if at < len(one.heads):
        yield from _pieces(replace(_columns(one, [0, *range(max(at, 1), len(one.heads))]), heading="", caveat=""), room)  # fmt: skip


def _columns(one: Laid, kept: Sequence[int]) -> Laid:
    return replace(
        one,
        heads=tuple(one.heads[at] for at in kept),
        is_text=tuple(one.is_text[at] for at in kept),
        rows=tuple(tuple(row[at] for at in kept) for row in one.rows),
    )


def _fitted(one: Laid, room: Room) -> Laid | None:
    """Return a table upright in the largest letters that hold it, else across; None where no page is wide enough.

    A page is not turned for a few wide rows that smaller letters hold.
    """
    sizes = _SIZES if len(one.rows) <= _MANY else _SMALL
    is_low = len(one.rows) <= _FEW and len(one.heads) >= _WIDE_TABLE
    tries = (
        *((False, room.upright, lines, sizes) for lines in (2, 3) if is_low),
        (False, room.upright, _TALLEST, sizes[:3]),
        (True, room.across, 1, sizes[:3]),
        (True, room.across, 4 * _TALLEST, sizes),
        (True, room.across, math.inf, sizes),
    )
    for is_across, width, most, each in tries:
        for size in each:
            sign = size * room.sign
            widths = _widths(one, sign, width)
            if widths and _height(one, widths, sign) <= most:
                return replace(one, widths=widths, size=size, sign=sign, is_across=is_across)
    return None


def _widths(one: Laid, sign: float, room: float) -> tuple[float, ...] | None:
    """Return a width a column: its longest word at least; what is left goes, step by step, to the column with the most lines.

    The first column tells what a row is: it is told on one line where there is room. Where some is left, words hold in wide letters too.
    """
    bodies = [[row[at] for row in one.rows] for at in range(len(one.heads))]
    each = [*zip(one.heads, bodies, strict=True)]
    widths = [_least(*told, _BOLD * sign, sign) for told in each]
    label = min(_LABEL, max((sign * len(text) for text in bodies[0]), default=0) + _PADDING)
    widths = _larger(widths, [label, *widths[1:]], room)
    left = room - sum(widths)
    if left < 0:
        return None
    while left >= _STEP:
        tall = [_tall(*told, sign) for told in zip(one.heads, bodies, widths, strict=True)]
        if not max(tall):
            break
        widths[tall.index(max(tall))] += _STEP
        left -= _STEP
    wide = [_least(*told, _WIDE_BOLD * sign, _WIDE * sign) for told in each]
    return tuple(round(width, 1) for width in _larger(widths, wide, room))


def _larger(widths: list[float], wished: list[float], room: float) -> list[float]:
    """Return the larger of two widths a column, as they were where there is no room for it."""
    larger = [max(pair) for pair in zip(widths, wished, strict=True)]
    return larger if sum(larger) <= room else widths


def _least(head: str, body: Sequence[str], bold: float, sign: float) -> float:
    longest = max([bold * _longest_word(head), *(sign * _longest_word(text) for text in body)])
    return min(_LONGEST_WORD, longest) + _PADDING


def _tall(head: str, body: Sequence[str], width: float, sign: float) -> float:
    """Return how much a column wants room, 0 for none: a row of two lines is worse than a head of two."""
    lines = max((_lines(text, width, sign) for text in body), default=1)
    return max(lines if lines > 1 else 0, _lines(head, width, _BOLD * sign) - 1.2, 0)


def _longest_word(text: str) -> int:
    # One more: a short word may hold none but wide letters.
    longest = max((len(word) for word in _BLANKS.split(text)), default=0)
    return longest + (longest < _SHORT_WORD)


def _lines(text: str, width: float, sign: float) -> int:
    """Return about how many lines a text takes in a column."""
    return sum(_lines_of(sign * len(line), width - _PADDING) for line in text.split("\n"))


def _lines_of(length: float, room: float) -> int:
    return 1 if length <= room else math.ceil(_RAGGED * length / room)


def _height(one: Laid, widths: Sequence[float], sign: float) -> int:
    """Return the lines of the tallest row, its head apart."""
    rows = (zip(row, widths, strict=True) for row in one.rows)
    return max((_lines(text, width, sign) for row in rows for text, width in row), default=1)


def breakable(text: str, width: float, sign: float) -> str:
    """Return a text in which a word wider than a column may be cut: a hash, or what somebody typed without a blank."""
    most = max(8, int((width - _PADDING) / sign) + 1)
    return re.sub(rf"[^\s\u200b]{{{most + 1},}}", lambda found: _cut(found[0], most), text)


def _cut(word: str, most: int) -> str:
    places = [*range(0, len(word), most), len(word)]
    return "\u200b".join(word[start:end] for start, end in pairwise(places))
