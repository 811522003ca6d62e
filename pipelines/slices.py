"""Accepted lines -> the slices (kind, residence, period) that a workbook covers, months without a line included."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.announce import Announced, announced_by, covered
from pipelines.check import Line
from pipelines.contract import ASSOCIATION, Contract
from pipelines.dates import months_between
from pipelines.locate import Table
from pipelines.residences import Residences


@dataclass(frozen=True, order=True)
class Slice:
    """What one load owns: a kind, a residence, a period (« 2025-03 », « 2025 », a wave, a call, « » for a whole register).

    The residence is `ASSOCIATION` where the rows are of none.
    """

    kind: str
    residence: str
    period: str

    def as_json(self) -> dict[str, str]:
        """Return the slice as the journal writes it."""
        return {"kind": self.kind, "residence": self.residence, "period": self.period}


def period_of(contract: Contract, values: dict[str, Any]) -> str:
    """Return the period of a row: its month, year, wave or call, or « » where the kind has none."""
    if contract.period == "none":
        return ""
    value = values[contract.period_column]
    return f"{value:%Y-%m}" if isinstance(value, date) else str(value)


def place_of(line: Line) -> dict[str, str]:
    """Return the kind of a line, and its residence and period where they could be read: all that the journal keeps of it."""
    contract, values = line.table.contract, line.values
    dated = contract.period == "none" or values.get(contract.period_column) is not None
    return {
        "kind": contract.kind,
        "residence": values.get("residence") or "",
        "period": period_of(contract, values) if dated else "",
    }


def slices_of(
    contract: Contract, found: list[tuple[Table, list[Line]]], residences: Residences, today: date
) -> list[Slice]:
    """Return the slices covered by the tables of one kind (design.md section 1, point 3), sorted."""
    slices = {
        Slice(contract.kind, line.values["residence"], period_of(contract, line.values))
        for _, lines in found
        for line in lines
    }
    if contract.is_register:
        span = _span(contract, (line for _, lines in found for line in lines))
        named = {
            line.values["residence"]
            for table, lines in found
            if contract.is_association or not _title_residence(table, residences)
            for line in lines
        }
        for table, lines in found:
            slices |= _register_slices(contract, table, lines, span, named, residences, today)
    return sorted(slices)


def _register_slices(
    contract: Contract,
    table: Table,
    lines: list[Line],
    span: list[date],
    named: set[str],
    residences: Residences,
    today: date,
) -> set[Slice]:
    """Return what one sheet covers: its months, for the residence of its title, or for all those of the workbook's lines.

    A workbook with a sheet a month names its residences in the lines of any of them: a month without a line is zero.
    """
    own = ASSOCIATION if contract.is_association else _title_residence(table, residences)
    codes = {line.values["residence"] for line in lines} | (named if own is None else {own})
    days = [line.values[contract.period_column] for line in lines]
    months = covered(_trusted(announced_by(table.titles), days), days, today) or span
    return {Slice(contract.kind, code, f"{month:%Y-%m}") for code in codes for month in months}


def _title_residence(table: Table, residences: Residences) -> str | None:
    return next(filter(None, map(residences.named_in, table.titles)), None)


def _trusted(announced: Announced, days: list[date]) -> Announced:
    """Return the announcement unless most lines fall outside: then it was no announcement (« modèle 2023 »)."""
    months = announced.months or {
        date(year, number, 1) for year in announced.years for number in range(1, 13)
    }
    outside = sum(day.replace(day=1) not in months for day in days)
    return announced if 2 * outside <= len(days) else Announced()


def _span(contract: Contract, lines: Iterable[Line]) -> list[date]:
    days = [line.values[contract.period_column] for line in lines]
    return months_between(min(days), max(days)) if days else []


def outside_announced(contract: Contract, table: Table, lines: list[Line]) -> list[Line]:
    """Return the lines dated outside what their sheet announces, when that announcement is trusted."""
    announced = _trusted(announced_by(table.titles), [line.values[contract.period_column] for line in lines])
    months = announced.months or {
        date(year, number, 1) for year in announced.years for number in range(1, 13)
    }
    return [
        line for line in lines if months and line.values[contract.period_column].replace(day=1) not in months
    ]


def empty_months(contract: Contract, slices: list[Slice], lines: list[Line]) -> dict[str, list[str]]:
    """Return, per residence, the covered months without a line: they count as zero, and the preview names them."""
    written = {(line.values["residence"], period_of(contract, line.values)) for line in lines}
    empty: dict[str, list[str]] = defaultdict(list)
    for part in slices:
        if contract.is_register and (part.residence, part.period) not in written:
            empty[part.residence].append(part.period)
    return dict(empty)
