"""What the association's professionals did together, line by line: tools built and where they are used, trainings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from access.scope import Sight
from indicators.catalogue import indicator_named
from indicators.narrow import narrow
from indicators.sums import Scope, where
from pipelines import store


@dataclass(frozen=True)
class Tool:
    """A tool, by its name: the first session that built it, whether it is diffused (None: nobody said), who uses it."""

    name: str
    built_on: date
    theme: str | None
    is_diffused: bool | None
    used_in: tuple[str, ...]


@dataclass(frozen=True)
class Training:
    """A day of training. `others`: how many other associations were there; `answers`, `satisfied`: of its trainees."""

    held_on: date
    direction: str | None
    theme: str | None
    title: str | None
    provider: str | None
    hours: float | None
    attended: int | None
    others: int | None
    answers: int | None
    satisfied: int | None
    mean: float | None


def tools(version: str, sight: Sight, scope: Scope) -> list[Tool]:
    """Return the tools named in the register over the months of a scope, newest first; two spellings differ by more than capitals."""
    rows = _fetch(
        version, sight, scope,
        """
        select practice_tools.tools, held_on, theme, is_diffused, used_in
        from sessions join practice_tools using (source_row)
        where coalesce(status, 'tenue') = 'tenue'
        order by held_on, sessions.source_row
        """,
    )  # fmt: skip
    found: dict[str, Tool] = {}
    for name, held_on, theme, diffused, used_in in rows:
        key, uses = name.strip().lower(), tuple(used_in.split(";")) if used_in else ()
        known = found.get(key)
        if known is None:
            found[key] = Tool(name.strip(), held_on, theme, diffused, tuple(sorted(uses)))
            continue
        said = known.is_diffused or diffused if known.is_diffused is not None else diffused
        found[key] = Tool(
            known.name, known.built_on, known.theme or theme, said, tuple(sorted({*known.used_in, *uses}))
        )
    return sorted(found.values(), key=lambda tool: tool.built_on, reverse=True)


def trainings(version: str, sight: Sight, scope: Scope) -> list[Training]:
    """Return the days of training held over the months of a scope, newest first; outside, without what trainees said of them."""
    rows = _fetch(
        version, sight, scope,
        """
        select held_on, direction, theme, title, provider, hours, attended_count, other_operators, answers_count,
            satisfied_count, satisfaction_mean
        from sessions
        where nature in ('formation', 'formation_action') and status = 'tenue'
        order by held_on desc, source_row
        """,
    )  # fmt: skip
    # A dozen answers a day, of colleagues who know each other.
    return [Training(*(row if sight.traces else (*row[:8], None, None, None))) for row in rows]


def months_covered(version: str, sight: Sight, scope: Scope) -> int:
    """Return how many months of a scope the association's register covers."""
    con = store.cursor(version)
    within = narrow(con, indicator_named("working_group_sessions_held"), sight, scope)
    row = con.execute(
        f"select count(distinct month) from coverage where fact = 'practice_sessions' and {where(within)}"
    ).fetchone()
    return int(row[0]) if row else 0


def _fetch(version: str, sight: Sight, scope: Scope, sql: str) -> list[tuple[Any, ...]]:
    con = store.cursor(version)
    within = narrow(con, indicator_named("working_group_sessions_held"), sight, scope)
    rows: list[tuple[Any, ...]] = con.execute(
        f"""
        with sessions as (
            select * from (select *, cast(date_trunc('month', held_on) as date) as month from practice_sessions)
            where {where(within)}
        )
        {sql}
        """
    ).fetchall()
    return rows
