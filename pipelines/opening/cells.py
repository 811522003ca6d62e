"""What the readers share: how a cell and a sheet are told, what is too much, what is refused."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from typing import Any

MAX_BYTES = 25 * 2**20
MAX_UNZIPPED = 300 * 2**20
MAX_CELLS = 3_000_000
MAX_COLUMNS = 2_000
MAX_TEXT = 32_767  # what a cell of Excel may hold
MAX_MERGES = 100_000
_TOGETHER, _SIZE = 5_000, 2**20
LOCKED = "le fichier est protégé par un mot de passe ; enregistrez-en une copie sans mot de passe"
UNREADABLE = "le fichier est illisible ; ouvrez-le dans votre tableur et enregistrez-le en .xlsx"

# A cell is `[row, column, kind, value, percent]`; what is told of a file is some cells, or what closes their sheet.
Told = list[list[Any]] | dict[str, Any]


class Refused(Exception):
    """A file that will not be read, and why, in French."""


def checked(length: int) -> int:
    """Return the length of a text; raise Refused when no cell may hold it."""
    if length > MAX_TEXT:
        raise Refused("une cellule contient plus de 32 767 caractères ; raccourcissez son texte")
    return length


def plain(value: Any) -> list[Any]:
    """Return the kind and the JSON value of a cell."""
    if isinstance(value, bool):
        return ["flag", value]
    if isinstance(value, int | float):
        finite = value == value and value not in (float("inf"), float("-inf"))
        return ["number", value] if finite else ["error", "#NUM!"]
    if isinstance(value, datetime):
        return ["day", value.date().isoformat()]
    if isinstance(value, date):
        return ["day", value.isoformat()]
    return ["text", str(value)]


def told(
    name: str,
    cells: Iterable[list[Any]],
    visible: bool = True,
    merged: Collection[Any] = (),
    hidden: Collection[int] = (),
) -> Iterator[Told]:
    """Yield the cells of a sheet, some at a time so that no sheet is ever whole in memory, then what closes it.

    `merged` and `hidden` may be filled while the cells are read. Raise Refused when the sheet is too much.
    """
    together: list[list[Any]] = []
    size = count = 0
    for count, cell in enumerate(cells, 1):
        if count > MAX_CELLS:
            raise Refused("le classeur a trop de cellules ; coupez-le en plusieurs classeurs")
        together.append(cell)
        if isinstance(cell[3], str):
            size += checked(len(cell[3]))
        if len(together) == _TOGETHER or size > _SIZE:
            yield together
            together, size = [], 0
    if len(merged) > MAX_MERGES:
        raise Refused(
            "le classeur a trop de cellules fusionnées ; copiez ses données dans un nouveau classeur"
        )
    yield together
    yield {"sheet": name, "visible": visible, "merged": list(merged), "hidden_rows": list(hidden)}
