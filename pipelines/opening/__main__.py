"""One workbook -> its cells as JSON, in a process of its own: a hostile file kills this process, never the server.

Run as a folder (`python -I pipelines/opening PATH…`); prints one JSON object a line. Imports nothing of ours but its
own folder, on purpose: what it is given is not trusted, and what it returns is only text and numbers.
"""

from __future__ import annotations

import io
import json
import re
import resource
import sys
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from calamine_reader import ods_gaps, open_calamine
from cells import MAX_BYTES, MAX_UNZIPPED, Refused, sheet_of
from delimited import csv_cells
from mark import mark_of
from xls import open_xls
from xlsx import open_xlsx

_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"))


def open_workbook(path: str) -> list[dict[str, Any]]:
    """Return the sheets of a file: name, visibility, cells `[row, column, kind, value, percent]`, merges, hidden rows."""
    with open(path, "rb") as file:
        content = file.read(MAX_BYTES + 1)
    if not content.strip():
        raise Refused("le fichier est vide ; enregistrez-le à nouveau depuis votre tableur")
    if len(content) > MAX_BYTES:
        raise Refused("le fichier dépasse 25 Mo ; retirez les images, ou coupez-le en plusieurs classeurs")
    if content.startswith(b"PK\x03\x04"):
        return _open_zip(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        return open_xls(content)
    if content.startswith(b"\x09") and content[1:2] in (b"\x00", b"\x02", b"\x04", b"\x08"):
        return open_xls(content)  # a BIFF stream without its container: Excel 2 to 5
    if re.match(rb"\s*<(!doctype html|html|table)", content[:200].lower()):
        raise Refused(
            "le fichier est une page web et non un classeur ; ouvrez-le dans Excel et enregistrez-le en .xlsx"
        )
    return [sheet_of("CSV", csv_cells(content))]


def _open_zip(content: bytes) -> list[dict[str, Any]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        names = archive.namelist()
        _check_archive(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, EOFError) as fault:
        raise Refused("le fichier est abîmé ; enregistrez-le à nouveau depuis votre tableur") from fault
    if "mimetype" in names or "content.xml" in names:
        if "encryption-data" in _text_of(archive, "META-INF/manifest.xml"):
            raise Refused("le fichier est protégé par un mot de passe ; enregistrez-le sans mot de passe")
        return open_calamine(content, ods_gaps(archive))
    try:
        sheets = open_xlsx(content, archive)
    except Exception:  # noqa: BLE001 — openpyxl fails in many ways on unusual files that calamine reads
        sheets = []
    return sheets if any(sheet["cells"] for sheet in sheets) else open_calamine(content, {})


def _check_archive(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    doubled = len({entry.filename for entry in entries}) < len(entries)
    climbing = any(".." in entry.filename.split("/") for entry in entries)
    if len(entries) > 2_000 or doubled or climbing or any(entry.flag_bits & 1 for entry in entries):
        raise Refused("le fichier a une structure anormale ; enregistrez-le à nouveau depuis votre tableur")
    if total > MAX_UNZIPPED or (total > 10 * 2**20 and total / packed > 200):
        raise Refused(
            "le fichier est anormalement gros une fois ouvert ; copiez ses données dans un nouveau classeur"
        )
    parts = (archive.read(entry) for entry in entries if entry.filename.endswith((".xml", ".rels")))
    if any(mark in part for part in parts for mark in _DOCTYPES):
        raise Refused(
            "le fichier contient une définition interdite (DTD) ; enregistrez-le à nouveau depuis Excel"
        )


def _text_of(archive: zipfile.ZipFile, name: str) -> str:
    return archive.read(name).decode("utf-8", "replace") if name in archive.namelist() else ""


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _allow_seconds(seconds: int) -> None:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(
        resource.RLIMIT_CPU, (int(spent.ru_utime + spent.ru_stime) + seconds, resource.RLIM_INFINITY)
    )


def answers(paths: list[str]) -> Iterator[dict[str, Any]]:
    """Yield, a file at a time, its sheets or the reason why it is refused."""
    for path in paths:
        _allow_seconds(60)
        try:
            yield {"sheets": open_workbook(path), "mark": mark_of(path)}
        except Refused as reason:
            yield {"refused": str(reason)}
        except MemoryError:
            yield {
                "refused": "le fichier demande trop de mémoire ; copiez ses données dans un nouveau classeur"
            }
        except Exception as fault:  # noqa: BLE001 — whatever it is, the person is told, and the next file is read
            yield {
                "refused": f"le fichier est illisible ({type(fault).__name__}) ; enregistrez-le à nouveau en .xlsx"
            }


if __name__ == "__main__":
    _limit()
    answering, sys.stdout = sys.stdout, sys.stderr  # a library that prints must not garble the answers
    for answer in answers(sys.argv[1:]):
        print(json.dumps(answer), file=answering, flush=True)
