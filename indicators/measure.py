"""Figures -> what is shown: summed, divided once, with an interval where one has sense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from access.scope import Sight
from indicators.catalogue import Indicator, indicator_named
from indicators.few_people import groups_of, hidden, lines_told, protect
from indicators.narrow import narrow
from indicators.open_figures import is_read_apart, is_read_live
from indicators.statistics import change, survey_interval, wilson
from indicators.sums import Scope, cut_off, sums, where
from pipelines import store
from pipelines.store import Connection

GROUPS = ("residence", "year", "quarter", "month", "wave", "category")


class BadQuestion(ValueError):
    """A grouping or a period that an indicator does not have."""


@dataclass(frozen=True)
class Figure:
    """One figure. `group` holds the `by` columns; `value` is scaled; `low`, `high` bound it at 95 %, or are None.

    `masked`: the figure may not be read, and every number of it is None.
    """

    indicator: str
    group: dict[str, Any]
    numerator: float | None
    denominator: float | None
    unknown: int | None
    n: int | None
    value: float | None
    low: float | None = None
    high: float | None = None
    masked: bool = False
    before: tuple[float, float] | None = field(default=None, compare=False)

    @property
    def coverage(self) -> float | None:
        """The share of rows in scope that have a usable value, None when there is none in scope, or none to be read."""
        usable, every = self.n or 0, (self.n or 0) + (self.unknown or 0)
        return usable / every if every else None

    def as_json(self) -> dict[str, Any]:
        """Return what `show --json` promises."""
        numbers = {
            "numerator": _tidy(self.numerator),
            "denominator": _tidy(self.denominator),
            "unknown": self.unknown,
            "n": self.n,
            "value": self.value,
            "low": self.low,
            "high": self.high,
        }
        return self.group | numbers | {"masked": self.masked, "indicator": self.indicator}


def current_version() -> str | None:
    """Return the version of the figures in use, None before any, and for whoever is of no association."""
    return store.current() if store.is_anybody() else None


def is_out_of_date() -> bool:
    """Return whether the version in use was built by an earlier program, or before what the journal holds."""
    return store.is_stale()


def measure(
    version: str, sight: Sight, name: str, by: Sequence[str] = (), scope: Scope | None = None
) -> list[Figure]:
    """Return an indicator's figures grouped by `by`, sorted, within a sight.

    Raises UnknownIndicator, BadQuestion, or OutOfSight for residences that may not be asked for. Where residences may only
    be seen together, figures of people come masked (they are read in an edition), and figures by residence do too, but for
    those that name no person (open_figures.py): all the residences in sight for every group that their total has,
    so that not even the presence of a line tells what one of them transmitted.
    """
    con = store.cursor(version)
    indicator = indicator_named(name)
    groups = _groups(indicator, by)
    within = narrow(con, indicator, sight, scope or Scope())
    if is_read_apart(sight, indicator.id) or indicator.is_association or "residence" not in groups:
        return _seen(con, indicator, sight, groups, within)
    apart = [group for group in groups if group != "residence"]
    totals = _seen(con, indicator, sight, apart, within)
    return [
        hidden(replace(total, group={"residence": code} | total.group))
        for code in _codes(con, within)
        for total in totals
    ]


def measure_in(
    con: Connection, name: str, by: Sequence[str] = (), scope: Scope | None = None
) -> list[Figure]:
    """Return an indicator's figures from a connection of one's own, everything in sight; see `measure`."""
    indicator = indicator_named(name)
    return _measured(con, indicator, _groups(indicator, by), scope or Scope())


def _measured(con: Connection, indicator: Indicator, groups: list[str], scope: Scope) -> list[Figure]:
    rows = sums(con, indicator, groups, scope, cut_off(con, indicator, scope))
    is_survey = indicator.interval == "survey" and {"residence", "wave"} <= set(groups)
    populations = _populations(con, indicator, scope) if is_survey else {}
    return [_figure(indicator, groups, row, populations) for row in rows]


def _seen(
    con: Connection, indicator: Indicator, sight: Sight, groups: list[str], scope: Scope
) -> list[Figure]:
    """Return the figures of a scope that was narrowed, those of too few people hidden from whoever looks."""
    is_apart = "category" in groups or scope.category is not None
    # The lines of a kind of file, or of a month, are its conflicts, its moves: outside, all are told together, by year at most.
    is_cut = is_apart or not {"month", "quarter"}.isdisjoint(groups)
    tells_no_line = indicator.is_of_files and not sight.traces
    if (tells_no_line and is_cut) or not is_read_live(sight, indicator.id):
        found = groups_of(con, indicator, groups, scope)
        return [hidden(Figure(indicator.id, group, None, None, None, None, None)) for group in found]
    if tells_no_line:
        return lines_told(con, groups, scope, _measured(con, indicator, groups, scope))
    if not sight.least or not indicator.persons or (indicator.persons == "cells" and not is_apart):
        return _measured(con, indicator, groups, scope)
    if scope.category is None:
        return protect(sight, indicator, _measured(con, indicator, groups, scope))
    # One category alone is shown as it is beside the others.
    beside = [name for name in GROUPS if name in {*groups, "category"}]
    every = protect(sight, indicator, _measured(con, indicator, beside, replace(scope, category=None)))
    mine = [one for one in every if one.group["category"] == scope.category]
    return [replace(one, group={name: one.group[name] for name in groups}) for one in mine]


def _codes(con: Connection, scope: Scope) -> list[str]:
    listed = con.execute("select residence from residences order by residence").fetchall()
    return sorted(scope.residences) or [row[0] for row in listed]


def _groups(indicator: Indicator, by: Sequence[str]) -> list[str]:
    unknown = [name for name in by if name not in GROUPS]
    if unknown:
        raise BadQuestion(
            f"regroupement inconnu : {', '.join(unknown)} ; choisissez parmi {', '.join(GROUPS)}"
        )
    if indicator.grain == "year" and {"month", "quarter"} & set(by):
        raise BadQuestion(f"« {indicator.title} » est déclaré à l'année : regroupez par year")
    if indicator.grain == "call" and {"month", "quarter"} & set(by):
        raise BadQuestion(
            f"« {indicator.title} » se compte par appel à projets : regroupez par wave (l'appel) ou year"
        )
    return [name for name in GROUPS if name in {*by, *indicator.always_by}]


def _populations(con: Connection, indicator: Indicator, scope: Scope) -> dict[tuple[str, str], float]:
    """Return the residents of each residence at each wave: those of the month of collection."""
    rows = con.execute(
        f"""
        select residence, wave, sum(denominator)
        from figures
        where indicator = '{indicator.population}' and {where(replace(scope, category=None))}
        group by all
        """
    ).fetchall()
    return {(residence, wave): size for residence, wave, size in rows if size}


def _figure(
    indicator: Indicator, groups: list[str], row: dict[str, Any], populations: dict[tuple[str, str], float]
) -> Figure:
    numerator, denominator = row.get("numerator"), row.get("denominator")
    before = (row.get("numerator_before") or 0.0, row.get("denominator_before") or 0.0)
    value = row["value"] if "value" in row else _value(indicator, numerator, denominator, before)
    group = {name: row[name] for name in groups}
    population = populations.get((str(group.get("residence")), str(group.get("wave"))))
    low, high = _interval(indicator, numerator, denominator, before, population)
    return Figure(
        indicator=indicator.id,
        group=group,
        numerator=numerator,
        denominator=denominator,
        unknown=int(row["unknown"] or 0),
        n=int(row["n"] or 0),
        value=value,
        low=low,
        high=high,
        before=before if indicator.aggregate == "change" else None,
    )


def _value(
    indicator: Indicator, numerator: float | None, denominator: float | None, before: tuple[float, float]
) -> float | None:
    if indicator.aggregate == "change":
        if not denominator or min(denominator, before[1]) < indicator.at_least:
            return None
        return indicator.scale * ((numerator or 0) / denominator - before[0] / before[1])
    if denominator is None:
        return numerator if indicator.unit != "%" and indicator.scale == 1 else None
    if not denominator or denominator < indicator.at_least:
        return None
    value = indicator.scale * (numerator or 0) / denominator
    return value if indicator.cap is None else min(value, indicator.cap)


def _interval(
    indicator: Indicator,
    numerator: float | None,
    denominator: float | None,
    before: tuple[float, float],
    population: float | None,
) -> tuple[float | None, float | None]:
    if numerator is None or not denominator or not 0 <= numerator <= denominator:
        return None, None
    if indicator.interval == "wilson":
        return wilson(numerator, denominator)
    if indicator.interval == "survey" and population and denominator <= population:
        low, high = survey_interval(int(numerator), int(denominator), int(population))
        return low / population, high / population
    if indicator.interval == "change" and min(denominator, before[1]) >= indicator.at_least:
        _, low_change, high_change, _ = change(*before, numerator, denominator)
        return indicator.scale * low_change, indicator.scale * high_change
    return None, None


def _tidy(number: float | None) -> float | int | None:
    return int(number) if number is not None and float(number).is_integer() else number
