"""What is asked for (« 2025-03 », « 2025 », a wave) -> the periods that a workbook is about, and the title that announces them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from pipelines.announce import announced_by, wave_in
from pipelines.cell import cell_of
from pipelines.contract import Contract
from pipelines.dates import month_end, months_between, next_month
from pipelines.funding import call_in, call_named
from pipelines.types import Context, Wave

_MONTH = r"20\d\d-(?:0[1-9]|1[0-2])"
_SPAN = re.compile(rf"({_MONTH})(?:\.\.({_MONTH}))?")
_YEAR = re.compile(r"20\d\d")
_SAID = {
    "month": "un mois (2025-03), plusieurs (2025-01..2025-06) ou une année (2025)",
    "year": "une année (2025)",
    "wave": "le nom d'une vague (Vague 2025)",
    "call": "l'appel à projets et son année (AAP 2025)",
}


class BadPeriod(ValueError):
    """A period that a kind of workbook does not have; the text says which it has, in French."""


def periods(contract: Contract, asked: str) -> list[str]:
    """Return the periods of the slices asked for, in order; raise BadPeriod where the kind has no such period.

    A kind kept month by month takes a month, a span of months or a year; the whole register is asked for with anything.
    """
    asked = asked.strip()
    if contract.period == "none":
        return [""]
    if contract.period == "call" and (call := call_named(asked)):
        return [call]
    if contract.period == "wave" and asked:
        return [str(Wave().read(cell_of(asked), Context(date.min)).value)]
    if contract.period == "year" and (_YEAR.fullmatch(asked) or _SPAN.fullmatch(asked)):
        return [asked[:4]]
    if contract.period == "month" and _YEAR.fullmatch(asked):
        return _months(f"{asked}-01", f"{asked}-12")
    if (
        contract.period == "month"
        and (found := _SPAN.fullmatch(asked))
        and found[1] <= (found[2] or found[1])
    ):
        return _months(found[1], found[2] or found[1])
    raise BadPeriod(
        f"« {asked} » n'est pas une période de « {contract.title} » ; écrivez {_SAID[contract.period]}"
    )


def last_day(periods_asked: Sequence[str], today: date) -> date:
    """Return the day on which what is left to do is looked at: the end of the last period, never after today."""
    last = max(periods_asked)
    if not re.fullmatch(rf"{_MONTH}|20\d\d", last):
        return today
    return min(today, month_end(date.fromisoformat(f"{last}-01" if "-" in last else f"{last}-12-01")))


def announcement(contract: Contract, asked: Sequence[str]) -> str:
    """Return the title line that announces some periods to our reader, and these only; empty where it could not.

    Months that do not follow each other are named one by one: those between would be covered, and count zero.
    """
    if contract.period == "none":
        return ""
    if contract.period == "call":
        text = f"Appel à projets : {asked[0]}"
        return text if call_in([text]) == asked[0] else ""
    text = f"Période : {_spoken(asked)}"
    if contract.period == "wave":
        is_plain = wave_in([text]) in (None, asked[0])
        return text if is_plain else f"Période : {re.sub(r'(?i)vague', '', asked[0]).strip()}"
    if contract.period == "month":
        months = {date.fromisoformat(f"{month}-01") for month in asked}
        assert announced_by([text]).months == months, text  # our reader reads what we write
    return text


def year_announcement(year: str) -> str:
    """Return the title line of a register of a year: it covers the months that are over at the deposit, none to come."""
    return f"Période : {year}"


def spoken(period: str) -> str:
    """Return a period as a person writes it: 03/2025 for a month, else as it is."""
    year, _, month = period.partition("-")
    return f"{month}/{year}" if month.isdigit() and len(year) == 4 else period


def _months(first: str, last: str) -> list[str]:
    ends = (date.fromisoformat(f"{month}-01") for month in (first, last))
    return [f"{month:%Y-%m}" for month in months_between(*ends)]


def _spoken(asked: Sequence[str]) -> str:
    first, last = asked[0], asked[-1]
    if len(asked) > 1 and _months(first, last) == list(asked):
        end = next_month(date.fromisoformat(f"{last}-01")).toordinal() - 1
        return f"du 01/{spoken(first)} au {date.fromordinal(end):%d/%m/%Y}"
    return ", ".join(map(spoken, asked))
