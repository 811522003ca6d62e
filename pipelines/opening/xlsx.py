"""Excel workbooks of today: which sheets there are, in which part each lies, and what all of them share.

Read by ourselves, piece by piece: openpyxl holds a whole workbook and a cell for each place of a merged range, which is
one gigabyte for a hundred thousand rows, or for one merged range of a hostile file.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field

from cells import Told, checked, told
from markup import read_whole, walk
from xlsx_cells import SheetReader, unescaped
from xlsx_styles import Style, styles_of


@dataclass
class Book:
    """What the part of the workbook says: its sheets as (name, is visible, relation), and the calendar."""

    sheets: list[tuple[str, bool, str]] = field(default_factory=list)
    is_1904: bool = False

    def start(self, tag: str, found: dict[str, str]) -> None:
        """Take one element."""
        if tag == "sheet":
            relation = next((found[key] for key in found if key.rpartition(":")[2] == "id"), "")
            self.sheets.append((found.get("name", ""), found.get("state", "visible") == "visible", relation))
        elif tag == "workbookPr":
            self.is_1904 = found.get("date1904") in ("1", "true")


def open_xlsx(archive: zipfile.ZipFile) -> Iterator[Told]:
    """Yield what is told of the sheets of an .xlsx; raise KeyError, ExpatError… where its parts are not the usual ones."""
    parts = _Parts(archive)
    main = parts.targets("", "/officeDocument")
    part = next(iter(main.values()))
    book = Book()
    with parts.open(part) as stream:
        read_whole(stream, book.start)
    sheets = parts.targets(part, "/worksheet")
    styles = _styles(parts, part)
    strings = _strings(parts, part)
    for name, is_visible, relation in book.sheets:
        if relation in sheets:  # charts and dialogs are sheets too, of other types
            with parts.open(sheets[relation]) as stream:
                reader = SheetReader(stream, strings, styles, book.is_1904)
                yield from told(name, reader.cells(), is_visible, reader.merged, reader.hidden)


class _Parts:
    """The parts of a package, found by their names as the relations spell them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive
        self.names = {self._key(name): name for name in archive.namelist()}

    @staticmethod
    def _key(name: str) -> str:
        # Some writers use the other slash, or another case: the standard compares without case.
        return posixpath.normpath("/" + name.replace("\\", "/").lstrip("/")).lower()

    def open(self, name: str) -> zipfile.ZipExtFile:
        """Open a part; raise KeyError when there is none."""
        found = self.archive.open(self.names[self._key(name)])
        assert isinstance(found, zipfile.ZipExtFile)
        return found

    def targets(self, part: str, kind: str) -> dict[str, str]:
        """Return the parts that a part points to by relations whose type ends so, by the name of the relation."""
        folder, name = posixpath.split(part)
        found: dict[str, str] = {}

        def start(tag: str, told: dict[str, str]) -> None:
            if tag == "Relationship" and told.get("Type", "").endswith(kind):
                found[told.get("Id", "")] = posixpath.join("/", folder, told.get("Target", ""))

        with self.open(posixpath.join(folder, "_rels", f"{name}.rels")) as stream:
            read_whole(stream, start)
        return found


def _styles(parts: _Parts, book: str) -> list[Style]:
    for part in parts.targets(book, "/styles").values():
        with parts.open(part) as stream:
            return styles_of(stream)
    return []


def _strings(parts: _Parts, book: str) -> list[str]:
    """Return the texts that the cells of all sheets share, without the phonetic ones."""
    for part in parts.targets(book, "/sharedStrings").values():
        texts = _SharedTexts()
        with parts.open(part) as stream:
            for _ in walk(stream, texts.start, texts.end, texts.text):
                pass
        return texts.found
    return []


class _SharedTexts:
    def __init__(self) -> None:
        self.found: list[str] = []
        self.pieces: list[str] = []
        self.is_text = False
        self.phonetic = 0

    def start(self, tag: str, found: dict[str, str]) -> None:
        if tag == "si":
            self.pieces = []
        elif tag == "rPh":
            self.phonetic += 1
        elif tag == "t":
            self.is_text = not self.phonetic

    def text(self, text: str) -> None:
        if self.is_text:
            self.pieces.append(text)

    def end(self, tag: str) -> None:
        if tag == "t":
            self.is_text = False
        elif tag == "rPh":
            self.phonetic -= 1
        elif tag == "si":
            text = unescaped("".join(self.pieces))
            checked(len(text))
            self.found.append(text)
