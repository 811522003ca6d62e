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
_EUROS = re.compile(r"(?i)€|\beuros?\b|\beur\b|\bt\.?\s?t\.?\s?c\b\.?")
_THOUSANDS = re.compile(r"(?i)([+-]?[\d .,]*\d)\s?([km])\s?(?:€|eur\w*)?$")
_WITHOUT_TAX = re.compile(r"(?i)\bh\.?\s?t\b")
_IN_BRACKETS = re.compile(r"\(\s*([^()-]+?)\s*\)")
_GROUPED_BY_DOTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?")
_GROUPED_BY_COMMAS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+")
_HOURS = re.compile(r"(?i)(\d{1,3})\s*h(?:eures?|rs?)?\s*(\d{1,2})?(?:\s*min\w*)?")
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


def euros_of(cell: Cell) -> tuple[float, How]:
    """Return an amount in euros, to the cent, and how it was interpreted, if it was.

    « 12 345,67 € », « 12.345,67 », « (350) » for minus 350, « 1 200 € TTC ». Raises Fault for thousands of euros (« 3 k€ »),
    amounts without tax (the accounts of an association that recovers no VAT are kept with it), and what may be read twice.
    """
    if cell.is_none_at_all:
        return 0.0, "zero"
    if cell.percent or "%" in cell.text:
        raise Fault(f"{cell.text} est un pourcentage", "écrivez le montant en euros, par exemple 1 200,50")
    if cell.kind == "number":
        return round(_finite(cell.value, cell.text), 2), ""
    text = cell.text.translate(_SPACES).strip()
    if found := _THOUSANDS.match(text):
        amount = _amount(found[1], cell.text) * (1_000_000 if found[2] in "Mm" else 1_000)
        raise Fault(
            f"« {cell.text} » n'est pas un montant en euros", f"écrivez-le en entier : {euros(amount)}"
        )
    if _WITHOUT_TAX.search(text):
        raise Fault(f"« {cell.text} » est un montant hors taxes", "écrivez le montant toutes taxes comprises")
    bare = _EUROS.sub(" ", text).strip()
    inner = _IN_BRACKETS.fullmatch(bare)
    value = -_amount(inner[1], cell.text) if inner else _amount(bare, cell.text)
    is_plain = not inner and bare == text.replace("€", "").strip() and not _GROUPED_BY_DOTS.fullmatch(bare)
    return round(value, 2), "" if is_plain else "worded"


def decimal_of(cell: Cell) -> tuple[float, How]:
    """Return the number a cell holds, whole or not: 12,5, or 85 for « 85 % »; and how it was interpreted, if it was."""
    if cell.is_none_at_all:
        return 0.0, "zero"
    if cell.percent or "%" in cell.text:
        return percentage_of(cell)
    return number_of(cell)


def hours_of(cell: Cell) -> tuple[float, How]:
    """Return a duration in hours: 7, 3,5, « 3 h 30 », « 7h » ; and how it was interpreted, if it was."""
    if found := _HOURS.fullmatch(cell.text.translate(_SPACES)):
        return int(found[1]) + int(found[2] or 0) / 60, "worded"
    return number_of(cell)


def euros(amount: float) -> str:
    """Return an amount as a person writes it: 12 345,67 €; cents only where there are some."""
    digits = 0 if float(amount).is_integer() else 2
    return f"{amount:,.{digits}f} €".replace(",", " ").replace(".", ",")


def _amount(text: str, whole: str) -> float:
    """Return the number of an amount whose sign and currency are aside. No euro has three decimals: a dot before them groups."""
    if _GROUPED_BY_DOTS.fullmatch(text):
        return _finite(float(text.replace(".", "").replace(",", ".")), whole)
    if _GROUPED_BY_COMMAS.fullmatch(text):
        return _finite(float(text.replace(",", "")), whole)
    if re.fullmatch(r"[+-]?\d{1,3},\d{3}", text):
        number = float(text.replace(",", ""))
        raise Fault(f"« {whole} » peut se lire de deux façons", f"écrivez par exemple {euros(number)}")
    found = re.fullmatch(r"[+-]?\s?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,]\d+)?", text)
    if not found:
        raise Fault(f"« {whole} » n'est pas un montant", "écrivez un montant en euros, par exemple 1 200,50")
    return _finite(float(text.replace(" ", "").replace(",", ".")), whole)


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
