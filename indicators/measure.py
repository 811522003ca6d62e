"""Figures -> what is shown: summed, divided once, with an interval where one has sense."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from indicators.catalogue import Indicator, indicator_named
from indicators.statistics import change, survey_interval, wilson
from indicators.sums import Scope, cut_off, sums
from pipelines import store
from pipelines.store import Connection

GROUPS = ("residence", "year", "quarter", "month", "wave", "category")


class BadQuestion(ValueError):
    """A grouping or a period that an indicator does not have."""


@dataclass(frozen=True)
class Figure:
    """One figure. `group` holds the `by` columns; `value` is scaled; `low`, `high` bound it at 95 %, or are None."""

    indicator: str
    group: dict[str, Any]
    numerator: float | None
    denominator: float | None
    unknown: int
    n: int
    value: float | None
    low: float | None = None
    high: float | None = None
    masked: bool = False
    before: tuple[float, float] | None = field(default=None, compare=False)

    @property
    def coverage(self) -> float | None:
        """The share of rows in scope that have a usable value, None when there is none in scope."""
        return self.n / (self.n + self.unknown) if self.n + self.unknown else None

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
    """Return the version of the figures in use, None before any."""
    return store.current()


def measure(version: str, name: str, by: Sequence[str] = (), scope: Scope | None = None) -> list[Figure]:
    """Return an indicator's figures grouped by `by`, sorted; raise UnknownIndicator or BadQuestion."""
    return measure_in(store.cursor(version), name, by, scope)


def measure_in(
    con: Connection, name: str, by: Sequence[str] = (), scope: Scope | None = None
) -> list[Figure]:
    """Return an indicator's figures from a connection of one's own; see `measure`."""
    indicator = indicator_named(name)
    wanted = scope or Scope()
    groups = _groups(indicator, by)
    as_of = cut_off(con, indicator, wanted)
    rows = sums(con, indicator, groups, wanted, as_of)
    populations = (
        _populations(con) if indicator.interval == "survey" and {"residence", "wave"} <= set(groups) else {}
    )
    return [_figure(indicator, groups, row, populations) for row in rows]


def _groups(indicator: Indicator, by: Sequence[str]) -> list[str]:
    unknown = [name for name in by if name not in GROUPS]
    if unknown:
        raise BadQuestion(
            f"regroupement inconnu : {', '.join(unknown)} ; choisissez parmi {', '.join(GROUPS)}"
        )
    if indicator.grain == "year" and {"month", "quarter"} & set(by):
        raise BadQuestion(f"« {indicator.title} » est déclaré à l'année : regroupez par year")
    return [name for name in GROUPS if name in {*by, *indicator.always_by}]


def _populations(con: Connection) -> dict[tuple[str, str], float]:
    """Return the residents of each residence at each wave: those of the month of collection."""
    rows = con.execute(
        "select residence, wave, sum(denominator) from figures where indicator = 'survey_response_rate' group by all"
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
    return indicator.scale * (numerator or 0) / denominator if denominator else None


def _interval(
    indicator: Indicator,
    numerator: float | None,
    denominator: float | None,
    before: tuple[float, float],
    population: float | None,
) -> tuple[float | None, float | None]:
    if numerator is None or not denominator:
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
