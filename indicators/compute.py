"""Facts -> figures: the sufficient statistics of every indicator, by residence, month, wave and category."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Protocol

from indicators.catalogue import Indicator, indicators, shared_views
from indicators.days import month_end, months_later
from pipelines.store import Connection

# What a contribution may lack, and what then stands for it.
_ABSENT = {
    "wave": "cast(null as varchar)",
    "category": "cast(null as varchar)",
    "distinct_key": "cast(null as varchar)",
    "numerator": "cast(null as double)",
    "denominator": "cast(null as double)",
    "numerator_before": "cast(null as double)",
    "denominator_before": "cast(null as double)",
}


class Engine(Protocol):
    """Where indicator queries run: DuckDB, or any engine that reads the same text."""

    def set_cutoff(self, *days: date) -> None:
        """Make the table `cutoff` say this date (or, for indicators of state, each of these)."""

    def source(self, sql: str) -> str:
        """Return what to write after `from` in DuckDB to read the result of a query."""


class Local:
    """The database itself runs the queries."""

    def __init__(self, con: Connection) -> None:
        """Take the connection that holds the facts, and the shared views."""
        self.con = con

    def set_cutoff(self, *days: date) -> None:
        """Replace the temporary table `cutoff`."""
        set_cutoff(self.con, *days)

    def source(self, sql: str) -> str:
        """Return the query itself, as a subquery."""
        return f"({sql})"


def create_views(con: Connection) -> None:
    """Create the views that indicators share: lines and places are read through them, whatever engine computed."""
    for name, sql in shared_views().items():
        con.execute(f"create or replace view main.{name} as {sql}")


def compute(con: Connection) -> None:
    """Fill table `figures` from the facts of a database, with that database's own engine.

    Each shared view is computed once: indicators, a hundred, would each bind and run them again.
    """
    for name, sql in shared_views().items():  # of the same name as the view, and found before it
        con.execute(f"create temp table {name} as {sql}")
    create_views(con)  # over those tables: one that reads others is bound once, not with all that they read
    compute_with(con, Local(con))
    for name in shared_views():
        con.execute(f"drop table temp.{name}")


def compute_with(con: Connection, engine: Engine, wanted: Iterable[Indicator] | None = None) -> None:
    """Fill table `figures` of `con` with contributions that `engine` computes, for some indicators or all.

    The shared views are there (`create_views`). Cohorts are judged at the last month end; at another date, when somebody
    asks (indicators/sums.py).
    """
    con.execute(
        """
        create table figures (
            indicator varchar, as_of date, residence varchar, month date, wave varchar, category varchar, item varchar,
            numerator double, denominator double, numerator_before double, denominator_before double,
            unknown bigint, n bigint
        )
        """
    )
    month_ends = [row[0] for row in con.execute("select as_of from month_ends order by as_of").fetchall()]
    if not month_ends:
        return
    chosen = list(wanted or indicators().values())
    engine.set_cutoff(month_ends[-1])
    for indicator in (one for one in chosen if one.cutoff != "state"):
        as_of = month_ends[-1] if indicator.cutoff else None
        con.execute(f"insert into figures {figures_sql(con, engine.source(indicator.sql), indicator, as_of)}")
    # A state says at which date it is one: all month ends go in one query. A cohort does not: one query a date.
    engine.set_cutoff(*month_ends)
    for indicator in (one for one in chosen if one.cutoff == "state"):
        con.execute(f"insert into figures {figures_sql(con, engine.source(indicator.sql), indicator, None)}")


def figures_sql(con: Connection, source: str, indicator: Indicator, as_of: date | None) -> str:
    """Return the query that sums an indicator's contributions, read from `source`, into rows of `figures`."""
    held = contribution_columns(indicator)
    column = {name: name if name in held else absent for name, absent in _ABSENT.items()}
    # A median needs each value and how many times it occurs; a distinct count needs each key.
    item = "cast(numerator as varchar)" if indicator.aggregate == "median" else column["distinct_key"]
    counts = f"({column['numerator']} is not null or {column['distinct_key']} is not null or {column['numerator_before']} is not null)"
    shared = "max" if indicator.aggregate == "distinct" else "sum"
    return f"""
        select
            '{indicator.id}' as indicator,
            {_as_of(indicator, as_of)} as as_of,
            residence,
            cast(date_trunc('month', happened_on) as date) as month,
            {column["wave"]} as wave,
            {column["category"]} as category,
            {item} as item,
            sum({column["numerator"]}) as numerator,
            {shared}({column["denominator"]}) as denominator,
            sum({column["numerator_before"]}) as numerator_before,
            sum({column["denominator_before"]}) as denominator_before,
            sum(unknown) as unknown,
            count(case when unknown = 0 and source_row is not null and {counts} then 1 end) as n
        from {source} as contributions
        group by all
    """


def _as_of(indicator: Indicator, as_of: date | None) -> str:
    if indicator.cutoff == "state":
        return "cast(happened_on as date)"
    return f"date '{as_of}'" if as_of else "cast(null as date)"


@cache
def contribution_columns(indicator: Indicator) -> frozenset[str]:
    """Return which columns an indicator's query gives, read from the last `select` of its text."""
    last = re.split(r"\bselect\b", indicator.sql)[-1]
    return frozenset(
        name for name in _ABSENT if re.search(rf"\b{name}\b,?\n", last.split("\nfrom ")[0] + "\n")
    )


def set_cutoff(con: Connection, *days: date) -> None:
    """Replace the temporary table `cutoff(as_of, year_before, quarter_before)` of a connection: one row a date, most often one."""
    con.execute(f"create or replace temp table cutoff as {cutoff_sql(days)}")


def cutoff_sql(days: Iterable[date]) -> str:
    """Return the query whose result is the table `cutoff`, in words that every engine reads."""
    rows = (
        f"select cast('{day}' as date) as as_of, cast('{year_before(day)}' as date) as year_before, "
        f"cast('{quarter_before(day)}' as date) as quarter_before"
        for day in days
    )
    return " union all ".join(rows)


def year_before(day: date) -> date:
    """Return the same day a year before; the last day of a month gives the last day of that month a year before."""
    if (day + timedelta(days=1)).day == 1:
        first_of_next = day + timedelta(days=1)
        return first_of_next.replace(year=first_of_next.year - 1) - timedelta(days=1)
    return day.replace(year=day.year - 1)


def quarter_before(day: date) -> date:
    """Return the same day three months before; the last day of a month gives the last day of that month."""
    before = months_later(day, -3)
    return month_end(before) if day == month_end(day) else before
