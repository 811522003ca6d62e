"""A sealed bilan -> its tables by name, its cells in French words: what every document made of it reads it through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from indicators.catalogue import indicator_named
from reports.bilan.content import MASKED, Bilan, Row, Table, Value
from reports.bilan.in_french import in_line
from reports.bilan.sealed import Sealed
from social_project.markup import letters
from ui import say, words

NO_WORD = ""  # what is not known stays empty: the reader is told so beside, and nothing is invented


@dataclass(frozen=True)
class Held:
    """A row of a table, its cells by the keys of its columns."""

    table: Table
    row: Row

    def __getitem__(self, key: str) -> Value:
        return self.row.cells[self._rank(key)]

    def said(self, key: str, nothing: str = NO_WORD) -> str:
        """Return a cell in words."""
        rank = self._rank(key)
        return in_line(self.table.columns[rank], self.row.unit, self.row.cells[rank], nothing)

    def text(self, key: str) -> str:
        """Return a cell of text, empty where there is none."""
        return str(self[key] or "")

    def number(self, key: str) -> float | None:
        """Return a number, None where it is masked or not known."""
        value = self[key]
        return None if value is None or isinstance(value, str) else float(value)

    def is_masked(self, key: str) -> bool:
        """Return whether a cell is masked."""
        return self[key] == MASKED

    def _rank(self, key: str) -> int:
        return [column.key for column in self.table.columns].index(key)


def table_of(bilan: Bilan, key: str) -> Table | None:
    """Return a table of a bilan by its key, None where it holds none."""
    return next((one for part in bilan.parts for one in part.tables if one.key == key), None)


def rows_of(bilan: Bilan, key: str) -> list[Held]:
    """Return the rows of a table, none where the bilan has no such table."""
    found = table_of(bilan, key)
    return [Held(found, row) for row in found.rows] if found else []


def row_of(bilan: Bilan, table: str, key: str) -> Held | None:
    """Return a row of a table by its key."""
    return next((one for one in rows_of(bilan, table) if one.row.key == key), None)


def indicators_of(bilan: Bilan) -> dict[str, Held]:
    """Return every indicator that a bilan tells over its whole perimeter, by its name (and category, « name/category »)."""
    tables = [one.key for part in bilan.parts for one in part.tables if one.key.startswith("indicators.")]
    return {one.row.key: one for key in tables for one in rows_of(bilan, key)}


def published(bilan: Bilan, subject: str, year: str) -> list[Table]:
    """Return the published tables of a subject of people in a year: « besoins.sante_soins » is one, « besoins » are all."""
    start = f"edition.{year}.{subject}."
    return [one for part in bilan.parts for one in part.tables if f"{one.key}.".startswith(start)]


def years_published(bilan: Bilan) -> list[str]:
    """Return the years whose figures of people a bilan holds, newest first."""
    found = {
        one.key.split(".")[1] for part in bilan.parts for one in part.tables if one.key.startswith("edition.")
    }
    return sorted(found, reverse=True)


def together(table: Table) -> Held | None:
    """Return the line of a published table that is of all the residences of the association, None where it is not told."""
    return next((Held(table, row) for row in table.rows if row.key.startswith("association/")), None)


def text_of(bilan: Bilan, part: int) -> list[str]:
    """Return what people wrote in a part, a text a paragraph, without the marks of its markup."""
    [found] = [one.text for one in bilan.parts if one.number == part]
    return letters(found)


def counted(one: Held, key: str, nothing: str) -> str:
    """Return the value of an indicator with what it counts: 18 réunions, 1 réunion, 38,2 %, 0,5 an."""
    number = one.number(key)
    if number is None or one.row.unit == "%":
        return one.said(key, nothing)
    return say.counted(indicator_named(one.row.key.partition("/")[0]), number)


def headline(one: Sealed) -> str:
    """Return what a document made of a bilan says it is made of."""
    interim = " intermédiaire" if one.bilan.is_interim else ""
    return f"Bilan{interim} {one.bilan.call}, édition {one.edition}, code {one.code}"


def foot(one: Sealed) -> tuple[str, ...]:
    """Return what every document made of a bilan says at its end: its code, its seal, what « s » means."""
    return (
        f"Fait du {headline(one)[0].lower()}{headline(one)[1:]}, publié le {words.instant(one.at)} par {one.by} : "
        "chaque chiffre est celui de cette édition, qui ne change plus.",
        f"Sceau (SHA-256) : {one.sha256}",
        "« s » : chiffre masqué pour protéger les personnes. Une case vide : montant ou chiffre non connu.",
    )


def moment(one: Sealed) -> datetime:
    """Return when a bilan was published: what is made of it is dated from then, not from the click."""
    return datetime.fromisoformat(one.at)


def period(bilan: Bilan) -> str:
    """Return the months of a bilan, in words."""
    return " – ".join(dict.fromkeys(words.month(day[:7]) for day in (bilan.first, bilan.last)))


def begun(text: str) -> str:
    """Return a text with the capital that begins a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def paragraphs(*told: str | None) -> tuple[str, ...]:
    """Return the texts that say something."""
    return tuple(_each(told))


def _each(told: tuple[str | None, ...]) -> Iterator[str]:
    yield from (one for one in told if one)


def source(one: Sealed, part: int, *tables: str) -> str:
    """Return where the figures of a page come from: the bilan, its part, its tables, its seal."""
    title = next(each.title for each in one.bilan.parts if each.number == part)
    named = " ; ".join(_named(one, key) for key in tables)
    return (
        f"Source : {headline(one).lower().replace(one.code.lower(), one.code)}, partie {part}, « {title} »"
        + (f", {words.plural(len(tables), 'tableau', 'tableaux').split()[-1]} : {named}." if tables else ".")
        + f" Sceau : {one.sha256}."
    )


def _named(one: Sealed, key: str) -> str:
    found = next((table for part in one.bilan.parts for table in part.tables if table.key == key), None)
    return f"{found.title} ({key})" if found else key
