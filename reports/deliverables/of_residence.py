"""One residence and one year -> what is measured of it: as its leadership reads it, or as whoever is outside may."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from access.clock import now
from access.scope import EVERYTHING, LEAST_ON_PAGES, sight_of
from indicators.catalogue import Indicator, indicator_named
from indicators.measure import Figure, measure
from indicators.narrow import months_after
from indicators.places import Place, months, places
from indicators.sums import Scope
from reports.bilan.measured import Asked, month_end
from reports.bilan.perimeter import NotReady

LEADERSHIP = replace(EVERYTHING, least=LEAST_ON_PAGES)


@dataclass(frozen=True)
class Home:
    """A residence and a year of figures, at a version of the data."""

    version: str
    place: Place
    year: int

    @property
    def first(self) -> date:
        """The first day of its first month."""
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        """The first day of its last month."""
        return date(self.year, 12, 1)

    def outside(self) -> Asked:
        """Return what is asked in the name of somebody outside: an evaluator who would see this residence alone, closed months only."""
        sight = sight_of("evaluateur", (self.place.code,), months_after(self.first, -12), self.last)
        return Asked(self.version, sight, "", self.first, self.last)


def home(version: str, code: str, year: int) -> Home:
    """Return a residence and a year; raise NotReady for a residence or a year that is not in the data."""
    found = {one.code: one for one in places(version, EVERYTHING)}
    if code not in found:
        raise NotReady(
            f"aucune résidence « {code} » ; celles qui sont connues : {', '.join(sorted(found)) or 'aucune'}"
        )
    if not any(month.startswith(f"{year}-") for month in months(version, EVERYTHING)):
        raise NotReady(f"aucun mois de {year} n'est transmis")
    return Home(version, found[code], year)


def as_leadership(one: Home, name: str, years_before: int = 0) -> Figure | None:
    """Return a figure of a residence over its year as the leadership's pages tell it, None where nothing is told."""
    found = measure(one.version, LEADERSHIP, name, (), scope_of(one, indicator_named(name), years_before))
    return found[0] if len(found) == 1 else None


def scope_of(one: Home, indicator: Indicator, years_before: int = 0) -> Scope:
    """Return the months that an indicator of a residence is read in, judged at the end of the last."""
    first, last = (months_after(day, -12 * years_before) for day in (one.first, one.last))
    return Scope((one.place.code,), first, last, as_of=month_end(last) if indicator.cutoff else None)


def this_day() -> datetime:
    """Return the beginning of today: what is made twice in a day of the same data is the same file."""
    return now().replace(hour=0, minute=0, second=0, microsecond=0)


def readiness(asked: Asked) -> dict[str, bool]:
    """Return which parts of the report of 15 November are ready, by their names."""
    indicator = indicator_named("annual_social_report_readiness")
    found = measure(asked.version, asked.sight, indicator.id, ("category",), asked.scope(indicator))
    ready = {str(one.group["category"]): bool(one.numerator) for one in found}
    return {title: ready.get(code, False) for code, title in indicator.categories.items()}
