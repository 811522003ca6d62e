"""What is in force -> what a workbook handed out holds: its titles, the lines already received, what is asked of them.

A register's months are replaced whole by the newest load. So a workbook that asks about a line of an earlier month announces
that month too, and carries every line in force of it: given back, it replaces what it covers with no line lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pipelines.announce import announced_by
from pipelines.blank_cell import Writer
from pipelines.blank_period import announcement, last_day, periods, spoken, year_announcement
from pipelines.carry import LONGEST, Asked, asked, recurrences
from pipelines.cell import Cell
from pipelines.closed import closing_of
from pipelines.contract import ASSOCIATION, ASSOCIATION_NAME, Contract, Row
from pipelines.in_force import known_residences, rows_in_force
from pipelines.journal import Journal
from pipelines.residences import Residences
from pipelines.slices import Slice


class NothingReceived(LookupError):
    """Nothing is in force of what is asked for; the text says so, in French."""


@dataclass(frozen=True)
class Line:
    """A line of a workbook handed out: its cells by column, and what is asked in some of them."""

    cells: Mapping[str, Cell]
    asked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """What a workbook handed out holds. `received`: how many of its lines are in force; `as_of`: the day it is told as of."""

    contract: Contract
    residence: str
    periods: tuple[str, ...]
    heading: str
    titles: tuple[str, str]
    lines: tuple[Line, ...]
    received: int
    as_of: date
    today: date
    questions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    is_filled: bool = False

    @property
    def to_complete(self) -> int:
        """How many lines already received are to complete."""
        return sum(bool(line.asked) for line in self.lines)


@dataclass(frozen=True)
class _Place:
    """The register of one kind in one residence, or in the association."""

    contract: Contract
    code: str
    journal: Journal
    residences: Residences

    @property
    def owned(self) -> list[str]:
        """The periods in force, in order."""
        kind = self.contract.kind
        found = {
            part.period for part in self.journal.owners if (part.kind, part.residence) == (kind, self.code)
        }
        return sorted(found)

    def rows(self, of: Sequence[str]) -> list[Row]:
        """Return the rows in force of some periods, in the order of their period column."""
        parts = [Slice(self.contract.kind, self.code, period) for period in of]
        rows: list[Row] = list(rows_in_force(self.contract.kind, parts, self.journal))
        name = self.contract.period_column
        return sorted(rows, key=lambda row: str(row[name])) if name else rows

    def name(self, typed: str) -> str:
        """Return what a person calls whose register it is; what was typed for a residence of no list."""
        return (
            ASSOCIATION_NAME if self.contract.is_association else self.residences.labels.get(self.code, typed)
        )

    def is_closed(self, period: str) -> bool:
        """Return whether a period keeps its rows until it is reopened."""
        return closing_of(self.journal, Slice(self.contract.kind, self.code, period)) is not None

    def titles(self, announced: str, typed: str) -> tuple[str, str, str]:
        """Return the heading and the titles; none of them names another residence, nor another period."""
        title = self.contract.title
        if self.contract.is_association:
            return title, announced, ""
        is_sound = self.residences.named_in(title) in (None, self.code)
        names = [self.residences.labels.get(self.code, typed), self.code]
        named = (name for name in names if self._is_told(f"Résidence : {name}", announced))
        return title if is_sound else "À remplir", announced, f"Résidence : {next(named, self.code)}"

    def _is_told(self, text: str, announced: str) -> bool:
        # « Résidence du 8 mai 1945 » beside « Période : 2025 » would announce May 2025, and « Horizon 2020 » two years.
        is_known = not self.residences or self.residences.named_in(text) == self.code
        return is_known and announced_by([announced, text]) == announced_by([announced])


def plan_blank(contract: Contract, residence: str, period: str, journal: Journal, today: date) -> Plan:
    """Return the workbook to fill of a kind, for a residence (code or name) and a period; raise BadPeriod.

    A kind of the association has no residence: whichever is given is not looked at.

    It holds the lines in force of what it covers, those to complete first, and a line for each statement expected.
    """
    place, wanted = _place(contract, residence, journal), periods(contract, period)
    as_of, is_year = last_day(wanted, today), contract.is_register and len(period.strip()) == 4
    before = [one for one in place.owned if one <= wanted[-1]] if contract.is_register else []
    known = place.rows(before)
    found = asked(contract.kind, known, as_of)
    carried = _carried(place, found, [] if is_year else before, wanted)
    covered = sorted({*wanted, *(one.row["period"] for one in carried)})
    announced = year_announcement(period.strip()) if is_year else announcement(contract, covered)
    kept = {id(one.row): one for one in carried}
    rows = [row for row in known if row["period"] in covered] if contract.is_register else place.rows(wanted)
    lines = _lines(place, rows, kept, today) + _expected(place, wanted, rows, today)
    heading, *titles = place.titles(announced, residence)
    return Plan(
        contract,
        place.name(residence),
        tuple(wanted),
        heading,
        (titles[0], titles[1]),
        tuple(lines),
        len(rows),
        as_of,
        today,
        tuple(_questions(contract, known, wanted, as_of)),
        tuple(_notes(place, wanted, [one for one in found if id(one.row) not in kept])),
    )


def plan_accepted(contract: Contract, residence: str, period: str, journal: Journal, today: date) -> Plan:
    """Return the workbook of what is in force; loaded again, it changes nothing. Raises BadPeriod, NothingReceived."""
    place, wanted = _place(contract, residence, journal), periods(contract, period)
    held = [one for one in place.owned if one in set(wanted)]
    name = place.name(residence)
    if not held:
        when = f" ({period})" if contract.period != "none" else ""
        raise NothingReceived(f"rien n'est reçu de « {contract.title} » pour {name}{when}")
    rows = place.rows(held)
    heading, announced, named = place.titles(announcement(contract, held), residence)
    return Plan(
        contract,
        name,
        tuple(held),
        heading,
        (announced, named),
        tuple(_lines(place, rows, {}, today)),
        len(rows),
        last_day(held, today),
        today,
        is_filled=True,
    )


def _place(contract: Contract, residence: str, journal: Journal) -> _Place:
    residences = known_residences(journal)
    if contract.is_association:
        return _Place(contract, ASSOCIATION, journal, residences)
    code = residence if residence in residences.labels else residences.get(residence)
    return _Place(contract, code or residence, journal, residences)


def _carried(
    place: _Place, found: Sequence[Asked], before: Sequence[str], wanted: Sequence[str]
) -> list[Asked]:
    """Return the lines that the workbook asks to complete: of what it is about, and of earlier months still open."""
    return [
        one
        for one in found
        if (one.row["period"] in wanted or (one.row["period"] in before and one.days <= LONGEST))
        and not place.is_closed(one.row["period"])
    ]


def _lines(place: _Place, rows: Sequence[Row], kept: Mapping[int, Asked], today: date) -> list[Line]:
    writer = Writer(place.contract, today, place.residences)
    asked_rows = [one for one in rows if id(one) in kept]
    others = [one for one in rows if id(one) not in kept]
    lines = [Line(writer.cells(row), kept[id(row)].cells) for row in asked_rows]
    return lines + [Line(writer.cells(row)) for row in others]


def _expected(place: _Place, wanted: Sequence[str], rows: Sequence[Row], today: date) -> list[Line]:
    """Return a line for each month or year of a statement that nothing was received of: residence and period only."""
    contract = place.contract
    if contract.is_register or contract.period not in ("month", "year"):
        return []
    writer, received = Writer(contract, today, place.residences), {row["period"] for row in rows}
    values: dict[str, Any] = {
        one: int(one) if contract.period == "year" else date.fromisoformat(f"{one}-01")
        for one in wanted
        if one not in received
    }
    return [
        Line(writer.prefilled({contract.residence_column: place.code, contract.period_column: value}))
        for value in values.values()
    ]


def _questions(contract: Contract, rows: Sequence[Row], wanted: Sequence[str], as_of: date) -> list[str]:
    if "recurrence_of" not in contract.by_name:
        return []
    first = date.fromisoformat(f"{wanted[0]}-01")
    return recurrences(rows, first, as_of, contract.by_name)


def _notes(place: _Place, wanted: Sequence[str], left: Sequence[Asked]) -> list[str]:
    """Return what is to follow up and is not in the workbook, and why."""
    shut = sorted({one.row["period"] for one in left if place.is_closed(one.row["period"])})
    old = [one for one in left if one.row["period"] not in shut]
    notes = []
    if closed := [spoken(one) for one in wanted if place.is_closed(one)]:
        notes.append(
            f"{', '.join(closed)} : clos. Ce qui y changerait est refusé tant que la direction ne rouvre pas."
        )
    if shut:
        notes.append(
            f"D'autres lignes restent à suivre, dans des mois clos ({', '.join(map(spoken, shut))}) : "
            "demandez à la direction de les rouvrir."
        )
    if old:
        months = ", ".join(dict.fromkeys(spoken(one.row["period"]) for one in old))
        notes.append(
            f"D'autres lignes restent à suivre, plus anciennes ({months}) : prenez le classeur de leur mois."
        )
    return notes
