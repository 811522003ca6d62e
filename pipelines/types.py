"""What a column may hold: each type reads one cell into one value, or raises a Fault that says what to write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Protocol

from pipelines.cell import Cell, Fault, Reading
from pipelines.dates import day_of, month_of, year_of
from pipelines.landings import landing_keys
from pipelines.names import closest, fold, stem
from pipelines.numbers import percentage_of, whole_of
from pipelines.scrub import scrub


@dataclass(frozen=True)
class Context:
    """What reading a cell may need to know: the day of deposit, the sheet's year, who is called what."""

    today: date
    year: int | None = None
    residences: Mapping[str, str] = field(default_factory=dict)
    residence_labels: tuple[str, ...] = ()


class Type(Protocol):
    """A type of column. `storage` is its Arrow type; `is_closed`: « NC » is no value of it (domain.md, decision 9)."""

    storage: str
    is_closed: bool

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return what a non-blank cell holds; raise Fault when it holds nothing of this type."""


@dataclass(frozen=True)
class Text:
    """Free text, scrubbed of what points at a person."""

    storage: str = "string"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the text without names, numbers or health words; the note says what was taken out."""
        text, removed = scrub(cell.text)
        return Reading(text, f"retiré avant enregistrement : {', '.join(removed)}" if removed else "")


@dataclass(frozen=True)
class Label:
    """The name of a place or a thing, kept as written."""

    storage: str = "string"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the text with spaces collapsed."""
        return Reading(" ".join(cell.text.split()))


@dataclass(frozen=True)
class Dropped:
    """A column known to exist and never kept: names, remarks about people."""

    storage: str = ""
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return nothing: the cell is not kept."""
        return Reading(None)


@dataclass(frozen=True)
class Identifier:
    """A serial number or short label, compared without case or accents."""

    storage: str = "string"
    is_closed: bool = True

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the label, upper case, spaces collapsed; « n° 12 » and 12.0 are both `12`."""
        text = " ".join(cell.text.upper().split())
        return Reading(text.removeprefix("N°").removeprefix("N ").strip() or text)


@dataclass(frozen=True)
class Wave:
    """The name of a survey wave: one spelling, so that « Vague 2 » and « vague 2 » are one."""

    storage: str = "string"
    is_closed: bool = True

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the wave's name with spaces collapsed; a date is read as its month."""
        if cell.kind == "day":
            return Reading(f"{cell.value:%Y-%m}")
        return Reading(" ".join(cell.text.split()).capitalize() if cell.kind == "text" else cell.text)


@dataclass(frozen=True)
class Day:
    """A calendar day; `past` refuses those after the deposit."""

    past: bool = False
    storage: str = "date32"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the day as a date."""
        day, note = day_of(cell)
        if self.past and day > context.today:
            raise Fault(f"{day:%d/%m/%Y} est après le jour du dépôt", "vérifiez l'année et l'ordre jour/mois")
        if day.year < 1900 + (90 if self.past else 0):
            raise Fault(f"{day:%d/%m/%Y} est une date invraisemblable", "vérifiez l'année")
        return Reading(day, note)


@dataclass(frozen=True)
class Month:
    """A month, kept as its first day; never one that has not begun."""

    storage: str = "date32"
    is_closed: bool = True

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the first day of the month."""
        month, note = month_of(cell, context.year)
        if month > context.today:
            raise Fault(f"{month:%m/%Y} n'a pas commencé au jour du dépôt", "vérifiez l'année")
        return Reading(month, note)


@dataclass(frozen=True)
class Year:
    """A year of four digits."""

    storage: str = "int32"
    is_closed: bool = True

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the year."""
        year = year_of(cell)
        if year > context.today.year:
            raise Fault(f"{year} n'a pas commencé au jour du dépôt", "vérifiez l'année")
        return Reading(year)


@dataclass(frozen=True)
class Whole:
    """A count, between `low` and `high` included."""

    low: int = 0
    high: int = 100_000
    storage: str = "int32"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the whole number; « néant » is 0."""
        value, note = whole_of(cell)
        if not self.low <= value <= self.high:
            raise Fault(f"{value} est hors des valeurs possibles", f"écrivez un nombre entre {self.low} et {self.high}")
        return Reading(value, note)


@dataclass(frozen=True)
class Percentage:
    """A percentage, kept on 0-100."""

    storage: str = "double"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the percentage, 30 for « 30 % »."""
        value, note = percentage_of(cell)
        if not 0 <= value <= 100:
            raise Fault(f"{cell.text} n'est pas un pourcentage", "écrivez un nombre entre 0 et 100")
        return Reading(value, note)


_YES = frozenset({"oui", "o", "x", "1", "vrai", "ok", "true", "yes", "y"})
_NO = frozenset({"non", "n", "0", "faux", "false", "no"})
_TICKS = frozenset("✓✔☑✗☒xX")


@dataclass(frozen=True)
class Flag:
    """Yes or no; a blank is neither."""

    storage: str = "bool"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return True or False."""
        if cell.kind == "flag":
            return Reading(bool(cell.value))
        plain = fold(cell.text)
        if plain in _YES or set(cell.text) <= _TICKS:
            return Reading(True)
        if plain in _NO or cell.is_none_at_all:
            return Reading(False)
        raise Fault(f"« {cell.text} » n'est ni oui ni non", "écrivez oui ou non, ou NC si ce n'est pas connu")


