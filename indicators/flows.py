"""Who comes and who goes, as counted: month by month, by origin and by destination; where two workbooks disagree on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from access.scope import OutOfSight, Sight
from indicators.catalogue import indicator_named
from indicators.narrow import narrow
from indicators.sums import Scope, where
from pipelines import store

UNKNOWN, OTHERS = "inconnu", "autres"
_OUTSIDE, _INSIDE = (
    11,
    5,
)  # persons in a cell, at least: domain.md G.4 outside the association; inside, the page's own rule
_PERIODS = {
    "month": "strftime(month, '%Y-%m')",
    "quarter": "extract(year from month) || '-T' || extract(quarter from month)",
}
_REGISTER = "exits_unknown_share"  # every line of the register is in sight as this indicator's are


@dataclass(frozen=True)
class Moves:
    """The entries and exits of a month or quarter, over the residences of a scope."""

    period: str
    entries: int
    exits: int


@dataclass(frozen=True)
class Disagreement:
    """A month in which the register and the monthly statement do not count the same moves."""

    residence: str
    month: str
    entries: int
    exits: int
    entries_said: int | None
    exits_said: int | None


def over_time(version: str, sight: Sight, grain: str, scope: Scope) -> list[Moves]:
    """Return the entries and exits by `month` or `quarter`, oldest first; months that no register covers are left out."""
    rows = _fetch(
        version,
        sight,
        scope,
        f"""
        with counted as (
            select coverage.residence, coverage.month, count(moves.source_row) filter (where moves.move_type = 'entree') as entries,
                count(moves.source_row) filter (where moves.move_type = 'sortie') as exits
            from coverage
            left join moves on moves.residence = coverage.residence
                and cast(date_trunc('month', moves.moved_on) as date) = coverage.month
            where coverage.fact = 'moves'
            group by coverage.residence, coverage.month
        )
        select {_PERIODS[grain]} as period, cast(sum(entries) as int), cast(sum(exits) as int)
        from counted where @within group by 1 order by 1
        """,
    )
    return [Moves(*row) for row in rows]


def origins(version: str, sight: Sight, scope: Scope) -> dict[str, int]:
    """Return how many entries came from each origin, the most frequent first; `inconnu` last, small cells together."""
    return _counted(version, sight, scope, "origin", "entries")


def destinations(version: str, sight: Sight, scope: Scope) -> dict[str, int]:
    """Return how many exits went to each destination, deaths and inner transfers included; see `origins`."""
    return _counted(version, sight, scope, "destination", "exits")


def least(sight: Sight) -> int:
    """Return under how many persons a cell is not shown alone: a team reads the lines of its residences."""
    if not sight.traces:
        return _OUTSIDE
    return _INSIDE if sight.residences is None else 1


def together(counts: Mapping[str, int], smallest: int) -> dict[str, int]:
    """Return counts without a cell under `smallest`: they are put together, with the next one up if they are still too few.

    Unknown places come last, unless they are themselves too few to be told.
    """
    unknown = counts.get(UNKNOWN, 0)
    told_last = {UNKNOWN: unknown} if unknown >= smallest else {}
    known = [(code, n) for code, n in counts.items() if n and code not in told_last]
    known.sort(key=lambda one: one[1])
    others = 0
    while known and (known[0][1] < smallest or 0 < others < smallest):
        others += known.pop(0)[1]
    return dict(reversed(known)) | ({OTHERS: others} if others else {}) | told_last


def disagreements(version: str, sight: Sight, scope: Scope) -> list[Disagreement]:
    """Return the months, of residences in sight, where F1 and F2 do not say the same entries or exits; oldest first."""
    if not sight.by_residence:
        raise OutOfSight("ce que chaque résidence a transmis ne vous est pas ouvert ; seul le total l'est")
    rows = _fetch(
        version,
        sight,
        scope,
        """
        with counted as (
            select coverage.residence, coverage.month, count(moves.source_row) filter (where moves.move_type = 'entree') as entries,
                count(moves.source_row) filter (where moves.move_type = 'sortie') as exits
            from coverage
            left join moves on moves.residence = coverage.residence
                and cast(date_trunc('month', moves.moved_on) as date) = coverage.month
            where coverage.fact = 'moves'
            group by coverage.residence, coverage.month
        ),
        compared as (
            select counted.residence, counted.month, counted.entries, counted.exits,
                occupancy.entries as entries_said, occupancy.exits as exits_said
            from counted
            join occupancy on occupancy.residence = counted.residence and occupancy.month = counted.month
        )
        select residence, strftime(month, '%Y-%m'), entries, exits, entries_said, exits_said
        from compared
        where @within and (entries <> entries_said or exits <> exits_said)
        order by month, residence
        """,
    )
    return [Disagreement(*row) for row in rows]


def _counted(version: str, sight: Sight, scope: Scope, name: str, view: str) -> dict[str, int]:
    rows = _fetch(
        version,
        sight,
        scope,
        f"""
        with dated as (select *, cast(date_trunc('month', moved_on) as date) as month from {view})
        select coalesce({name}, '{UNKNOWN}'), cast(count(*) as int)
        from dated where @within group by 1 order by 2 desc, 1
        """,
    )
    return together(dict(rows), least(sight))


def _fetch(version: str, sight: Sight, scope: Scope, sql: str) -> list[Any]:
    if not sight.by_residence:
        raise OutOfSight("les entrées et sorties se lisent dans les tableaux publiés")
    con = store.cursor(version)
    within = narrow(con, indicator_named(_REGISTER), sight, scope)
    rows: list[Any] = con.execute(sql.replace("@within", where(within))).fetchall()
    return rows
