"""Figures -> what is shown: summed, divided once, with an interval where one has sense."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from indicators.catalogue import Indicator, indicator_named
from indicators.compute import figures_sql, set_cutoff
from indicators.statistics import change, survey_interval, wilson
from pipelines import store
from pipelines.store import Connection

GROUPS = ("residence", "year", "quarter", "month", "wave", "category")
_EXPRESSIONS = {
    "year": "cast(extract(year from month) as int)",
    "quarter": "extract(year from month) || '-T' || extract(quarter from month)",
    "month": "strftime(month, '%Y-%m')",
}


class BadQuestion(ValueError):
    """A grouping or a period that an indicator does not have."""


@dataclass(frozen=True)
class Scope:
    """Which figures: residences (all if empty), months from and to (first days), cut-off, category."""

    residences: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    as_of: date | None = None
    category: str | None = None


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


def measure_in(con: Connection, name: str, by: Sequence[str] = (), scope: Scope | None = None) -> list[Figure]:
    """Return an indicator's figures from a connection of one's own; see `measure`."""
    indicator = indicator_named(name)
    wanted = scope or Scope()
    groups = _groups(indicator, by)
    as_of = cut_off(con, indicator, wanted)
    rows = _rows(con, indicator, groups, wanted, as_of)
    populations = _populations(con) if indicator.interval == "survey" and {"residence", "wave"} <= set(groups) else {}
    return [_figure(indicator, groups, row, populations) for row in rows]


def cut_off(con: Connection, indicator: Indicator, scope: Scope) -> date | None:
    """Return the date at which an indicator is judged: the one asked, else the last day of the last month transmitted."""
    if not indicator.cutoff:
        return None
    if scope.as_of:
        return scope.as_of
    return last_month_end(con)


def last_month_end(con: Connection) -> date | None:
    """Return the last day of the last month transmitted, None before any."""
    row = con.execute("select max(as_of) from month_ends").fetchone()
    return row[0] if row else None


def figures_source(con: Connection, indicator: Indicator, scope: Scope, as_of: date | None) -> str:
    """Return what to read figures from: the table, or the query run on the spot for a cut-off that is no month end."""
    if as_of is None:
        return f"(select * from figures where indicator = '{indicator.id}')"
    is_month_end = con.execute("select count(*) from month_ends where as_of = ?", [as_of]).fetchone()
    if indicator.cutoff == "state" and not scope.as_of:
        return f"(select * from figures where indicator = '{indicator.id}')"
    if is_month_end and is_month_end[0]:
        return f"(select * from figures where indicator = '{indicator.id}' and as_of = date '{as_of}')"
    set_cutoff(con, as_of)
    return f"({figures_sql(con, f'({indicator.sql})', indicator, as_of)})"


def where(scope: Scope) -> str:
    """Return the literal conditions of a scope on figures or contributions with a `month` column."""
    parts = ["true"]
    if scope.residences:
        parts.append(f"residence in ({', '.join(_quoted(code) for code in scope.residences)})")
    if scope.first:
        parts.append(f"month >= date '{scope.first}'")
    if scope.last:
        parts.append(f"month <= date '{scope.last}'")
    if scope.category:
        parts.append(f"category = {_quoted(scope.category)}")
    return " and ".join(parts)


def _groups(indicator: Indicator, by: Sequence[str]) -> list[str]:
    unknown = [name for name in by if name not in GROUPS]
    if unknown:
        raise BadQuestion(f"regroupement inconnu : {', '.join(unknown)} ; choisissez parmi {', '.join(GROUPS)}")
    if indicator.grain == "year" and {"month", "quarter"} & set(by):
        raise BadQuestion(f"« {indicator.title} » est déclaré à l'année : regroupez par year")
    return [name for name in GROUPS if name in {*by, *indicator.always_by}]


def _rows(
    con: Connection, indicator: Indicator, groups: list[str], scope: Scope, as_of: date | None
) -> list[dict[str, Any]]:
    keys = [f"{_EXPRESSIONS.get(name, name)} as {name}" for name in groups]
    periods = [_EXPRESSIONS[name] for name in groups if name in _EXPRESSIONS]
    latest = f"rank() over (partition by {', '.join(['residence', *periods])} order by month desc)"
    inner = f"""
        select {", ".join([*keys, "residence as of_residence", "item", "numerator", "denominator", "numerator_before",
                           "denominator_before", "unknown", "n", f"{latest} as age"])}
        from {figures_source(con, indicator, scope, as_of)} as figures
        where {where(scope)}
    """
    kept = "where age = 1" if indicator.aggregate == "state" else ""
    named = "where category is not null" if "category" in groups else ""
    cursor = con.execute(
        f"with chosen as (select * from ({inner}) {kept}) {_AGGREGATES[indicator.aggregate](groups)}".replace("@named", named)
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _plain_sums(groups: list[str]) -> str:
    return f"""
        select {_listed(groups)} coalesce(sum(numerator), 0) as numerator, sum(denominator) as denominator,
            sum(numerator_before) as numerator_before, sum(denominator_before) as denominator_before,
            sum(unknown) as unknown, sum(n) as n
        from chosen @named {_grouped(groups)}
    """


def _distinct(groups: list[str]) -> str:
    # Each residence's denominator counts once, whatever the number of months; then residences add up.
    return f"""
        , per_residence as (
            select {_listed(groups)} of_residence, count(distinct item) as numerator, max(denominator) as denominator,
                sum(unknown) as unknown, sum(n) as n
            from chosen @named group by all
        )
        select {_listed(groups)} sum(numerator) as numerator, sum(denominator) as denominator,
            sum(unknown) as unknown, sum(n) as n
        from per_residence {_grouped(groups)}
    """


def _medians(groups: list[str]) -> str:
    # Each value is repeated as often as it occurs: an exact median over any grouping.
    return f"""
        , spread as (
            select {_listed(groups)} cast(item as double) as value, unnest(range(n)) as copy from chosen @named
        ),
        medians as (select {_listed(groups)} median(value) as value from spread {_grouped(groups)}),
        counts as (
            select {_listed(groups)} sum(unknown) as unknown, sum(n) as n from chosen @named {_grouped(groups)}
        )
        select {_listed(groups, "counts.")} medians.value, counts.unknown, counts.n
        from counts left join medians on {" and ".join(["true", *(f"medians.{g} is not distinct from counts.{g}" for g in groups)])}
        {_ordered(groups)}
    """


_AGGREGATES = {"sum": _plain_sums, "state": _plain_sums, "change": _plain_sums, "distinct": _distinct, "median": _medians}


def _listed(groups: Iterable[str], table: str = "") -> str:
    return "".join(f"{table}{name}, " for name in groups)


def _grouped(groups: list[str]) -> str:
    return f"group by {', '.join(groups)} {_ordered(groups)}" if groups else "having count(*) > 0"


def _ordered(groups: list[str]) -> str:
    return f"order by {', '.join(str(place) for place in range(1, len(groups) + 1))}" if groups else ""


def _populations(con: Connection) -> dict[tuple[str, str], float]:
    """Return the residents of each residence at each wave: those of the month of collection."""
    rows = con.execute(
        "select residence, wave, sum(denominator) from figures where indicator = 'survey_response_rate' group by all"
    ).fetchall()
    return {(residence, wave): size for residence, wave, size in rows if size}


def _figure(indicator: Indicator, groups: list[str], row: dict[str, Any], populations: dict[tuple[str, str], float]) -> Figure:
    numerator, denominator = row.get("numerator"), row.get("denominator")
    before = (row.get("numerator_before") or 0.0, row.get("denominator_before") or 0.0)
    value = row["value"] if "value" in row else _value(indicator, numerator, denominator, before)
    group = {name: row[name] for name in groups}
    low, high = _interval(indicator, numerator, denominator, before, populations.get((group.get("residence"), group.get("wave"))))  # type: ignore[arg-type]
    kept_before = before if indicator.aggregate == "change" else None
    sizes = {"unknown": int(row["unknown"] or 0), "n": int(row["n"] or 0)}
    return Figure(indicator.id, group, numerator, denominator, **sizes, value=value, low=low, high=high, before=kept_before)


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


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _tidy(number: float | None) -> float | int | None:
    return int(number) if number is not None and float(number).is_integer() else number