_SCALE = {"pas tout": 0, "peu": 1, "un peu": 1, "assez": 2, "moyennement": 2, "tre": 3, "beaucoup": 3}


@dataclass(frozen=True)
class Need:
    """A need in a tick-all list: 0 not ticked, 1 and above a need (0/1, x, or a 0-3 scale, in figures or words)."""

    storage: str = "int32"
    is_closed: bool = False
    # A column that the sheet carries was asked: an empty box is an unticked one. Whether the questionnaire
    # was answered at all is judged over the whole list, in the indicators (domain.md, decision 4).
    blank: int = 0

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return 0 to 3."""
        if (word := stem(cell.text)) in _SCALE:
            return Reading(_SCALE[word], f"« {cell.text} » lu {_SCALE[word]}")
        if cell.kind == "number" or cell.text.isdigit():
            return Whole(0, 3).read(cell, context)
        return Reading(int(Flag().read(cell, context).value))


@dataclass(frozen=True)
class Code:
    """One value of a closed list. `labels`: code -> how blank workbooks show it; `aliases`: other spelling -> code."""

    labels: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    storage: str = "string"
    is_closed: bool = True

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Every accepted spelling, stemmed, and the code that it means."""
        known = {stem(alias): code for alias, code in self.aliases.items()}
        known |= {stem(label): code for code, label in self.labels.items()}
        return known | {stem(code.replace("_", " ")): code for code in self.labels}

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the code; propose the likeliest when the cell holds none."""
        for candidate in _spellings_of(cell):
            if code := self.spellings.get(stem(candidate)):
                return Reading(code)
        near = closest(cell.text, [*self.labels.values(), *self.aliases])
        proposed = self.labels[self.spellings[stem(near)]] if near else ""
        repair = f"vouliez-vous dire « {proposed} » ?" if near else f"choisissez parmi : {', '.join(self.labels.values())}"
        raise Fault(f"« {cell.text} » n'est pas dans la liste", repair)


@dataclass(frozen=True)
class Codes:
    """Several values of a closed list in one cell, kept sorted and joined by « ; »."""

    code: Code
    storage: str = "string"
    is_closed: bool = True

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the codes joined by « ; »; a label that itself holds a separator is tried whole first."""
        try:
            return self.code.read(cell, context)
        except Fault:
            codes = {code for part in _split(cell.text, "\n;,+") for code in self._codes(part, context)}
            return Reading(";".join(sorted(codes)))

    def _codes(self, part: str, context: Context) -> list[str]:
        # « Fluides / énergie » is one label; « bruit / propreté » is two.
        if stem(part) in self.code.spellings:
            return [self.code.spellings[stem(part)]]
        return [self.code.read(Cell("text", piece), context).value for piece in _split(part, "/&")]


@dataclass(frozen=True)
class Landings:
    """The landings a cell lists, as keys joined by « ; »."""

    storage: str = "string"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the keys, `A-3;A-4` for « Bât A 3 et 4 »."""
        if cell.kind == "day":
            raise Fault(f"{cell.text} est une date, pas un palier", "écrivez par exemple 3e, RDC ou Bât A 3")
        return Reading(";".join(landing_keys(cell.text)) or None)


@dataclass(frozen=True)
class Residence:
    """A residence, by code, name or alias, kept as its code."""

    storage: str = "string"
    is_closed: bool = True

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the code; an unknown name is a fault, with the likeliest residence proposed."""
        code = context.residences.get(cell.text)
        if code:
            return Reading(code)
        if not context.residence_labels:
            raise Fault(
                f"« {cell.text} » est inconnue : aucune résidence n'est encore enregistrée",
                "déposez d'abord le référentiel des résidences",
            )
        near = closest(cell.text, list(context.residence_labels))
        repair = f"vouliez-vous dire « {near} » ?" if near else f"choisissez parmi : {', '.join(context.residence_labels)}"
        raise Fault(f"« {cell.text} » n'est pas une résidence connue", repair)


def labels_of(kind: Type) -> Mapping[str, str]:
    """Return the closed list of a type, code -> label; empty when it has none."""
    if isinstance(kind, Codes):
        return kind.code.labels
    return kind.labels if isinstance(kind, Code) else {}


def _spellings_of(cell: Cell) -> list[str]:
    # Excel turns « 1-2 » and « 5-10 » typed in a list of lengths of stay into 1 February and 5 October.
    if cell.kind == "day":
        return [f"{cell.value.day}-{cell.value.month}", f"{cell.value.month}-{cell.value.day}", cell.text]
    return [cell.text]


def _split(text: str, signs: str) -> list[str]:
    return [part for part in (piece.strip() for piece in re.split(f"[{re.escape(signs)}]", text)) if part]
