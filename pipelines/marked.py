"""The workbook given back: the same, its faulty cells coloured and commented, and a first sheet that lists them.

It is made from the bytes that the person holds, and nothing of it stays here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from pipelines.flaws import Flaw, flaws
from pipelines.lay_down import Content, laid_down
from pipelines.list_flaws import list_flaws
from pipelines.read import Workbook, read
from pipelines.receipt import Receipt
from pipelines.returned import cells_of, is_front, stamp

_ROOT = Path(__file__).parents[1]
_SECONDS = 180
_MOST = 5_000  # a list that long is not read to its end


class Unmarkable(Exception):
    """A workbook that cannot be given back, and why, in French."""


def given_back(path: Path, receipt: Receipt) -> bytes:
    """Return the workbook at this path, marked, as an .xlsx; raise Unmarkable when there is nothing to mark in it.

    It is read again before it is given: if one cell were not what it was, it is written anew from its values. If even that
    fails, the list of what is to correct is given alone: nobody is left with a refusal and no paper.
    """
    found = [] if receipt.is_outside else flaws(receipt)[:_MOST]
    if not found:
        raise Unmarkable("il n'y a aucune cellule à corriger dans ce classeur")
    [workbook] = read([path])
    for anew in (False, True):
        content = _made(path, workbook, found, anew)
        if content and (anew or _is_same(content, workbook)):
            return content
    return list_flaws(found)


def name_of(file: str) -> str:
    """Return the name under which a workbook is given back."""
    stem = Path(file).stem.removesuffix(" - à corriger")
    return f"{stem} - à corriger.xlsx"


def _made(path: Path, workbook: Workbook, found: Sequence[Flaw], anew: bool) -> bytes | None:
    """Return the workbook marked, None where that fails."""
    marks = [flaw.as_json({}) | {"row": flaw.row, "number": flaw.number} for flaw in found]
    before = cells_of(workbook)
    order = {"marks": marks, "before": before, "stamp": stamp(found), "anew": anew}
    command = [sys.executable, "-m", "pipelines.marking", str(path.absolute())]
    try:
        done = subprocess.run(
            command,
            cwd=_ROOT,
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=_SECONDS,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return None
    return done.stdout


def _is_same(content: bytes, workbook: Workbook) -> bool:
    """True when every cell of every sheet is read as before; a formula without a result is none in a copy."""
    with laid_down([Content("rendu.xlsx", content)]) as paths:
        [again] = read(paths)
    sheets = {sheet.name: sheet.cells for sheet in again.sheets}
    return all(sheets.get(sheet.name) == sheet.cells for sheet in workbook.sheets if not is_front(sheet))
