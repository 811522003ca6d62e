"""Bound figures while somebody writes: « {62 % ¹} » stands for a long address, and the same number marks its source."""

from __future__ import annotations

import re

from social_project.bound import link, refreshed
from social_project.document import BoundFigure

_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_RAISED = str.maketrans("0123456789", _DIGITS)
_LOWERED = str.maketrans(_DIGITS, "0123456789")
_SHORT = re.compile(rf"\{{([^{{}}\n]*?)\s*([{_DIGITS}]{{1,3}})\}}")


def raised(number: int) -> str:
    """Return a number as a mark of a source: ¹²."""
    return str(number).translate(_RAISED)


def shortened(text: str, book: list[BoundFigure]) -> str:
    """Return a text as somebody writes it, its figures by their place in a book; those that the book lacks are added to it."""

    def short(bound: BoundFigure, words: str) -> str:
        if bound not in book:
            book.append(bound)
        return words

    refreshed(text, short)
    for at, bound in enumerate(book, 1):
        pattern = re.compile(rf"\[([^\[\]]*)\]\({re.escape(bound.address)}\)")
        text = pattern.sub(lambda found, at=at: f"{{{found[1]} {raised(at)}}}", text)  # type: ignore[misc]
    return text


def lengthened(text: str, book: list[BoundFigure]) -> str:
    """Return a text as it is kept, each « {62 % ¹} » bound to the figure of the book; a number that the book lacks is left."""

    def long(found: re.Match[str]) -> str:
        at = int(found[2].translate(_LOWERED))
        return link(book[at - 1], found[1] or "…") if 0 < at <= len(book) else found[0]

    return _SHORT.sub(long, text)
