"""Names of funding calls and account numbers, as people write them -> one spelling each."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.cell import Cell, Fault, Reading
from pipelines.names import fold
from pipelines.types import Context

_YEAR = re.compile(r"\b20\d\d\b")
_THE_CALL = re.compile(r"\b(?:a\s?a\s?p|appels? (?:a )?projets?)\b")
_BESIDE = re.compile(r"\b(?:dian|cilpi|annee|exercice|no|n|l|de|du|d)\b")
_SIGNS = str.maketrans({sign: " " for sign in "()[]:;,–—-_/"})
_NUMBER = re.compile(r"(\d{2,8})(?:\s*[-–—:.]?\s*\D.*)?$", re.DOTALL)
_CLASSES = ("6", "7", "86", "87")


@dataclass(frozen=True)
class Call:
    """A funding call, by its year and, where it is not the State's (DIAN, CILPI), its funder: « AAP 2024 », « Ville 2024 »."""

    storage: str = "string"
    is_closed: bool = True

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the call's name, its year last; raise Fault when it bears no year."""
        text = f"{cell.value:%Y}" if cell.kind == "day" else cell.text
        name = call_named(text)
        if name is None:
            raise Fault(
                f"« {cell.text} » ne dit pas de quel appel à projets",
                "écrivez son année, par exemple AAP 2024",
            )
        return Reading(name, "" if name == " ".join(text.split()) else "alias")


@dataclass(frozen=True)
class Account:
    """A number of the chart of accounts: classes 6 and 7, and 86 and 87 for what is given in kind."""

    storage: str = "string"
    is_closed: bool = True

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the number alone, « 64 » for « 64 - Charges de personnel »."""
        found = _NUMBER.match(fold(cell.text).removeprefix("compte ").removeprefix("no ").strip())
        number = found[1] if found else ""
        if not number.startswith(_CLASSES):
            raise Fault(
                f"« {cell.text} » n'est pas un compte de charges ou de produits",
                "écrivez son numéro, par exemple 60, 64, 74, ou 86 et 87 pour ce qui est en nature",
            )
        return Reading(number, "" if number == cell.text else "alias")


def call_named(text: str) -> str | None:
    """Return the name of the call that a text names, None where no year stands in it.

    « 2024 », « AAP DIAN 2024 » and « Appel à projets CILPI 2024 » are one call: the State's is the call that the word means.
    """
    years = sorted(set(_YEAR.findall(text)))
    if not years:
        return None
    told = "-".join(dict.fromkeys((years[0], years[-1])))
    rest = _YEAR.sub(" ", text.translate(_SIGNS))
    plain = " ".join(_BESIDE.sub(" ", _THE_CALL.sub(" ", fold(rest))).split())
    if not plain:
        return f"AAP {told}"
    funder = " ".join(word for word in rest.split() if not _THE_CALL.fullmatch(fold(word)))
    return f"{funder} {told}"


def call_in(titles: Iterable[str]) -> str | None:
    """Return the call that a title or a sheet's name announces (« Budget AAP 2024 »), None when none does."""
    for title in titles:
        year = _YEAR.search(title)
        if year and _THE_CALL.search(fold(title.translate(_SIGNS))):
            return f"AAP {year[0]}" if len(set(_YEAR.findall(title))) == 1 else None
    return None
