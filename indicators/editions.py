"""What is published once a year to whoever is outside: tables frozen with their mask, their audit and their hash.

A masked number is not in an edition at all: nobody who holds the file, or whatever was made from it, holds the number.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from access.scope import Sight
from pipelines import store

MASKED = "s"
WHAT_S_MEANS = (
    "**s** : chiffre masqué pour protéger les personnes (moins de {least} concernées, ou masqué pour empêcher de retrouver "
    "un autre chiffre). Les totaux sont exacts."
)
VERIFIED = "Cette édition a été vérifiée : aucun chiffre masqué ne peut être recalculé à partir des autres."
_SHARE_FROM = 30  # a share of fewer people is told by its two numbers (statistics.md, section 8)


@dataclass(frozen=True)
class Line:
    """A row of a table. `numbers`: people of each column, None where masked; `total`: of all of them.

    `level`: `residence`, `city`, `perimeter`, `association`, or `class` in a table of the whole association, whose lines
    are classes. `codes`: the residences that it is of.
    """

    label: str
    level: str
    codes: tuple[str, ...]
    numbers: tuple[int | None, ...]
    total: int | None

    def told(self, column: int) -> str:
        """Return a number as it is shown, « s » where it is masked."""
        number = self.numbers[column]
        return MASKED if number is None else str(number)

    def share(self, column: int) -> float | None:
        """Return the share of a column, None where the number or the total is masked, or the line is of too few people."""
        number = self.numbers[column]
        if number is None or not self.total or self.total < _SHARE_FROM:
            return None
        return number / self.total


@dataclass(frozen=True)
class Table:
    """A published table: the people of `unit` counted by line and by column."""

    id: str
    subject: str
    title: str
    unit: str
    of_lines: str
    columns: tuple[str, ...]
    lines: tuple[Line, ...]
    caveat: str = ""


@dataclass(frozen=True)
class Audit:
    """What was verified of one subject before it was published: numbers of cells, and no cell."""

    block: str
    cells: int
    small: int
    masked: int
    insiders: int
    is_regrouped: bool


@dataclass(frozen=True)
class Edition:
    """An edition: the tables of a year, as they were published. `mask`: the names of the masked cells, for the next one."""

    year: int
    published_at: str
    by: str
    threshold: int
    version: str
    tables: tuple[Table, ...]
    audits: tuple[Audit, ...]
    mask: tuple[str, ...]
    withheld: tuple[str, ...]
    before: str = ""
    hash: str = ""

    @property
    def seal(self) -> str:
        """The SHA-256 of everything else that it holds."""
        told = json.dumps(asdict(replace(self, hash="")), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()


def sealed(edition: Edition, *, by: str, at: str) -> Edition:
    """Return an edition as it is frozen: who published it, when (ISO), and the hash of it all."""
    signed = replace(edition, by=by, published_at=at, hash="")
    return replace(signed, hash=signed.seal)


class BrokenSeal(ValueError):
    """An edition that is not what was published: it is not shown."""


def edition_of(raw: Mapping[str, Any]) -> Edition:
    """Return an edition as it was frozen; raise BrokenSeal when it was altered since."""
    tables = tuple(
        Table(
            **(
                dict(one)
                | {
                    "columns": tuple(one["columns"]),
                    "lines": tuple(
                        Line(
                            line["label"],
                            line["level"],
                            tuple(line["codes"]),
                            tuple(line["numbers"]),
                            line["total"],
                        )
                        for line in one["lines"]
                    ),
                }
            )
        )
        for one in raw["tables"]
    )
    lists = {name: tuple(raw[name]) for name in ("mask", "withheld")}
    found = Edition(
        **(dict(raw) | lists | {"tables": tables, "audits": tuple(Audit(**one) for one in raw["audits"])})
    )
    if found.seal != found.hash:
        raise BrokenSeal(
            f"l'édition {found.year} n'est plus celle qui a été publiée : elle n'est pas montrée"
        )
    return found


def every_edition() -> list[Edition]:
    """Return every edition published, newest year first; raise BrokenSeal when one was altered."""
    return sorted((edition_of(raw) for raw in store.frozen()), key=lambda one: -one.year)


def editions(sight: Sight) -> list[Edition]:
    """Return the editions that a sight may read, newest first, with the lines of its own residences only.

    A year that is not wholly in sight has no edition to show; a total is shown to whoever sees every residence that it is of.
    """
    found = [_within(one, sight) for one in every_edition() if _is_in_sight(one, sight)]
    return [one for one in found if one.tables]


def _is_in_sight(edition: Edition, sight: Sight) -> bool:
    first, last = sight.first, sight.last
    starts = first is None or (first.year, first.month) <= (edition.year, 1)
    return starts and (last is None or (last.year, last.month) >= (edition.year, 12))


def _within(edition: Edition, sight: Sight) -> Edition:
    tables = [replace(one, lines=_lines(one.lines, sight)) for one in edition.tables]
    return replace(edition, tables=tuple(one for one in tables if one.lines))


def _lines(lines: Sequence[Line], sight: Sight) -> tuple[Line, ...]:
    return tuple(one for one in lines if all(sight.sees(code) for code in one.codes))
