"""What a column may hold: each type reads one cell into one value, or raises a Fault that says what to write."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from pipelines.cell import NOT_APPLICABLE, Cell, Fault, Reading
from pipelines.dates import day_of, month_of, year_of
from pipelines.names import fold
from pipelines.numbers import percentage_of, whole_of
from pipelines.scrub import mask, scrub

_WITHOUT_END = frozenset(
    {"en continu", "continu", "continue", "action continue", "permanent", "permanente", "en permanence"}
) | {
    "sans fin",
    "sans date de fin",
    "pas de fin",
    "toute l annee",
    "tout au long de l annee",
    "au fil de l eau",
}


class Named(Protocol):
    """Who is called what: a name as typed -> a code, None when it means none or several."""

    def get(self, text: str) -> str | None:
        """Return the code."""

    def several(self, text: str) -> list[str]:
        """Return the codes that share the name, if two do."""


@dataclass(frozen=True)
class Context:
    """What reading a cell may need to know: the day of deposit, the sheet's year, whether needs are degrees, who is called what."""

    today: date
    year: int | None = None
    residences: Named | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    is_scale: bool = False
    # What each cell of each column was read as: registers repeat the same few words. Of one table, whose cells live as long.
    readings: dict[tuple[int, int], Any] = field(default_factory=dict, compare=False, repr=False)


class Type(Protocol):
    """A type of column. Where it is closed, « NC » is no value of it (domain.md, decision 9)."""

    @property
    def storage(self) -> str:
        """The Arrow type of what is kept, empty for what is not."""

    @property
    def is_closed(self) -> bool:
        """Whether only the type's own values are accepted, unknown markers not among them."""

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return what a non-blank cell holds; raise Fault when it holds nothing of this type."""


@dataclass(frozen=True)
class Text:
    """Free text, scrubbed of what points at a person.

    `of_a_plan`: the text speaks of publics and actions, not of somebody; « handicap » or « police » does not withhold it.
    """

    storage: str = "string"
    is_closed: bool = False
    of_a_plan: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the text without what points at a person; what was taken out is told."""
        text, removed = mask(cell.text) if self.of_a_plan else scrub(cell.text)
        return Reading(text, "removed", f"sans {', '.join(removed)}") if removed else Reading(text)


@dataclass(frozen=True)
class Label:
    """The name of a place or a thing, kept as written."""

    storage: str = "string"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the text with spaces collapsed."""
        return Reading(" ".join(cell.text.split()))


@dataclass(frozen=True)
class OwnCode:
    """The code by which a thing names itself: kept as written, without spaces around."""

    storage: str = "string"
    is_closed: bool = False  # « NC » is no code

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the code, spaces collapsed."""
        return Reading(" ".join(cell.text.split()))


@dataclass(frozen=True)
class Dropped:
    """A column known to exist and never kept: names, remarks about people.

    `tells_apart`: two lines that differ by it alone are two facts, though what is kept of them is the same.
    """

    storage: str = ""
    is_closed: bool = False
    tells_apart: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return nothing: the cell is not kept."""
        return Reading(None)


@dataclass(frozen=True)
class Identifier:
    """A serial number or short label, compared without case or accents."""

    storage: str = "string"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the label, upper case, spaces collapsed; « n° 12 » and 12.0 are both `12`."""
        text = " ".join(cell.text.upper().split())
        return Reading(text.removeprefix("N°").removeprefix("N ").strip() or text)


@dataclass(frozen=True)
class Wave:
    """The name of a survey wave, as written but for spaces: « vague  2 » and « Vague 2 » are one."""

    storage: str = "string"
    is_closed: bool = True

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the wave's name; a date is read as its month."""
        if cell.kind == "day":
            return Reading(f"{cell.value:%Y-%m}", "alias")
        return Reading(re.sub(r"(?i)^vague\b", "Vague", " ".join(cell.text.split())))


@dataclass(frozen=True)
class Day:
    """A calendar day; `past` refuses those after the deposit; `long_past`: so old that « 12/03/74 » is of 1974.

    `open_ended` takes « en continu » for « sans objet ».
    """

    past: bool = False
    long_past: bool = False
    storage: str = "date32"
    is_closed: bool = False
    open_ended: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the day as a date, or « sans objet » for an end that is none."""
        if self.open_ended and fold(cell.text) in _WITHOUT_END:
            return Reading(NOT_APPLICABLE, "open_end", "sans date de fin")
        day, how = day_of(cell)
        if self.long_past and how == "short_year" and day > context.today:
            day = day.replace(year=day.year - 100)
        if self.past and day > context.today:
            raise Fault(f"{day:%d/%m/%Y} est après le jour du dépôt", "vérifiez l'année et l'ordre jour/mois")
        if day.year < 1900 + (90 if self.past else 0):
            raise Fault(f"{day:%d/%m/%Y} est une date invraisemblable", "vérifiez l'année")
        return Reading(day, how)


@dataclass(frozen=True)
class Month:
    """A month, kept as its first day; never one that has not begun."""

    storage: str = "date32"
    is_closed: bool = True

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the first day of the month."""
        month, how = month_of(cell, context.year)
        if month > context.today:
            raise Fault(f"{month:%m/%Y} n'a pas commencé au jour du dépôt", "vérifiez l'année")
        return Reading(month, how)


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
        value, how = whole_of(cell)
        if not self.low <= value <= self.high:
            raise Fault(
                f"{value} est hors des valeurs possibles",
                f"écrivez un nombre entre {self.low} et {self.high}",
            )
        return Reading(value, how)


@dataclass(frozen=True)
class Percentage:
    """A percentage, kept on 0-100."""

    storage: str = "double"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the percentage, 30 for « 30 % »."""
        value, how = percentage_of(cell)
        if not 0 <= value <= 100:
            raise Fault(f"{cell.text} n'est pas un pourcentage", "écrivez un nombre entre 0 et 100")
        return Reading(value, how)
