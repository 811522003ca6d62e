"""The règlement intérieur as a thread: meetings that spoke of it, how far conflicts had to go, conseils consulted on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from access.scope import Sight
from indicators.sums import Scope, where
from pipelines import store

THEME = "reglement_interieur"
# From the mildest to the gravest (domain.md, C, F5); the same everywhere.
STEPS = ("rappel_oral", "rappel_ecrit", "avertissement", "mise_en_demeure", "resiliation")


@dataclass(frozen=True)
class Thread:
    """What a scope holds. `meetings`: (quarter, type) -> held about it; `held`: all meetings held, by quarter.

    `steps`: how far conflicts went, by step, « » where it is not known; `conflicts`: those that such a meeting dealt with.
    """

    meetings: Counter[tuple[str, str]]
    held: Counter[str]
    steps: Counter[str]
    conflicts: int

    @property
    def about(self) -> int:
        """How many meetings spoke of it."""
        return self.meetings.total()


def thread(version: str, sight: Sight, scope: Scope) -> Thread:
    """Return what was said and done of the règlement intérieur within a scope and a sight; no residence is told apart.

    Raises OutOfSight for a residence that may not be asked for.
    """
    first, last = sight.months(scope.first, scope.last)
    within = where(Scope(sight.choose(scope.residences), first, last, closed_run=int(sight.closed_only)))
    con = store.cursor(version)
    log = f"""
        with log as (
            select *, cast(date_trunc('month', held_on) as date) as month,
                extract(year from held_on) || '-T' || extract(quarter from held_on) as quarter,
                list_contains(string_split(coalesce(themes, ''), ';'), '{THEME}') as is_about
            from meetings where status = 'tenue'
        ),
        in_sight as (select * from log where {within})
    """
    rows = con.execute(
        f"{log} select quarter, coalesce(meeting_type, 'autre'), count(*), count(*) filter (where is_about) from in_sight group by all"
    ).fetchall()
    meetings, held = Counter[tuple[str, str]](), Counter[str]()
    for quarter, kind, every, about in rows:
        held[quarter] += every
        if about:
            meetings[quarter, kind] += about
    dealt = con.execute(
        f"{log} select count(distinct residence || '/' || conflict_id) from in_sight where is_about and conflict_id is not null"
    ).fetchone()
    if not sight.by_residence:  # conflicts count as persons: outside, they are told in editions only
        return Thread(meetings, held, Counter(), 0)
    return Thread(meetings, held, _steps(con, within), int(dealt[0]) if dealt else 0)


def _steps(con: Any, within: str) -> Counter[str]:
    rows = con.execute(
        f"""
        with reported as (select *, cast(date_trunc('month', reported_on) as date) as month from conflicts)
        select coalesce(max_step, ''), count(*) from reported where {within} group by all
        """
    ).fetchall()
    return Counter(dict(rows))
