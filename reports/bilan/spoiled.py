"""A file that may not open any more -> its parts, as far as each is readable, and the codes of bilans that they tell."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from reports.bilan.sealed import ALPHABET, CODE_LENGTH

_HEADER = struct.Struct("<4s5H3I2H")  # what precedes a part of an archive
_DEFLATED = 8
# Parts looked at, bytes of each and of all: the annex has 60, of 100 000 at most. A file made to be endless is not read to its end.
_MOST, _LONGEST, _ALL, _STEP = 300, 1_000_000, 20_000_000, 4096
_CODES = 20  # looked for: each is a search among the bilans
_TOLD = re.compile(rf"(?:Code |<t[^>]*>)([{ALPHABET}]{{{CODE_LENGTH}}})<")
_CORE = "docProps/core.xml"
_OF_SHEETS = ("xl/", "[Content_Types].xml", "_rels/", "docProps/")
_OF_OTHERS = ("word/", "ppt/", "mimetype", "META-INF/")


@dataclass(frozen=True)
class Part:
    """A part of an archive: its name, and what can be read of it."""

    name: str
    text: str


def parts(content: bytes) -> list[Part]:
    """Return the parts of an archive, each found by what precedes it: neither a list of them nor a check of any is asked for."""
    return list(_parts(content))


def codes(found: list[Part]) -> list[str]:
    """Return what stands for the code of a bilan in some parts, the one that the file says of itself first; a few at most."""
    ordered = sorted(found, key=lambda one: one.name != _CORE)
    told = (match[1] for one in ordered for match in _TOLD.finditer(one.text))
    return list(dict.fromkeys(islice(told, _CODES)))


def is_workbook(found: list[Part]) -> bool:
    """Return whether parts are those of a workbook, whole or not: of no text, no slides, no other archive."""
    names = [one.name for one in found]
    return any(map(_is_of_sheets, names)) and not any(one.startswith(_OF_OTHERS) for one in names)


def _is_of_sheets(name: str) -> bool:
    return name.startswith(_OF_SHEETS)


def _parts(content: bytes) -> Iterator[Part]:
    left = _ALL
    for found in islice(re.finditer(rb"PK\x03\x04", content), _MOST):
        at = found.start() + _HEADER.size
        if at > len(content):
            return
        _, _, _, method, _, _, _, size, _, named, more = _HEADER.unpack_from(content, found.start())
        name = content[at : at + named].decode("utf-8", "replace")
        start = at + named + more
        held = (
            _inflated(content, start) if method == _DEFLATED else content[start : start + min(size, _LONGEST)]
        )
        left -= len(held)
        yield Part(name, held.decode("utf-8", "replace"))
        if left < 0:
            return


def _inflated(content: bytes, start: int) -> bytes:
    """Return what a part holds up to where it is spoiled."""
    reader, found = zlib.decompressobj(-zlib.MAX_WBITS), b""
    try:
        for at in range(start, len(content), _STEP):
            found += reader.decompress(content[at : at + _STEP], _LONGEST - len(found))
            if reader.eof or len(found) >= _LONGEST:
                break
    except zlib.error:
        pass
    return found
