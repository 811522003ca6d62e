"""Tables of any kind of workbook, as people fill them: derived from the declaration, so that a new kind is covered at once.

A line is drawn as what the cells mean (values that keep every rule), then spelled in one of the ways people write them.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hypothesis import strategies as some

from pipelines.cell import NOT_APPLICABLE, Fault, cell_of
from pipelines.check import interpret
from pipelines.contract import Column, Contract
from pipelines.dates import MONTHS
from pipelines.ownership import NAMING
from pipelines.residences import Residences
from pipelines.types import Context
from tests.plausible import choices, plausible_row
from tests.workbooks import RESIDENCES

TODAY = date(2026, 1, 15)
KNOWN = Residences([dict(zip(("residence", "name", "city"), line, strict=False)) for line in RESIDENCES[1:]])
CONTEXT = Context(TODAY, 2025, KNOWN, KNOWN.labels)
DAYS = some.dates(date(2025, 1, 1), date(2025, 12, 20))

# How the two residences are written.
SPOKEN = {
    "VIA": ("Viala", "VIA", " viala ", "Résidence Viala", "RS VIALA"),
    "TIL": ("Les Tilleuls", "TIL", "les tilleuls"),
}

# What no column reads: an error of the spreadsheet, a day that does not exist, words.
FAULTY = ("#REF!", "31/02/2025", "bof bof", "12/45/2025")


@dataclass
class Drawn:
    """A drawn table: its rows as they are written, and the numbers of those that are lines, of those that say nothing."""

    rows: list[list[Any]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _day(day: date) -> list[Any]:
    return [
        day,
        f"{day:%d/%m/%Y}",
        f"{day:%d.%m.%y}",
        f"{day:%Y-%m-%d}",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
    ]


def _month(day: date) -> list[Any]:
    return [
        day,
        f"{MONTHS[day.month - 1]} {day.year}",
        f"{day:%m/%Y}",
        f"{MONTHS[day.month - 1].capitalize()} {day:%y}",
    ]


def _whole(number: int) -> list[Any]:
    return [number, float(number), str(number), f" {number} ", f"{number},0"]


def _words(text: str) -> list[Any]:
    return [text, text.upper(), f"  {_plain(text).lower()} "] if _plain(text).isascii() else [text]


# The ways of writing a value of each type; of the others there is one.
SPELLINGS: dict[str, Callable[[Any], list[Any]]] = {
    "Day": _day,
    "Month": _month,
    "Whole": _whole,
    "Year": lambda year: [year, str(year)],
    "Percentage": lambda value: [value, f"{value} %", f"{value},0"],
    "Flag": lambda said: {"oui": ["oui", "Oui", "x", "O", True], "non": ["non", "NON", "N", False]}[said],
    "Need": lambda said: ["x", "X", 1, "1", "oui"] if said == "x" else [0, "0", "non"],
    "Code": _words,
    "Residence": lambda code: list(SPOKEN[code]),
}

BLANKS: tuple[Any, ...] = (None, "", " ")
UNKNOWNS: tuple[Any, ...] = ("NC", "?", "n.c.", "SO", "sans objet")


def values_of(column: Column, contract: Contract) -> some.SearchStrategy[Any]:
    """Return what a column may mean, before it is spelled."""
    kind = type(column.type).__name__
    if kind == "Residence":
        return some.sampled_from(["VIA", "TIL"])
    if kind == "Day":
        return DAYS
    if kind == "Month":
        return DAYS.map(lambda day: day.replace(day=1))
    if kind == "Identifier":
        return some.integers(1, 999).map(str)
    if kind == "OwnCode":
        return some.integers(1, 99).map(lambda number: f"R{number}")
    if kind == "Label" and contract.kind == NAMING:
        return some.integers(1, 99).map(lambda number: f"Bâtisse {number}")
    return some.sampled_from([held for held in choices(column) if is_read(column, held)])


@some.composite
def sound_lines(draw: Any, contract: Contract) -> dict[str, Any]:
    """Return a line that keeps every rule, by column name; columns that may be are left blank now and then."""
    plausible = (
        plausible_row(contract) | {"residence": "VIA"} if contract.kind != NAMING else plausible_row(contract)
    )
    # A line that says its residence and its month only is a line of the blank workbook that nobody has filled.
    kept = [name for name in contract.telling if not contract.by_name[name].required][:1]
    line = {
        column.name: draw(values_of(column, contract))
        if column.required or column.name in kept or draw(some.integers(0, 3))
        else None
        for column in contract.kept
    }
    while broken := _broken(contract, line):
        # One of the two is not known: a rule asks for both. What is required stays, and both are made plausible together.
        name = next((name for name in broken if not contract.by_name[name].required), None)
        line |= {name: None} if name else {one: plausible[one] for one in broken}
    return line


def _broken(contract: Contract, line: dict[str, Any]) -> tuple[str, ...]:
    values = {name: meant(contract.by_name[name], held) for name, held in line.items()}
    return next(
        (rule.columns for rule in contract.rules if rule.severity == "fault" and rule.broken_by(values)), ()
    )


def meant(column: Column, held: Any) -> Any:
    """Return the value that a cell means, as the product reads it."""
    value = interpret(cell_of(held), column, False, CONTEXT).value
    return None if value is NOT_APPLICABLE else value


def is_read(column: Column, held: Any) -> bool:
    """Say whether a column takes a value: what is plausible of a count may be out of another's bounds."""
    try:
        meant(column, held)
    except Fault:
        return False
    return True


def spelled(draw: Any, column: Column, held: Any) -> Any:
    """Return one of the ways in which people write a value, or that there is none."""
    if held is None:
        return draw(some.sampled_from(BLANKS if column.type.is_closed else BLANKS + UNKNOWNS))
    ways = SPELLINGS.get(type(column.type).__name__, lambda value: [value])(held)
    return draw(some.sampled_from(ways))


@some.composite
def tables(draw: Any, contract: Contract, faults: bool = True) -> Drawn:
    """Return a table as somebody wrote it: a title, headers in their own words, lines among blank ones and totals."""
    drawn = Drawn()
    drawn.rows += [
        [title]
        for title in draw(some.lists(some.sampled_from([contract.title, "Suivi interne"]), max_size=2))
    ]
    order = draw(some.permutations(contract.kept))
    drawn.rows.append([draw(some.sampled_from([column.header, *column.aliases])) for column in order])
    for line in draw(some.lists(sound_lines(contract), min_size=1, max_size=5)):
        for _ in range(draw(some.integers(0, 1))):
            drawn.rows.append(draw(some.sampled_from([[], ["Total", None, 3], ["Sous-total"]])))
        cells = [spelled(draw, column, line[column.name]) for column in order]
        if faults and not draw(some.integers(0, 3)):
            cells[draw(some.integers(0, len(cells) - 1))] = draw(some.sampled_from(FAULTY))
        drawn.rows.append(cells)
        drawn.lines.append(len(drawn.rows))
        if not draw(some.integers(0, 5)):
            drawn.rows.append(list(cells))
            drawn.lines.append(len(drawn.rows))
    return drawn
