"""One workbook -> its cells as JSON, in a process of its own: a hostile file kills this process, never the server.

Run as a folder (`python -I pipelines/opening SECONDS PATH…`). Prints JSON, a line at a time: some cells of a sheet, what closes
that sheet, what closes the file. Imports nothing of ours but its own folder, on purpose: what it is given is not
trusted, and what it returns is only text and numbers.
"""

from __future__ import annotations

import gc
import io
import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers.expat import ExpatError

from archive import check_archive, text_of
from beside import left_out, left_out_of_xls, mark_of
from calamine_reader import ods_gaps, open_calamine
from cells import LOCKED, MAX_BYTES, UNREADABLE, Refused, Told, told
from delimited import csv_cells
from xls import open_xls
from xlsx import open_xlsx

MEMORY = 2**30
_NOT_USUAL = (ExpatError, KeyError, ValueError, StopIteration, RecursionError)
# The text of a projet social is most often one: what it says goes in a workbook, and the text stays where it is.
NO_WORKBOOK = (
    "le fichier est {}, et non un classeur ; gardez-le où il est : si c'est un projet social, écrivez sa date et son nom dans "
    "le classeur « Projets sociaux » (modèle sur cette page)"
)
_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError)


def open_workbook(path: str) -> Iterator[Told]:
    """Yield what is told of a file: the cells of its sheets, what closes each; last, what closes the file."""
    with open(path, "rb") as file:
        content = file.read(MAX_BYTES + 1)
    if not content.strip():
        raise Refused("le fichier est vide ; enregistrez-le à nouveau depuis votre tableur")
    if len(content) > MAX_BYTES:
        raise Refused("le fichier dépasse 25 Mo ; retirez les images, ou coupez-le en plusieurs classeurs")
    if content.startswith(b"PK\x03\x04"):
        yield from _open_zip(content)
    elif content.startswith(b"\xd0\xcf\x11\xe0"):
        yield from open_xls(content)
        yield {"mark": {}, "left_out": left_out_of_xls(content)}
    else:
        yield from _open_bare(content)
        yield {"mark": {}, "left_out": []}


def _open_bare(content: bytes) -> Iterator[Told]:
    if content.lstrip()[:5] == b"%PDF-":
        raise Refused(NO_WORKBOOK.format("un PDF"))
    if content.startswith(b"\x09") and content[1:2] in (b"\x00", b"\x02", b"\x04", b"\x08"):
        return open_xls(content)  # a BIFF stream without its container: Excel 2 to 5
    if re.match(rb"\s*<(!doctype html|html|table)", content[:200].lower()):
        raise Refused(
            "le fichier est une page web et non un classeur ; ouvrez-le dans Excel et enregistrez-le en .xlsx"
        )
    return told("CSV", csv_cells(content))


def _open_zip(content: bytes) -> Iterator[Told]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        names = archive.namelist()
        check_archive(archive)
        if "mimetype" in names or "content.xml" in names:
            if "encryption-data" in text_of(archive, "META-INF/manifest.xml"):
                raise Refused(LOCKED)
            yield from open_calamine(content, ods_gaps(archive))
        else:
            yield from _open_office(content, archive)
        yield {"mark": mark_of(archive), "left_out": left_out(names)}
    except _DAMAGED as fault:
        raise Refused("le fichier est abîmé ; enregistrez-le à nouveau depuis votre tableur") from fault


def _open_office(content: bytes, archive: zipfile.ZipFile) -> Iterator[Told]:
    """Read an .xlsx by ourselves; what is not one in the usual way, or where we see no cell, as calamine reads it."""
    if "word/document.xml" in archive.namelist():
        raise Refused(NO_WORKBOOK.format("un document Word"))
    has_cells = False
    try:
        for part in open_xlsx(archive):
            has_cells = has_cells or (isinstance(part, list) and bool(part))
            yield part
    except _NOT_USUAL:
        has_cells = False
    if not has_cells:
        yield {"forget": True}
        yield from open_calamine(content, {})


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_seconds(seconds: int) -> None:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(
        resource.RLIMIT_CPU, (int(spent.ru_utime + spent.ru_stime) + seconds + 1, resource.RLIM_INFINITY)
    )


def answers(asked: list[str]) -> Iterator[Told]:
    """Yield what is told of each file in turn; the last of each says its mark, or why it is refused.

    `asked`: for each file, the seconds of processor that it may take, then its path.
    """
    for seconds, path in zip(asked[::2], asked[1::2], strict=True):
        _allow_seconds(int(seconds))
        try:
            yield from open_workbook(path)
        except Refused as reason:
            yield {"refused": str(reason)}
        except MemoryError:
            yield {
                "refused": "le fichier demande trop de mémoire ; copiez ses données dans un nouveau classeur"
            }
        except Exception:  # noqa: BLE001 — whatever it is, the person is told, and the next file is read
            yield {"refused": UNREADABLE}


if __name__ == "__main__":
    _limit()
    gc.disable()  # millions of small lists and no cycle: looking for some would take half of the time
    answering, sys.stdout = sys.stdout, sys.stderr  # a library that prints must not garble the answers
    for answer in answers(sys.argv[1:]):
        print(json.dumps(answer), file=answering, flush=True)
