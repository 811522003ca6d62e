"""Titles and sheet names -> the residence, the months, the year or the wave that they announce for the rows below."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from pipelines.dates import MONTH_NUMBER, months_between, next_month
from pipelines.names import fold, stem

_MONTH = "|".join(sorted(MONTH_NUMBER, key=len, reverse=True))
_FROM_TO = re.compile(r"\b(\d{1,2}) (\d{1,2}) (20\d\d) (?:au|a) (\d{1,2}) (\d{1,2}) (20\d\d)\b")
_FULL_DATE = re.compile(
    rf"\b\d{{1,2}} \d{{1,2}} (?:20)?\d\d\b|\b20\d\d \d\d \d\d\b|\b\d{{1,2}}(?:er)? (?:{_MONTH}) 20\d\d\b"
)
_MONTH_SPAN = re.compile(rf"\b({_MONTH}) ?(20\d\d)? (?:a |au )?({_MONTH}) (20\d\d)\b")
_QUARTER = re.compile(
    r"\b(?:t([1-4])|([1-4])(?:er|e|eme)? ?trimestre|trimestre ([1-4])) (20\d\d)\b|\b(20\d\d) t([1-4])\b"
)
_HALF = re.compile(
    r"\b(?:s([12])|([12])(?:er|e|eme|nd)? ?semestre|semestre ([12])) (20\d\d)\b|\b(20\d\d) s([12])\b"
)
_NAMED_MONTH = re.compile(rf"\b({_MONTH}) ?(20\d\d|\d\d)?\b")
_NUMBERED_MONTH = re.compile(r"\b(0[1-9]|1[0-2]) (20\d\d)\b|\b(20\d\d) (0[1-9]|1[0-2])\b")
_YEAR = re.compile(r"\b(20\d\d)\b")
_WAVE = re.compile(r"\bvague\s*(?:n°|:)?\s*([\w-]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Announced:
    """What is announced: months with their year, months without one, years. Empty when nothing is."""

    months: frozenset[date] = frozenset()
    bare_months: frozenset[int] = frozenset()
    years: frozenset[int] = frozenset()

    @property
    def year(self) -> int | None:
        """The year, when a single one is announced."""
        years = self.years | {month.year for month in self.months}
        return next(iter(years)) if len(years) == 1 else None


def announced_by(texts: Iterable[str]) -> Announced:
    """Return what the texts announce, the first (the sheet's name) taking precedence: months, else years."""
    found = [_announced(fold(text)) for text in texts]
    years = frozenset().union(*(one.years for one in found))
    for one in found:
        if one.months:
            return one
        if one.bare_months and len(years) == 1:
            year = next(iter(years))
            return Announced(
                months=frozenset(date(year, number, 1) for number in one.bare_months), years=years
            )
    return Announced(years=years)


def wave_in(texts: Iterable[str]) -> str | None:
    """Return the name of the survey wave that a title announces (« Vague 2 »), or None."""
    for text in texts:
        if found := _WAVE.search(text):
            return f"Vague {found[1]}"
    return None


def code_in(texts: Iterable[str], spellings: Mapping[str, str]) -> str | None:
    """Return the one code that some titles name (« Entrées 2025 »), from spelling -> code; None when they name several."""
    words = {word for text in texts for word in stem(text).split() if len(word) > 1}
    found = {code for spelling, code in spellings.items() if spelling in words}
    return found.pop() if len(found) == 1 else None


def covered(announced: Announced, days: list[date], today: date) -> list[date]:
    """Return the announced months that have begun; a year's run up to the month before the deposit, or its last line.

    Nothing announced gives nothing: design.md section 1 then takes the span of the workbook's dates.
    """
    if announced.months:
        return sorted(month for month in announced.months if month <= today)
    last = max([next_month(today, -1), *(day.replace(day=1) for day in days)])
    months = (
        month for year in announced.years for month in months_between(date(year, 1, 1), date(year, 12, 1))
    )
    return sorted(month for month in months if month <= last)


def _announced(text: str) -> Announced:
    if found := _FROM_TO.search(text):
        first, last = _checked(found[3], found[2]), _checked(found[6], found[5])
        return Announced(months=frozenset(months_between(first, last))) if first and last else Announced()
    text = _FULL_DATE.sub(" ", text)  # « édité le 12/01/2026 » announces nothing
    months = _spans(text) or _named(text)
    if months:
        return Announced(months=frozenset(months), years=frozenset(month.year for month in months))
    bare = frozenset(MONTH_NUMBER[found[1]] for found in _NAMED_MONTH.finditer(text) if not found[2])
    years = sorted(int(found[1]) for found in _YEAR.finditer(text))
    return Announced(bare_months=bare, years=frozenset(range(years[0], years[-1] + 1) if years else ()))


def _spans(text: str) -> set[date]:
    months: set[date] = set()
    for found in _MONTH_SPAN.finditer(text):
        first_year = int(found[2] or found[4])
        months |= set(
            months_between(
                date(first_year, MONTH_NUMBER[found[1]], 1), date(int(found[4]), MONTH_NUMBER[found[3]], 1)
            )
        )
    for pattern, size in ((_QUARTER, 3), (_HALF, 6)):
        for found in pattern.finditer(text):
            year = int(found[4] or found[5])
            rank = int(found[1] or found[2] or found[3] or found[6])
            first = date(year, (rank - 1) * size + 1, 1)
            months |= set(months_between(first, next_month(first, size - 1)))
    return months


def _named(text: str) -> set[date]:
    months = set()
    for found in _NAMED_MONTH.finditer(text):
        if found[2]:
            months.add(
                date(int(found[2]) if len(found[2]) == 4 else 2000 + int(found[2]), MONTH_NUMBER[found[1]], 1)
            )
    for found in _NUMBERED_MONTH.finditer(text):
        months.add(date(int(found[2] or found[3]), int(found[1] or found[4]), 1))
    return months


def _checked(year: str, month: str) -> date | None:
    return date(int(year), int(month), 1) if 1 <= int(month) <= 12 else None
