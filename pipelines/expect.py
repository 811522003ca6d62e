"""Residences and months -> the workbooks expected of each, by when, and when each came: what the board and I81 both rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from pipelines.clock import today
from pipelines.contract import Contract
from pipelines.contracts import contracts
from pipelines.dates import next_month
from pipelines.journal import Journal
from pipelines.settings import settings
from pipelines.slices import Slice


@dataclass(frozen=True)
class Delivery:
    """A workbook that a residence owes for a month (« 2025-03 »), or in December for its year.

    `received_on`: the day of the first load not withdrawn, None before any. A day is one of UTC: midnight is late by an
    hour or two.
    """

    residence: str
    kind: str
    month: str
    part: Slice
    due_on: date
    received_on: date | None

    @property
    def is_due(self) -> bool:
        """True once the due day is past."""
        return today() > self.due_on


def expected(journal: Journal, residences: Iterable[str], months: Iterable[str]) -> Iterator[Delivery]:
    """Yield what each residence owes for each month, in their order, then in that of the kinds."""
    received, asked = received_days(journal), list(months)
    for code in residences:
        for month in asked:
            for contract in kinds_due(month):
                part = Slice(contract.kind, code, month if contract.period == "month" else month[:4])
                yield Delivery(code, contract.kind, month, part, due_day(month), received.get(part))


def received_days(journal: Journal) -> dict[Slice, date]:
    """Return the day of the first load of each slice that was not withdrawn: a correction does not make it late."""
    days: dict[Slice, date] = {}
    for entry in journal.entries:
        if entry.load_id in journal.withdrawals:
            continue
        day = datetime.fromisoformat(entry.at).date()
        for part in entry.slices:
            days[part] = min(day, days.get(part, day))
    return days


def kinds_due(month: str) -> list[Contract]:
    """Return the kinds that each residence owes for a month: monthly ones, then in December those of the year."""
    grains = ("month", "year") if month.endswith("-12") else ("month",)
    due = [contract for contract in contracts().values() if contract.is_due]
    return [contract for grain in grains for contract in due if contract.period == grain]


def due_day(month: str) -> date:
    """Return the day by which the workbooks of a month are due: a setting of the association."""
    return next_month(date.fromisoformat(f"{month}-01")).replace(day=settings().due_day)
