"""One workbook and what is wrong with it -> the same workbook, marked, in a process of its own.

`python -m pipelines.marking PATH`: what to mark comes as JSON, the workbook goes out as bytes. The file is the one that
was read a moment ago, and is trusted no more than then.
"""

from __future__ import annotations

import json
import resource
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from pipelines.marking.anew import written_anew
from pipelines.marking.cells import Sheet
from pipelines.marking.front import Mark, forget_front, sheet_parts, write_front
from pipelines.marking.notes import write_notes
from pipelines.marking.package import Package, Unusual
from pipelines.marking.stamp import write_stamp
from pipelines.marking.styles import CLEAN, Styles
from pipelines.read import read


def marked(content: bytes, order: dict[str, Any]) -> bytes:
    """Return an .xlsx with its cells coloured and commented, the list of them before all sheets, and our mark."""
    package = Package.of(content)
    without_macros = package.without_macros()
    forget_front(package)
    styles = Styles(package, package.book())
    parts = sheet_parts(package)
    of_sheet: dict[str, list[Mark]] = defaultdict(list)
    for mark in order["marks"]:
        of_sheet[mark["sheet"]].append(mark)
    for name, part in parts.items():
        _mark_sheet(package, part, of_sheet[name], order["before"].get(name, []), styles)
    if of_sheet.keys() - parts.keys():
        raise Unusual("sheets that are not there")
    write_front(package, styles, order["marks"], without_macros)
    write_stamp(package, order["stamp"])
    return package.content()


def _mark_sheet(
    package: Package, part: str, marks: list[Mark], before: list[list[int]], styles: Styles
) -> None:
    cells = {(row, column): CLEAN for row, column in before}
    cells |= {(one["row"], one["number"]): one["severity"] for one in marks}
    sheet = Sheet(package.parts[part], cells, styles.of_cell)
    sheet.read()
    texts = {(one["row"], one["number"]): one["message"] for one in marks}
    drawing = write_notes(package, part, texts, sheet.drawing) if cells else ""
    package.parts[part] = sheet.changed(drawing)


def main() -> None:
    """Mark the workbook of the path given, or one written anew from its values when its parts are not the usual ones."""
    resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30, 3 * 2**30))
    resource.setrlimit(resource.RLIMIT_CPU, (120, resource.RLIM_INFINITY))
    path, order = Path(sys.argv[1]), json.load(sys.stdin)
    try:
        if order["anew"]:
            raise Unusual("asked for")
        content = marked(path.read_bytes(), order)
    except (Unusual, KeyError, ValueError, IndexError, AssertionError):
        [workbook] = read([path])
        content = marked(written_anew(workbook), order)
    sys.stdout.buffer.write(content)


if __name__ == "__main__":
    main()
