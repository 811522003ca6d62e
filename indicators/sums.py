"""Figures -> sums by group: which rows of `figures`, which cut-off, how each aggregate adds up. Nothing is divided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from indicators.catalogue import Indicator
from indicators.compute import figures_sql, set_cutoff
from pipelines.store import Connection

_EXPRESSIONS = {
    "year": "cast(extract(year from month) as int)",
    "quarter": "extract(year from month) || '-T' || extract(quarter from month)",
    "month": "strftime(month, '%Y-%m')",
}


@dataclass(frozen=True)
class Scope:
    """Which figures: residences (all if empty), months from and to (first days), cut-off, category.

    `compared_since`: a change counts only if what it is compared with was collected from that month on.
    `heard_since`: a state that rests on a survey wave counts only if the last wave of its day was collected from that month on.
    `closed_run`: only months that end as many closed months in a row (0: closed or not). `waves`: only these waves or
    funding calls (None: all).
    """

    residences: tuple[str, ...] = ()
    first: date | None = None
    last: date | None = None
    as_of: date | None = None
    category: str | None = None
    compared_since: date | None = None
    heard_since: date | None = None
    closed_run: int = 0
    waves: tuple[str, ...] | None = None


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
    """Return what to read figures from: the table, or the query run on the spot for a cut-off that was not built.

    Built are the last month end for cohorts, every one for states.
    """
    if as_of is None or (indicator.cutoff == "state" and not scope.as_of):
        return f"(select * from figures where indicator = '{indicator.id}')"
    if as_of == last_month_end(con) or (indicator.cutoff == "state" and _is_month_end(con, as_of)):
        return f"(select * from figures where indicator = '{indicator.id}' and as_of = date '{as_of}')"
    set_cutoff(con, as_of)
    return f"({figures_sql(con, f'({indicator.sql})', indicator, as_of)})"


def _is_month_end(con: Connection, day: date) -> bool:
    return bool(con.execute("select 1 from month_ends where as_of = ?", [day]).fetchone())


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
    if scope.waves is not None:
        parts.append(
            f"wave in ({', '.join(_quoted(wave) for wave in scope.waves)})" if scope.waves else "false"
        )
    if scope.closed_run:
        parts.append(_closed("month", scope.closed_run))
    if scope.compared_since:
        parts.append(_compared_with(f"earlier.collected_month >= date '{scope.compared_since}'"))
        parts += [_compared_with(_closed("earlier.collected_month", 1))] * bool(scope.closed_run)
    if scope.heard_since:
        closed = f"and {_closed('heard.collected_month', 1)}" if scope.closed_run else ""
        parts.append(_heard(f"heard.collected_month >= date '{scope.heard_since}' {closed}"))
    return " and ".join(parts)


def _closed(month: str, run: int) -> str:
    return f"{month} in (select closed_months.month from closed_months where closed_months.run >= {run})"


def _compared_with(condition: str) -> str:
    return f"""(residence, wave) in (
        select compared.residence, compared.wave
        from waves as compared
        join waves as earlier on earlier.residence = compared.residence and earlier.wave = compared.wave_before
        where {condition}
    )"""


def _heard(condition: str) -> str:
    """Return the months of which the last wave collected meets a condition, residence by residence."""
    return f"""(residence, month) in (
        select heard.residence, calendar.month
        from (
            select residence, collected_month,
                lead(collected_month) over (partition by residence order by collected_month, wave) as next_month
            from waves where collected_month is not null
        ) as heard
        join calendar on calendar.month >= heard.collected_month
            and (heard.next_month is null or calendar.month < heard.next_month)
        where {condition}
    )"""


def sums(
    con: Connection, indicator: Indicator, groups: list[str], scope: Scope, as_of: date | None
) -> list[dict[str, Any]]:
    """Return one row a group: its keys, numerator, denominator (or the median's value), unknown and n."""
    keys = [f"{_EXPRESSIONS.get(name, name)} as {name}" for name in groups]
    periods = [_EXPRESSIONS[name] for name in groups if name in _EXPRESSIONS]
    latest = f"rank() over (partition by {', '.join(['residence', *periods])} order by month desc)"
    inner = f"""
        select {
        ", ".join(
            [
                *keys,
                "residence as of_residence",
                "item",
                "numerator",
                "denominator",
                "numerator_before",
                "denominator_before",
                "unknown",
                "n",
                f"{latest} as age",
            ]
        )
    }
        from {figures_source(con, indicator, scope, as_of)} as figures
        where {where(scope)}
    """
    kept = "where age = 1" if indicator.is_state else ""
    named = "where category is not null" if "category" in groups else ""
    cursor = con.execute(
        f"with chosen as (select * from ({inner}) {kept}) {_AGGREGATES[indicator.aggregate](groups)}".replace(
            "@named", named
        )
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
    # A key met in several residences (a partner) counts once. A denominator without a key is its residence's: it counts
    # once, whatever the number of months, then residences add up; beside a key, it says that the key is one of the whole.
    return f"""
        , of_residences as (
            select {_listed(groups)} of_residence, max(denominator) as denominator
            from chosen {"@named and" if "category" in groups else "where"} item is null group by all
        ),
        shared as (select {_listed(groups)} sum(denominator) as denominator from of_residences group by all),
        keys as (
            select {_listed(groups)} count(distinct case when coalesce(numerator, 1) > 0 then item end) as numerator,
                count(distinct case when denominator is not null then item end) as members,
                sum(unknown) as unknown, sum(n) as n
            from chosen @named {_grouped(groups)}
        )
        select {_listed(groups, "keys.")} keys.numerator,
            case when keys.members > 0 then keys.members else shared.denominator end as denominator, keys.unknown, keys.n
        from keys left join shared on {" and ".join(["true", *(f"shared.{g} is not distinct from keys.{g}" for g in groups)])}
        {_ordered(groups)}
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


_AGGREGATES = {
    "sum": _plain_sums,
    "state": _plain_sums,
    "change": _plain_sums,
    "distinct": _distinct,
    "median": _medians,
}


def _listed(groups: Iterable[str], table: str = "") -> str:
    return "".join(f"{table}{name}, " for name in groups)


def _grouped(groups: list[str]) -> str:
    return f"group by {', '.join(groups)} {_ordered(groups)}" if groups else "having count(*) > 0"


def _ordered(groups: list[str]) -> str:
    return f"order by {', '.join(str(place) for place in range(1, len(groups) + 1))}" if groups else ""


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
