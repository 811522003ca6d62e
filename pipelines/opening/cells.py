"""What the readers share: how a cell and a sheet are told, what is too much, what is refused."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

MAX_BYTES = 25 * 2**20
MAX_UNZIPPED = 300 * 2**20
MAX_CELLS = 3_000_000
MAX_COLUMNS = 2_000


class Refused(Exception):
    """A file that will not be read, and why, in French."""


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


def sheet_of(
    name: str, cells: list[Any], visible: bool = True, merged: Any = (), hidden: Any = ()
) -> dict[str, Any]:
    """Return a sheet as it is handed over; raise Refused when it has too many cells."""
    if len(cells) > MAX_CELLS:
        raise Refused("le classeur a trop de cellules ; coupez-le en plusieurs classeurs")
    return {
        "name": name,
        "visible": visible,
        "cells": cells,
        "merged": list(merged),
        "hidden_rows": list(hidden),
    }
