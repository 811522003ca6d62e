"""The plans in force of the projets sociaux -> how many actions, by status and by need aimed at: actions are counted, nobody is."""

from __future__ import annotations

from collections import Counter
from datetime import date

from access.scope import Sight
from indicators.compute import set_cutoff
from indicators.sums import Scope, where
from pipelines import store

# (residence or need) -> status (empty: not known) -> actions
Counts = dict[str, Counter[str]]


def by_residence(version: str, sight: Sight, as_of: date) -> Counts:
    """Return the actions of each residence in sight whose plan is in force at a day, by status."""
    return _counted(version, sight, as_of, "planned.residence")


def by_need(version: str, sight: Sight, as_of: date) -> Counts:
    """Return the actions of all the residences in sight that aim at each need, by status; one may aim at several."""
    return _counted(version, sight, as_of, "aimed.needs")


def _counted(version: str, sight: Sight, as_of: date, key: str) -> Counts:
    con = store.cursor(version)
    set_cutoff(con, as_of)
    joined = "join action_needs as aimed on aimed.source_row = planned.source_row" if "needs" in key else ""
    rows = con.execute(
        f"""
        select {key}, coalesce(planned.status, ''), cast(count(*) as int)
        from planned_actions as planned
        {joined}
        cross join cutoff
        where planned.counts_from <= cutoff.as_of and (planned.counts_until is null or planned.counts_until > cutoff.as_of)
            and {where(Scope(sight.choose(()))).replace("residence in", "planned.residence in")}
        group by 1, 2 order by 1, 2
        """
    )
    found: Counts = {}
    for one, status, count in rows.fetchall():
        found.setdefault(one, Counter())[status] = count
    return found
