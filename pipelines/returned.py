"""A workbook that we gave back and that comes again: what was wrong in it, and what still is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from pipelines.flaws import Flaw, column_number, flaws
from pipelines.read import Sheet, Workbook
from pipelines.receipt import Receipt

# The first sheet of a workbook given back. It holds no line.
_FRONT = re.compile(r"À corriger \(\d+\)")
_VERSION = "1"
_LONGEST = 240
_ENTRY = re.compile(r"([0-9a-f]{8})([A-Z]{1,3})(\d{1,7})=([0-9a-f]{12})")


def is_front(sheet: Sheet) -> bool:
    """True for the list that we put before the sheets of a workbook given back."""
    return bool(_FRONT.fullmatch(sheet.name)) and sheet.at(1, 1).text.startswith("À corriger : ")


def stamp(found: Iterable[Flaw]) -> list[str]:
    """Return the texts of the mark: its version, then each cell and the hash of what it held, never what it held."""
    texts = [f"version {_VERSION}", ""]
    for flaw in found:
        entry = f"{_hash(flaw.sheet, 8)}{flaw.cell}={_hash_of(flaw)};"
        if len(texts[-1]) + len(entry) > _LONGEST:
            texts.append("")
        texts[-1] += entry
    return texts


def cells_of(workbook: Workbook) -> dict[str, list[list[int]]]:
    """Return the cells that were marked the last time, by sheet."""
    names = {_hash(sheet.name, 8): sheet.name for sheet in workbook.sheets}
    cells: dict[str, list[list[int]]] = defaultdict(list)
    for name, letters, row, _ in _entries(workbook.mark):
        if name in names:
            cells[names[name]].append([int(row), column_number(letters)])
    return cells


def follow_up(workbook: Workbook, receipt: Receipt) -> dict[str, int] | None:
    """Return how many of the cells marked are corrected, how many are left, and how many faults are new.

    None for a workbook that bears no mark. A cell that moved is found by what it holds.
    """
    if not workbook.mark.get("1", "").startswith("version ") or receipt.is_outside:
        return None
    marked = [(name, f"{letters}{row}", held) for name, letters, row, held in _entries(workbook.mark)]
    now = flaws(receipt)
    at = {(_hash(flaw.sheet, 8), flaw.cell): flaw for flaw in now}
    stayed = {(name, cell) for name, cell, _ in marked if (name, cell) in at}
    moved = Counter(_hash_of(flaw) for place, flaw in at.items() if place not in stayed)
    left = len(stayed)
    for name, cell, held in marked:
        if (name, cell) not in stayed and moved[held]:
            moved[held] -= 1
            left += 1
    return {
        "marked": len(marked),
        "corrected": len(marked) - left,
        "left": left,
        "new": len(now) - left,
    }


def _entries(mark: Mapping[str, str]) -> Sequence[tuple[str, str, str, str]]:
    texts = [text for name, text in mark.items() if name != "1"]
    return [found for text in texts for found in _ENTRY.findall(text)]


def _hash_of(flaw: Flaw) -> str:
    return _hash("\0".join((flaw.sheet, flaw.label, flaw.read)), 12)


def _hash(text: str, length: int) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:length]
