"""What a workbook carries beside its cells: our mark in one that we gave back, macros, links to other workbooks."""

from __future__ import annotations

import re
import zipfile

_XLSX = re.compile(
    r'<(?:\w+:)?property\b[^>]*\bname="Palier (\d+)"[^>]*>\s*<(?:\w+:)?lpwstr[^>]*>([^<]{0,255})<'
)
_ODS = re.compile(r'<meta:user-defined\b[^>]*\bmeta:name="Palier (\d+)"[^>]*>([^<]{0,255})<')
_MOST = 2**20
_MACROS = re.compile(r"(?i)vbaproject\.bin$|^(?:basic|scripts)/.*\.(?:xba|py|bsh|js)$|^xl/macrosheets/")
_LINK = re.compile(r"(?i)^xl/externallinks/[^/]+\.(?:xml|bin)$")
MACROS = "macros du classeur : ignorées, rien n'en est exécuté"


def mark_of(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the texts of our mark by their numbers: the document properties « Palier 1 », « Palier 2 » and so on."""
    found: dict[str, str] = {}
    for part, pattern in (("docProps/custom.xml", _XLSX), ("meta.xml", _ODS)):
        if part in archive.namelist():
            with archive.open(part) as stream:
                found |= dict(pattern.findall(stream.read(_MOST).decode("utf-8", "replace")))
    return found


def left_out(names: list[str]) -> list[str]:
    """Return what the parts of a zip say is there and is not read, in French."""
    names = [name.replace("\\", "/") for name in names]
    said = [MACROS] if any(map(_MACROS.search, names)) else []
    if links := sum(bool(_LINK.match(name)) for name in names):
        said.append(
            f"liens vers d'autres classeurs ({links}) : non suivis, les résultats enregistrés sont lus"
        )
    return said


def left_out_of_xls(content: bytes) -> list[str]:
    """Return the same of an .xls, whose macros lie in a storage named so."""
    return [MACROS] if "_VBA_PROJECT".encode("utf-16-le") in content else []
