"""The XML of a sheet, with the style of a few cells changed in place: every other byte stays as it is."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from pipelines.marking.package import DOCUMENT, Unusual
from pipelines.problem import column_letters

Cells = Mapping[tuple[int, int], str]  # (row, column) -> fault, doubt or clean
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})$")
_STYLE = re.compile(rb"""\ss\s*=\s*(?:"\d*"|'\d*')""")
_SELECTED = re.compile(rb"""\stabSelected\s*=\s*(?:"\w*"|'\w*')""")
_SPANS = re.compile(rb"""\sspans\s*=\s*(?:"[^"]*"|'[^']*')""")
# What comes after the drawing of the comments, in the order that the format asks for.
_AFTER = {
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
}
_AFTER |= {"extLst", "AlternateContent"}


@dataclass
class _Edit:
    start: int
    end: int
    text: bytes


@dataclass
class Sheet:
    """The XML of a sheet, read once: `drawing` is the relation of the comments' drawing, empty when it has none."""

    content: bytes
    cells: Cells
    style_of: Callable[[int, str], int]
    drawing: str = ""
    _edits: list[_Edit] = field(default_factory=list)
    _path: list[str] = field(default_factory=list)
    _waiting: deque[tuple[int, int]] = field(default_factory=deque)
    _columns: list[tuple[int, int, int]] = field(default_factory=list)
    _row: int = 0
    _column: int = 0
    _row_style: int | None = None
    _prefix: str = ""
    _drawing_at: int = 0

    def read(self) -> None:
        """Read the sheet through and note what is to be changed; raise Unusual when it cannot be."""
        if self.content.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Unusual("a sheet in UTF-16")
        self._waiting = deque(sorted(place for place, severity in self.cells.items() if severity != "clean"))
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        try:
            self._parser.Parse(self.content, True)
        except expat.ExpatError as fault:
            raise Unusual("a sheet that is no XML") from fault
        if self._waiting:
            raise Unusual("cells out of the sheet")

    def changed(self, drawing: str = "") -> bytes:
        """Return the sheet with its cells marked, pointing to a drawing of comments if one is given."""
        edits = list(self._edits)
        if drawing:
            tag = f'<{self._prefix}legacyDrawing xmlns:r="{DOCUMENT}" r:id="{drawing}"/>'
            edits.append(_Edit(self._drawing_at, self._drawing_at, tag.encode()))
        parts, at = [], 0
        for edit in sorted(
            edits, key=lambda one: one.start
        ):  # those at one place stay in the order of the sheet
            parts += [self.content[at : edit.start], edit.text]
            at = edit.end
        return b"".join([*parts, self.content[at:]])

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        prefix, _, tag = name.rpartition(":")
        here = self._parser.CurrentByteIndex
        if not self._path:
            self._prefix = f"{prefix}:" if prefix else ""
        self._path.append(tag)
        if len(self._path) == 2 and tag in _AFTER and not self._drawing_at:
            self._drawing_at = here
        if tag == "legacyDrawing":
            self.drawing = next((value for key, value in attributes.items() if key.endswith(":id")), "")
        elif tag == "sheetView":
            self._replace(here, _SELECTED, b"")
        elif tag == "col" and "style" in attributes:
            self._columns.append((int(attributes["min"]), int(attributes["max"]), int(attributes["style"])))
        elif tag == "row" and self._path[-2] == "sheetData":
            self._start_row(here, attributes)
        elif tag == "c" and self._path[-2] == "row":
            self._start_cell(here, attributes)

    def _start_row(self, here: int, attributes: dict[str, str]) -> None:
        self._row = int(attributes.get("r", self._row + 1))
        self._column = 0
        self._add(here, self._rows_before(self._row))
        self._row_style = (
            int(attributes.get("s", 0)) if attributes.get("customFormat") in ("1", "true") else None
        )
        if self._waiting and self._waiting[0][0] == self._row:
            self._replace(here, _SPANS, b"")

    def _start_cell(self, here: int, attributes: dict[str, str]) -> None:
        found = _PLACE.match(attributes.get("r", ""))
        self._column = _number(found[1]) if found else self._column + 1
        place = (self._row, self._column)
        self._add(here, self._cells_before(self._column))
        if severity := self.cells.get(place):
            style = self.style_of(int(attributes.get("s") or 0), severity)
            self._replace(here, _STYLE, b"", f' s="{style}"'.encode())
            if self._waiting and self._waiting[0] == place:
                self._waiting.popleft()

    def _end(self, name: str) -> None:
        tag = self._path.pop()
        here = self._parser.CurrentByteIndex
        if tag == "row" and self._path[-1:] == ["sheetData"]:
            if self._waiting and self._waiting[0][0] == self._row:
                self._close(here, name, self._cells_before(16_385))
        elif tag == "sheetData":
            if self._waiting:
                self._close(here, name, self._rows_before(2_000_000))
        elif not self._path and not self._drawing_at:
            self._drawing_at = here

    def _close(self, here: int, name: str, inside: bytes) -> None:
        """Put something at the end of an element, even one written as `<row/>`."""
        if self.content[here : here + 2] == b"</":
            self._edits.append(_Edit(here, here, inside))
        else:
            end = self._tag_end(here)
            self._edits.append(_Edit(end - 2, end, b">" + inside + f"</{name}>".encode()))

    def _add(self, here: int, text: bytes) -> None:
        if text:
            self._edits.append(_Edit(here, here, text))

    def _cells_before(self, column: int) -> bytes:
        """Return the blank cells to mark that the row lacks, before a column."""
        written = b""
        while self._waiting and self._waiting[0] < (self._row, column):
            written += self._blank(self._waiting.popleft())
        return written

    def _rows_before(self, row: int) -> bytes:
        """Return the rows to mark that the sheet lacks, before a row."""
        self._row_style = None
        written = b""
        while self._waiting and self._waiting[0][0] < row:
            number = self._waiting[0][0]
            written += f'<{self._prefix}row r="{number}">'.encode()
            while self._waiting and self._waiting[0][0] == number:
                written += self._blank(self._waiting.popleft())
            written += f"</{self._prefix}row>".encode()
        return written

    def _blank(self, place: tuple[int, int]) -> bytes:
        row, column = place
        of_column = next((style for low, high, style in self._columns if low <= column <= high), 0)
        style = self.style_of(of_column if self._row_style is None else self._row_style, self.cells[place])
        return f'<{self._prefix}c r="{column_letters(column)}{row}" s="{style}"/>'.encode()

    def _replace(self, here: int, pattern: re.Pattern[bytes], text: bytes, added: bytes = b"") -> None:
        """Change an attribute of the tag that starts here; `added` is put right after the name of the tag."""
        end = self._tag_end(here)
        tag = self.content[here:end]
        name = re.match(rb"<[^\s/>]+", tag)
        assert name is not None
        self._edits.append(_Edit(here, end, name[0] + added + pattern.sub(text, tag[name.end() :], count=1)))

    def _tag_end(self, here: int) -> int:
        quote = b""
        for at in range(here, len(self.content)):
            sign = self.content[at : at + 1]
            if quote:
                quote = b"" if sign == quote else quote
            elif sign in (b'"', b"'"):
                quote = sign
            elif sign == b">":
                return at + 1
        raise Unusual("a tag without end")


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
