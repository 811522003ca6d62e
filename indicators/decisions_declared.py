"""Meetings held, as the log tells them -> where decisions may have been taken, and how many were declared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from access.scope import Sight
from indicators.projects import seen_apart
from indicators.sums import Scope, where
from pipelines import store

# Where residents and those who run the place decide together; a workshop settles what it does, not what is followed.
DECIDING = ("palier", "comite", "conseil", "pleniere")


@dataclass(frozen=True)
class Meeting:
    """The meetings of one type held one day in a residence: several landings may meet the same day.

    `decisions`: those declared, None where the log does not tell.
    """

    residence: str
    held_on: date
    meeting_type: str
    decisions: int | None

    @property
    def key(self) -> tuple[str, date, str]:
        """What a followed item names."""
        return self.residence, self.held_on, self.meeting_type


def meetings(
    version: str, sight: Sight, codes: Iterable[str], first: date | None = None, last: date | None = None
) -> list[Meeting]:
    """Return the meetings held between two days (None: no bound), of the types where one decides, newest first.

    Raises OutOfSight for whoever sees residences together only, and for a residence that is not in sight.
    """
    types = ", ".join(f"'{code}'" for code in DECIDING)
    bounds = (
        f"held_on >= date '{first}'" if first else "true",
        f"held_on <= date '{last}'" if last else "true",
    )
    rows = (
        store.cursor(version)
        .execute(
            f"""
            select residence, held_on, meeting_type, cast(sum(decisions_taken) as int) as decisions
            from meetings
            where status = 'tenue' and meeting_type in ({types})
                and {bounds[0]} and {bounds[1]} and {where(Scope(seen_apart(sight, codes)))}
            group by residence, held_on, meeting_type
            order by held_on desc, residence, meeting_type
            """
        )
        .fetchall()
    )
    return [Meeting(*row) for row in rows]


@dataclass(frozen=True)
class Tally:
    """Decisions of a residence: declared by the log, followed one by one, and declared that nothing follows.

    `unfollowed`: meeting by meeting, so that what is followed twice hides no other. `untold`: days of meetings of which the log
    does not say how many decisions were taken.
    """

    residence: str
    declared: int
    followed: int
    unfollowed: int
    untold: int


def tally(held: Iterable[Meeting], followed: Iterable[tuple[str, date, str]]) -> list[Tally]:
    """Return the decisions of each residence that met, given its meetings and the meeting that each followed item names."""
    names = list(followed)
    of_place: dict[str, list[tuple[Meeting, int]]] = {}
    for one in held:
        of_place.setdefault(one.residence, []).append((one, names.count(one.key)))
    return [
        Tally(
            code,
            sum(one.decisions or 0 for one, _ in pairs),
            sum(count for _, count in pairs),
            sum(max(0, (one.decisions or 0) - count) for one, count in pairs),
            sum(one.decisions is None for one, _ in pairs),
        )
        for code, pairs in sorted(of_place.items())
    ]
