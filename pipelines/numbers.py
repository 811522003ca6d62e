"""Numbers as people write them in French -> numbers, or a fault that says what to write."""

from __future__ import annotations

import math
import re

from pipelines.cell import Cell, Fault, How
from pipelines.names import fold

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-"})
_NUMBER = re.compile(r"([+-]?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d+)?)(?:\s*(.*))?$", re.DOTALL)
_PEOPLE = re.compile(
    r"(pers|personne|resident|residant|present|participant|logement|lot|chambre|jour|reunion|j|an|annee|salarie)s?$"
)
_OF_WHOM = re.compile(r"(?:\w+ )?dont \d+ .*$")


def number_of(cell: Cell) -> tuple[float, How]:
    """Return the number a cell holds and how it was interpreted, if it was; raise Fault if it is none, or a percentage."""
    if cell.percent or "%" in cell.text:
        raise Fault(f"{cell.text} est un pourcentage", "écrivez le nombre lui-même, pas une part")
    if cell.kind == "number":
        return _finite(cell.value, cell.text), ""
    text = cell.text.translate(_SPACES)
    found = _NUMBER.match(text)
    if not found:
        raise _not_a_number(cell.text)
    digits, rest = found.groups()
    value = _finite(float(digits.replace(" ", "").replace(",", ".")), cell.text)
    if not rest:
        return value, ""
    if not (_PEOPLE.match(fold(rest)) or _OF_WHOM.match(fold(rest))):
        raise _not_a_number(cell.text)
    return value, "worded"


def whole_of(cell: Cell) -> tuple[int, How]:
    """Return the whole number a cell holds (« néant » is 0) and how it was interpreted, if it was."""
    if cell.is_none_at_all:
        return 0, "zero"
    value, how = number_of(cell)
    if value != int(value):
        raise Fault(f"{cell.text} n'est pas un nombre entier", "écrivez un nombre entier, par exemple 12")
    return int(value), how


def percentage_of(cell: Cell) -> tuple[float, How]:
    """Return a percentage on 0-100: « 30 % », 30, 0,3 shown as 30 %, or a bare 0,3."""
    if cell.kind == "number" and cell.percent:
        return round(float(cell.value) * 100, 6), ""
    bare = Cell("text", cell.text.replace("%", ""))
    value, _ = number_of(bare)
    if "%" not in cell.text and 0 < value <= 1:
        return round(value * 100, 6), "share"
    return value, ""


def _finite(value: float, text: str) -> float:
    if not math.isfinite(value):  # so many digits that they overflow
        raise Fault(f"{text} n'est pas un nombre", "écrivez un nombre, par exemple 12")
    return float(value)


def _not_a_number(text: str) -> Fault:
    plain = fold(text)
    vague = plain.startswith(("env", "environ", "une ", "quelque", "plus", "moins", "entre", "pres", "vers"))
    if vague or text.lstrip().startswith("~") or re.match(r"\d+\s*(-|–|à|ou|/)\s*\d+", text):
        return Fault(
            f"« {text} » n'est pas un nombre exact",
            "écrivez un seul nombre, par exemple 12, ou NC s'il est inconnu",
        )
    return Fault(
        f"« {text} » n'est pas un nombre", "écrivez un nombre, par exemple 12, ou NC s'il est inconnu"
    )
