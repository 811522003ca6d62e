"""The styles of an .xlsx, as far as they say what a number is: a day, a length of time, a percentage."""

from __future__ import annotations

import re
from typing import IO, NamedTuple

from markup import read_whole

# What formats are, of those that have a number and no text (ECMA-376, part 1, 18.8.30).
_DAYS = frozenset((*range(14, 23), 45, 47))
_PERCENT = frozenset((9, 10))
_DURATION = 46
# Quoted text, one escaped, skipped or repeated sign, and brackets (colours, currencies) but those of a length of time.
_LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[(?!hh?\]|mm?\]|ss?\])[^\]]*\]', re.IGNORECASE)


class Style(NamedTuple):
    """What the format of a cell makes of a number."""

    is_day: bool = False
    is_duration: bool = False
    is_percent: bool = False


def styles_of(stream: IO[bytes]) -> list[Style]:
    """Return the style of each cell format, in the order by which cells name them."""
    formats: dict[str, str] = {}
    numbers: list[str] = []
    inside = [False]

    def start(tag: str, found: dict[str, str]) -> None:
        if tag == "numFmt":
            formats.setdefault(found.get("numFmtId", ""), found.get("formatCode", ""))
        elif tag == "cellXfs":
            inside[0] = True
        elif tag == "xf" and inside[0]:
            numbers.append(found.get("numFmtId", "0"))

    def end(tag: str) -> None:
        if tag == "cellXfs":
            inside[0] = False

    read_whole(stream, start, end)
    known: dict[str, Style] = {}
    return [known.setdefault(number, _style(number, formats.get(number))) for number in numbers]


def _style(number: str, text: str | None) -> Style:
    if text is None:
        rank = int(number) if number.isascii() and number.isdigit() else 0
        return Style(rank in _DAYS, rank == _DURATION, rank in _PERCENT)
    shown = _LITERAL.sub("", text.split(";")[0]).lower()
    is_duration = bool(re.search(r"\[(hh?|mm?|ss?)\]", shown))
    is_day = not is_duration and shown not in ("general", "standard") and bool(re.search("[dmhys]", shown))
    return Style(is_day, is_duration, "%" in shown)
