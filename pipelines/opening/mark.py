"""The mark of a workbook that we gave back: its document properties named « Palier 1 », « Palier 2 » and so on."""

from __future__ import annotations

import re
import zipfile

_XLSX = re.compile(
    r'<(?:\w+:)?property\b[^>]*\bname="Palier (\d+)"[^>]*>\s*<(?:\w+:)?lpwstr[^>]*>([^<]{0,255})<'
)
_ODS = re.compile(r'<meta:user-defined\b[^>]*\bmeta:name="Palier (\d+)"[^>]*>([^<]{0,255})<')


def mark_of(path: str) -> dict[str, str]:
    """Return the texts of the mark by their numbers; empty for any other file."""
    if not zipfile.is_zipfile(path):
        return {}
    with zipfile.ZipFile(path) as archive:
        found: dict[str, str] = {}
        for part, pattern in (("docProps/custom.xml", _XLSX), ("meta.xml", _ODS)):
            if part in archive.namelist():
                found |= dict(pattern.findall(archive.read(part).decode("utf-8", "replace")))
    return found
