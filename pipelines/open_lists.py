"""Columns whose list is open: words known or not, names of things, several residences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.cell import Cell, Fault, Reading
from pipelines.lists import Code, Residence
from pipelines.names import fold, stem
from pipelines.types import Context

_EVERY = re.compile(
    r"(?:tou(?:s|te|tes)?(?: les)?(?: \d+)?(?: residences?| sites?)?|ensemble(?: des)?(?: \d+)?(?: residences?)?)$"
)
_BETWEEN = re.compile(r"[;\n]|,(?!\d)|\s\+\s|\s/\s|\s&\s|\s(?:et)\s")
_MOST = 30


@dataclass(frozen=True)
class Open:
    """A value of a list that may grow: a known word becomes its code, any other is kept as it is written."""

    code: Code
    storage: str = "string"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the code of a known word, else the text with spaces collapsed and a capital."""
        known = self.code.spellings.get(stem(cell.text))
        if known:
            return Reading(known, "" if fold(cell.text) == fold(self.code.labels[known]) else "alias")
        text = " ".join(cell.text.replace(";", ",").split())
        return Reading(text[:1].upper() + text[1:])


@dataclass(frozen=True)
class Names:
    """The names of some things in one cell, kept in order and joined by « ; »."""

    storage: str = "string"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the names; a bare number stands for as many things without a name."""
        if cell.is_none_at_all or cell.text == "0":
            return Reading(None)
        if cell.text.isdecimal():
            if len(cell.text) > 9 or int(cell.text) > _MOST:
                raise Fault(
                    f"{cell.text} est hors des valeurs possibles",
                    "écrivez leurs noms, séparés par un point-virgule",
                )
            return Reading(";".join(f"Sans nom {rank}" for rank in range(1, int(cell.text) + 1)), "worded")
        names = [" ".join(part.split()) for part in re.split(r"[;\n]|\s\+\s", cell.text)]
        return Reading(";".join(dict.fromkeys(filter(None, names))))


@dataclass(frozen=True)
class ResidenceList:
    """Several residences in one cell, by code, name or alias, kept as codes sorted and joined by « ; »; « toutes » is each of them."""

    storage: str = "string"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the codes joined by « ; »; a name that itself holds a separator is tried whole first."""
        if cell.is_none_at_all:
            return Reading(None)
        if _EVERY.match(fold(cell.text)) and context.names:
            return Reading(";".join(sorted(context.names)), "alias")
        try:
            return Residence().read(cell, context)
        except Fault:
            parts = [part.strip() for part in _BETWEEN.split(cell.text) if part.strip()]
            if len(parts) < 2:
                raise
        codes = {Residence().read(Cell("text", part), context).value for part in parts}
        return Reading(";".join(sorted(codes)), "" if {*parts} <= codes else "place")
