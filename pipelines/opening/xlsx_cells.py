"""One sheet of an .xlsx -> its cells, as they come: errors, percentages, merges, hidden rows, formulas without a result."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import IO, Any

from cells import MAX_MERGES, Refused, checked, plain
from markup import walk
from xlsx_styles import Style

_ROWS, _COLUMNS = 1_048_576, 16_384
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_KNOWN = 200_000
_LAST_DAY = 2_958_464  # 30 December 9999: the hour of the next may round into a year that is none
_PLAIN_STYLE = Style()
_OUT = "le fichier est illisible : une cellule est hors de la feuille ; copiez ses données dans un nouveau classeur"


def unescaped(text: str) -> str:
    """Return a text with its control characters, which XML cannot hold and Excel spells `_x000D_`."""
    if "_x" not in text:
        return text
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).encode("utf-8", "replace").decode("utf-8")


class SheetReader:
    """The sheet in a stream. `merged` and `hidden` are complete once the cells have been read."""

    def __init__(
        self, stream: IO[bytes], strings: Sequence[str], styles: Sequence[Style], is_1904: bool
    ) -> None:
        self.stream, self.strings, self.styles, self.is_1904 = stream, strings, styles, is_1904
        self.merged: list[list[int]] = []
        self.hidden: list[int] = []
        self._found: list[list[Any]] = []
        self._row = self._column = 0
        self._cell: dict[str, str] | None = None
        self._phonetic = 0
        self._is_formula = self._is_value = False
        self._value = ""
        self._row_text = "0"
        self._columns: dict[str, int] = {}
        self._known: dict[tuple[str, str, str], list[Any]] = {}

    def cells(self) -> Iterator[list[Any]]:
        """Yield the cells that hold something, in the order of the file."""
        for _ in walk(self.stream, self._start, self._end, self._text):
            yield from self._found
            self._found.clear()

    def _start(self, tag: str, found: dict[str, str]) -> None:
        if self._cell is not None:
            if tag in ("v", "t"):
                self._is_value = not self._phonetic
            elif tag == "f":
                self._is_formula = True
            elif tag == "is":
                self._value = ""  # some writers put a number beside the text
            elif tag == "rPh":
                self._phonetic += 1
        elif tag == "c":
            self._cell = found
            self._is_formula, self._value = False, ""
            self._move(found.get("r"))
        elif tag == "row":
            self._row, self._column = _whole(found.get("r"), self._row + 1, _ROWS), 0
            self._row_text = str(self._row)
            if found.get("hidden") in ("1", "true"):
                self.hidden.append(self._row)
        elif tag == "mergeCell" and len(self.merged) <= MAX_MERGES:
            self.merged += _range(found.get("ref", ""))

    def _move(self, place: str | None) -> None:
        if place is None:
            self._column += 1  # cells may say no place: they follow one another
        elif (
            column := self._columns.get(place[: -len(self._row_text)])
            if place.endswith(self._row_text)
            else 0
        ):
            self._column = column
        else:
            self._jump(place)
        if self._column > _COLUMNS:
            raise Refused(_OUT)

    def _jump(self, place: str) -> None:
        """Go to a place whose letters, or whose row, are not those of the moment."""
        found = _PLACE.fullmatch(place)
        if not found or not 0 < int(found[2]) <= _ROWS:
            raise Refused(_OUT)
        self._row, self._row_text = int(found[2]), str(int(found[2]))
        self._column = self._columns[found[1]] = _number(found[1])

    def _text(self, text: str) -> None:
        if self._is_value:
            self._value += text
            checked(
                len(self._value) // 8
            )  # before it is read: a control character is spelled with seven signs

    def _end(self, tag: str) -> None:
        if self._cell is None:
            return
        if tag in ("v", "t"):
            self._is_value = False
        elif tag == "rPh":
            self._phonetic -= 1
        elif tag == "c":
            cell, self._cell = self._cell, None
            content = self._known_content(cell.get("t", "n"), self._value, cell.get("s", "0"))
            if content:
                self._found.append([self._row, self._column, *content])

    def _known_content(self, kind: str, value: str, style: str) -> list[Any] | None:
        """Return the content of a cell; registers repeat the same few words, days and counts."""
        if value == "":
            # A text without a sign is a recorded result too: the empty text of =SI(A5="";"";…).
            return ["uncached", None, 0] if self._is_formula and kind != "str" else None
        key = kind, value, style
        found = self._known.get(key)
        if found is None:
            found = self._content(*key)
            if len(self._known) < _KNOWN:
                self._known[key] = found
        return found

    def _content(self, kind: str, value: str, style: str) -> list[Any]:
        """Return the kind, the value and whether it is a percentage."""
        if kind == "s":
            return ["text", self.strings[int(value)], 0] if self._is_shared(value) else ["error", "#N/A", 0]
        if kind in ("str", "inlineStr"):
            return ["text", unescaped(value), 0]
        if kind == "e":
            return ["error", value[:20], 0]
        if kind == "b":
            return ["flag", value.strip() in ("1", "true"), 0]
        if kind == "d":
            return [*_iso(value), 0]
        return _number_told(value, self._style(style), self.is_1904)

    def _is_shared(self, value: str) -> bool:
        return value.isascii() and value.isdigit() and len(value) < 10 and int(value) < len(self.strings)

    def _style(self, number: str) -> Style:
        if number.isascii() and number.isdigit() and len(number) < 7 and int(number) < len(self.styles):
            return self.styles[int(number)]
        return _PLAIN_STYLE


def _number_told(text: str, style: Style, is_1904: bool) -> list[Any]:
    try:
        # A count of sixteen digits is one that no spreadsheet holds exactly.
        value = int(text) if text.isascii() and text.isdigit() and len(text) < 16 else float(text)
    except ValueError:
        return ["text", text, 0]
    told = plain(value)
    if told[0] == "number" and (style.is_day or style.is_duration):
        told = _moment(value, style, is_1904)
    return [*told, int(style.is_percent)]


def _moment(value: float, style: Style, is_1904: bool) -> list[Any]:
    """Return the day, or the time of a day as text, that a serial number stands for; the number where it is none."""
    if not 0 <= value <= _LAST_DAY - 1_463 * is_1904:
        return ["number", value]
    if style.is_duration or value < 1:
        seconds = round(value * 86_400)
        return ["text", f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"]
    first = date(1904, 1, 1) if is_1904 else date(1899, 12, 30)
    shift = 1 if value < 60 and not is_1904 else 0  # Excel believes in 29 February 1900
    # To the millisecond, as Excel shows it: a day less a billionth is the next day.
    shift += round(value % 1 * 86_400_000) == 86_400_000
    return ["day", (first + timedelta(days=int(value) + shift)).isoformat()]


def _iso(text: str) -> list[Any]:
    try:
        return ["day", date.fromisoformat(text[:10]).isoformat()]
    except ValueError:
        return ["text", text]


def _whole(text: str | None, otherwise: int, most: int) -> int:
    number = int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else otherwise
    if number > most:
        raise Refused(_OUT)
    return number


def _range(text: str) -> list[list[int]]:
    first, _, last = text.partition(":")
    ends = [_PLACE.fullmatch(first), _PLACE.fullmatch(last)]
    if None in ends:
        return []
    rows = sorted(int(end[2]) for end in ends if end)
    columns = sorted(_number(end[1]) for end in ends if end)
    return [[rows[0], columns[0], rows[1], columns[1]]]


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
