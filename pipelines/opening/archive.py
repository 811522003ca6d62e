"""A zip, looked at before anything in it is read: its size once open, its names, what its XML declares."""

from __future__ import annotations

import zipfile

from cells import MAX_UNZIPPED, Refused
from markup import DTD

_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"))
_CHUNK = 2**20


def check_archive(archive: zipfile.ZipFile) -> None:
    """Raise Refused for a zip that no spreadsheet writes."""
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
    if any(_declares(archive, entry) for entry in entries if entry.filename.endswith((".xml", ".rels"))):
        raise Refused(DTD)


def text_of(archive: zipfile.ZipFile, name: str) -> str:
    """Return a part as text, empty when there is none."""
    return archive.read(name).decode("utf-8", "replace") if name in archive.namelist() else ""


def _declares(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    """True when a part declares a document type: a piece at a time, for a part may have three hundred megabytes."""
    with archive.open(entry) as stream:
        before = b""
        while piece := stream.read(_CHUNK):
            if any(mark in before + piece for mark in _DOCTYPES):
                return True
            before = piece[-32:]
    return False
