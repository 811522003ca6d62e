"""XML read as it comes, one element at a time: nothing is kept that the reader does not ask for, however deep or long."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, Any
from xml.parsers import expat

from cells import Refused

_CHUNK = 2**16
DTD = "le fichier contient une définition interdite (DTD) ; enregistrez-le à nouveau depuis votre tableur"

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def walk(stream: IO[bytes], start: Start, end: End, text: Callable[[str], None]) -> Iterator[None]:
    """Hand each element over by its local name: strict and transitional workbooks differ by namespace only.

    Yield after each piece of the stream. Raise Refused for a document type (entities are never read), ExpatError for
    what is no XML.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, found: _begin(parser, start, end, name, found)
    parser.CharacterDataHandler = text
    while piece := stream.read(_CHUNK):
        parser.Parse(piece, False)
        yield
    parser.Parse(b"", True)
    yield


def _begin(parser: Any, start: Start, end: End, name: str, found: dict[str, str]) -> None:
    """Hand the root over and choose how: prefixes, which few files have, would cost the others a tenth of the time."""
    if ":" in name:
        parser.StartElementHandler = lambda name, found: start(name.rpartition(":")[2], found)
        parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    else:
        parser.StartElementHandler, parser.EndElementHandler = start, end
    start(name.rpartition(":")[2], found)


def read_whole(stream: IO[bytes], start: Start, end: End = lambda name: None) -> None:
    """Hand each element of a small part over."""
    for _ in walk(stream, start, end, lambda text: None):
        pass


def _refuse(*_: object) -> None:
    raise Refused(DTD)
