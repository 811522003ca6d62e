"""Two texts written from the same one -> one text, paragraph by paragraph; both sides where both changed the same paragraph."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])\s")


@dataclass(frozen=True)
class Clash:
    """A passage that two people changed each their own way; `base`: as both found it, empty where it was not."""

    base: str
    mine: str
    theirs: str


Part = str | Clash
_Edit = tuple[int, int, tuple[str, ...]]  # from, until (of the base), what stands there instead


def merge(base: str, mine: str, theirs: str) -> tuple[Part, ...]:
    """Return the passages of the text that holds both changes, in order; what only one side changed is taken as it is.

    The same change made by both counts once. Passages added by both at one place are both kept, theirs first.
    """
    if mine == theirs or theirs == base:
        return (mine,) if mine else ()
    if mine == base:
        return (theirs,) if theirs else ()
    pieces = passages(base)
    found: list[Part] = []
    at = 0
    for one, other in _together(_edits(pieces, passages(mine)), _edits(pieces, passages(theirs))):
        first, until = min(edit[0] for edit in one + other), max(edit[1] for edit in one + other)
        found += pieces[at:first]
        found += _settled(pieces, first, until, one, other)
        at = until
    return (*found, *pieces[at:])


def resolve(parts: Sequence[Part], choose: Callable[[Clash], str]) -> str:
    """Return the text of merged passages, `choose` telling what stands for each that clashes."""
    return join(choose(one) if isinstance(one, Clash) else one for one in parts)


def passages(text: str) -> list[str]:
    """Return the passages of a text: its paragraphs, its tables, and each item of its lists."""
    found = []
    for paragraph in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n").strip("\n")):
        lines: list[str] = []
        for line in paragraph.split("\n"):
            if lines and _ITEM.match(line):
                found.append("\n".join(lines))
                lines = []
            lines.append(line.rstrip())
        found.append("\n".join(lines))
    return [one for one in found if one.strip()]


def join(found: Iterator[str] | Sequence[str]) -> str:
    """Return the text of passages: items of a list on lines that follow each other, an empty line between the others."""
    text, before = "", ""
    for one in found:
        if not one:
            continue
        text += ("\n" if _ITEM.match(before) and _ITEM.match(one) else "\n\n") * bool(text) + one
        before = one
    return text


def _edits(base: Sequence[str], text: Sequence[str]) -> list[_Edit]:
    matcher = SequenceMatcher(None, base, text, autojunk=False)
    return [(a, b, tuple(text[c:d])) for tag, a, b, c, d in matcher.get_opcodes() if tag != "equal"]


def _together(mine: list[_Edit], theirs: list[_Edit]) -> Iterator[tuple[list[_Edit], list[_Edit]]]:
    """Yield the edits of both sides in order, those that overlap at once."""
    left, right = list(mine), list(theirs)
    while left or right:
        groups: tuple[list[_Edit], list[_Edit]] = ([], [])
        first = min([*left[:1], *right[:1]], key=lambda edit: edit[:2])
        span = first[:2]
        grew = True
        while grew:
            grew = False
            for side, group in ((left, groups[0]), (right, groups[1])):
                while side and _meets(side[0], span):
                    edit = side.pop(0)
                    group.append(edit)
                    span = min(span[0], edit[0]), max(span[1], edit[1])
                    grew = True
        yield groups


def _meets(edit: _Edit, span: tuple[int, int]) -> bool:
    """Return whether an edit touches what a span changes: two additions at one place do, an addition beside a change does not."""
    if edit[:2] == span:
        return True
    return edit[0] < span[1] and span[0] < edit[1]


def _settled(
    base: Sequence[str], first: int, until: int, mine: list[_Edit], theirs: list[_Edit]
) -> list[Part]:
    ours, others = (_applied(base, first, until, edits) for edits in (mine, theirs))
    if not theirs or ours == others:
        return [*ours]
    if not mine:
        return [*others]
    if first == until:
        return [*others, *(one for one in ours if one not in others)]
    return [Clash(join(base[first:until]), join(ours), join(others))]


def _applied(base: Sequence[str], first: int, until: int, edits: list[_Edit]) -> list[str]:
    found: list[str] = []
    at = first
    for start, end, instead in edits:
        found += [*base[at:start], *instead]
        at = end
    return [*found, *base[at:until]]
