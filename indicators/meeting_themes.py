"""What meetings speak of: those that residents called, beside all the others; legal bodies apart, as in I29."""

from __future__ import annotations

from dataclasses import dataclass

from access.scope import Sight
from indicators.sums import Scope, where
from pipelines import store


@dataclass(frozen=True)
class Theme:
    """Meetings held that spoke of one theme (its code): those called by residents or the comité, and all of known initiative."""

    code: str
    by_residents: int
    meetings: int


@dataclass(frozen=True)
class Raised:
    """The themes of a scope, most raised by residents first. A meeting of two themes counts in both.

    `called`: meetings called by residents or the comité; `unsaid`: those of them without a theme.
    """

    themes: tuple[Theme, ...]
    called: int
    unsaid: int


def themes_raised(version: str, sight: Sight, scope: Scope) -> Raised:
    """Return what the meetings called by residents spoke of, within a scope and a sight; no residence is told apart.

    Counted as I29 counts: held, of known initiative, without comité and conseil. Raises OutOfSight for a residence not in sight.
    """
    first, last = sight.months(scope.first, scope.last)
    within = where(Scope(sight.choose(scope.residences), first, last, closed_run=int(sight.closed_only)))
    counted = f"""
        with log as (select *, cast(date_trunc('month', held_on) as date) as month from meetings),
        counted as (
            select source_row, themes, initiative in ('residents', 'comite') as is_called
            from log
            where status = 'tenue' and initiative <> 'nc'
                and coalesce(meeting_type, 'autre') not in ('comite', 'conseil') and {within}
        )
    """
    con = store.cursor(version)
    themes = con.execute(
        f"""
        {counted}
        select meeting_themes.themes, cast(count(*) filter (where is_called) as int) as called, cast(count(*) as int) as meetings
        from counted join meeting_themes on meeting_themes.source_row = counted.source_row
        group by meeting_themes.themes
        order by called desc, meetings desc, meeting_themes.themes
        """
    ).fetchall()
    row = con.execute(
        f"{counted} select count(*) filter (where is_called), count(*) filter (where is_called and themes is null) from counted"
    ).fetchone()
    called, unsaid = row or (0, 0)
    return Raised(tuple(Theme(*one) for one in themes), int(called), int(unsaid))
