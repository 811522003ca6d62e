"""Two versions of a text -> one text that holds both: what stays, what was added, what was taken away, word by word.

To accept every change leaves the new text, to refuse every change the old one: a line is kept on both sides, or is on one only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, TypeVar

from social_project.document import Block, Document, Run, Runs, Section

Mark = Literal["", "ins", "del"]
SECTION_LEVEL = 0  # the headings of the sections; those that stand inside them are 1 to 3
_WORDS = re.compile(r"\w+|\s|[^\w\s]")
_ALIKE = (
    0.45  # below, a paragraph was replaced rather than rewritten: two whole sentences read better than crumbs
)
_Any = TypeVar("_Any")


@dataclass(frozen=True)
class Piece:
    """Letters that look alike and share a fate."""

    run: Run
    mark: Mark = ""


Pieces = tuple[Piece, ...]


@dataclass(frozen=True)
class Line:
    """A paragraph, heading or item; `mark` where the whole of it was added or taken away."""

    kind: Literal["paragraph", "heading", "bullet", "number"]
    level: int
    pieces: Pieces
    mark: Mark = ""


@dataclass(frozen=True)
class Row:
    """A row of a table; `mark` where the whole of it was added or taken away."""

    cells: tuple[Pieces, ...]
    mark: Mark = ""


@dataclass(frozen=True)
class Table:
    """A table. All its rows are marked where the whole of it was added or taken away."""

    rows: tuple[Row, ...]

    @property
    def width(self) -> int:
        """Its number of columns."""
        return max((len(row.cells) for row in self.rows), default=0)


Tracked = Line | Table


def tracked(old: Document | None, new: Document) -> tuple[Tracked, ...]:
    """Return both texts in one, in the order of reading; without an old one, the new text with no mark at all."""
    if old is None:
        return tuple(_whole(block, "") for section in new.sections for block in _blocks(section))
    before_codes, after_codes = ([section.code for section in one.sections] for one in (old, new))
    found: list[Tracked] = []
    for kind, i, ii, j, jj in SequenceMatcher(None, before_codes, after_codes, autojunk=False).get_opcodes():
        if kind == "equal":
            for before, after in zip(old.sections[i:ii], new.sections[j:jj], strict=True):
                found += _compared(_blocks(before), _blocks(after))
            continue
        for section in old.sections[i:ii]:
            found += [_whole(block, "del") for block in _blocks(section)]
        for section in new.sections[j:jj]:
            found += [_whole(block, "ins") for block in _blocks(section)]
    return tuple(found)


def changes(found: Sequence[Tracked]) -> tuple[int, int]:
    """Return how many words were added and taken away."""
    counts = {"ins": 0, "del": 0}
    for one in found:
        for cells, mark in (
            [((one.pieces,), one.mark)] if isinstance(one, Line) else [(r.cells, r.mark) for r in one.rows]
        ):
            for piece in (piece for cell in cells for piece in cell):
                if fate := mark or piece.mark:
                    counts[fate] += len(re.findall(r"\w+", piece.run.text))
    return counts["ins"], counts["del"]


def _blocks(section: Section) -> list[Block]:
    """Return a section as blocks: its heading, then what it holds; a table without a row is nothing."""
    held = [block for block in section.blocks if block.kind != "table" or block.rows]
    return [Block("heading", (Run(section.title),), SECTION_LEVEL), *held]


def _compared(old: Sequence[Block], new: Sequence[Block]) -> Iterator[Tracked]:
    # The heading of a section is the same heading, however its title was reworded.
    yield _changed(old[0], new[0])
    for before, after in _paired(old[1:], new[1:], _likeness):
        if before is None or after is None:
            one = after or before
            assert one
            yield _whole(one, "ins" if after else "del")
        else:
            yield _changed(before, after)


def _paired(
    old: Sequence[_Any], new: Sequence[_Any], likeness: Callable[[_Any, _Any], float]
) -> Iterator[tuple[_Any | None, _Any | None]]:
    """Yield what answers what, in order, None for what answers nothing: the same things first, then the most alike between."""
    for kind, i, ii, j, jj in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(old[i:ii], new[j:jj], strict=True)
        else:
            yield from _best(old[i:ii], new[j:jj], likeness)


def _best(
    old: Sequence[_Any], new: Sequence[_Any], likeness: Callable[[_Any, _Any], float]
) -> Iterator[tuple[_Any | None, _Any | None]]:
    """Yield the pairing without crossing whose sum of likenesses is greatest; what is left is taken away before what is added."""
    likely = [[likeness(one, other) for other in new] for one in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            both = likely[i][j] + best[i + 1][j + 1] if likely[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], both)
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and likely[i][j] and best[i][j] == likely[i][j] + best[i + 1][j + 1]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            yield old[i], None
            i += 1
        else:
            yield None, new[j]
            j += 1


def _likeness(one: Block, other: Block) -> float:
    """Return how alike two blocks are, 0 where the one cannot be a rewording of the other."""
    if (one.kind, one.level) != (other.kind, other.level) or _width(one) != _width(other):
        return 0.0
    return _likeness_of_words(one.text, other.text)


def _likeness_of_words(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, re.findall(r"\w+", one), re.findall(r"\w+", other), autojunk=False)
    if matcher.real_quick_ratio() < _ALIKE or matcher.quick_ratio() < _ALIKE:
        return 0.0
    ratio = matcher.ratio()
    return ratio if ratio >= _ALIKE else 0.0


def _width(block: Block) -> int:
    return max((len(row) for row in block.rows), default=0)


def _changed(before: Block, after: Block) -> Tracked:
    if after.kind != "table":
        return Line(after.kind, after.level, _worded(before.runs, after.runs))
    rows = []
    for one, other in _paired(
        before.rows, after.rows, lambda a, b: _likeness_of_words(_row_text(a), _row_text(b))
    ):
        if one is None or other is None:
            mark: Mark = "ins" if one is None else "del"
            rows.append(Row(tuple(_marked(cell, "") for cell in (other or one or ())), mark))
        else:
            cells = range(max(len(one), len(other)))
            rows.append(Row(tuple(_worded(_cell(one, at), _cell(other, at)) for at in cells)))
    return Table(tuple(rows))


def _row_text(row: tuple[Runs, ...]) -> str:
    return " ".join(run.text for cell in row for run in cell)


def _cell(row: tuple[Runs, ...], at: int) -> Runs:
    return row[at] if at < len(row) else ()


def _whole(block: Block, mark: Mark) -> Tracked:
    if block.kind == "table":
        return Table(tuple(Row(tuple(_marked(cell, "") for cell in row), mark) for row in block.rows))
    return Line(block.kind, block.level, _marked(block.runs, ""), mark)


def _marked(runs: Runs, mark: Mark) -> Pieces:
    return tuple(Piece(run, mark) for run in runs if run.text)


def _worded(before: Runs, after: Runs) -> Pieces:
    """Return runs compared word by word; a lone blank between two changes goes with them, as a person would mark it."""
    old, new = _words(before), _words(after)
    found: list[Piece] = []
    taken: list[Run] = []
    added: list[Run] = []

    def settle() -> None:
        found.extend([*_marked(tuple(taken), "del"), *_marked(tuple(added), "ins")])
        taken.clear()
        added.clear()

    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for at, (kind, i, ii, j, jj) in enumerate(codes):
        is_lone_blank = (
            kind == "equal" and 0 < at < len(codes) - 1 and not "".join(run.text for run in old[i:ii]).strip()
        )
        if kind == "equal" and not is_lone_blank:
            settle()
            found.extend(_marked(old[i:ii], ""))
        else:
            taken.extend(old[i:ii])
            added.extend(new[j:jj])
    settle()
    return _joined(found)


def _words(runs: Runs) -> Runs:
    """Return runs cut into words, blanks and signs; a figure is whole."""
    parts = ((run, [run.text] if run.figure else _WORDS.findall(run.text)) for run in runs)
    return tuple(replace(run, text=text) for run, texts in parts for text in texts)


def _joined(pieces: Sequence[Piece]) -> Pieces:
    def look(piece: Piece) -> object:
        run = piece.run
        return (piece.mark, run.is_bold, run.is_italic, run.link, id(run) if run.figure else None)

    groups = (list(group) for _, group in groupby(pieces, look))
    return tuple(
        replace(some[0], run=replace(some[0].run, text="".join(one.run.text for one in some)))
        for some in groups
    )
