"""The number of a line among others, where staff may write a name instead: a name is never kept."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.cell import Cell, Reading
from pipelines.types import Context


@dataclass(frozen=True)
class LineNumber:
    """The number of a line among others; anything else in its place, a name most often, is not kept."""

    storage: str = "int32"
    is_closed: bool = False
    tells_apart: bool = True

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the number, None for what is none."""
        digits = re.fullmatch(r"(?:n ?°? ?|l ?)?(\d{1,6})(?:,0)?", cell.text.lower().strip())
        if digits and cell.kind in ("number", "text"):
            return Reading(int(digits[1]))
        return Reading(None, "removed", "non conservé : un numéro de ligne suffit")
