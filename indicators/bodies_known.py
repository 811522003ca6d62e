"""What is known, at a date, of the comité and the conseil of a residence: what the legal calendar judges."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from indicators.days import month_end, months_later
from indicators.sums import Scope, where
from pipelines.store import Connection

DUTY_FROM = 30  # contract holders: CCH, R633-5 and R633-7
LONGEST_TERM = 36  # months: CCH, L633-4


@dataclass(frozen=True)
class Vote:
    """The latest election by the date. `seats`: its own, else those of the list of residences."""

    elected_on: date
    seats: int | None
    elected: int | None
    written_end_on: date | None
    first_meeting_on: date | None
    notice_on: date | None
    again_by: date | None

    @property
    def gave_members(self) -> bool:
        """False for an election at which nobody was elected: it opens no term."""
        return self.elected is None or self.elected > 0

    @property
    def end_on(self) -> date:
        """The last day of the term: as written, else three years after (the legal longest)."""
        return self.written_end_on or months_later(self.elected_on, LONGEST_TERM)


@dataclass(frozen=True)
class Meeting:
    """A meeting held of one of the two bodies. `parity`: residents at least as many, None where a number is missing."""

    kind: str
    held_on: date
    posted_on: date | None
    needs_posting: bool
    parity: bool | None


@dataclass(frozen=True)
class Known:
    """One residence at a date. `holders`: (month, contract holders), oldest first; `members`: (month, full members in office).

    `logged`: first days of the months that the meeting log covers. Nothing after the date is in it.
    """

    residence: str
    as_of: date
    holders: tuple[tuple[date, int], ...]
    vote: Vote | None
    members: tuple[tuple[date, int], ...]
    meetings: tuple[Meeting, ...]
    logged: frozenset[date]

    @property
    def has_duty(self) -> bool | None:
        """Whether the comité is elected and the conseil constituted there: from 30 contract holders; None when unknown."""
        return self.holders[-1][1] >= DUTY_FROM if self.holders else None

    @property
    def duty_since(self) -> date:
        """The last day of the month since which there are 30 contract holders without a break, as far as is known."""
        since = self.holders[-1][0]
        for month, count in reversed(self.holders):
            if count < DUTY_FROM:
                break
            since = month
        return month_end(since)

    def held(self, kind: str) -> list[Meeting]:
        """Return the meetings held of a body, oldest first."""
        return [one for one in self.meetings if one.kind == kind]

    def without(self, months: frozenset[date]) -> Known:
        """Return the same, nothing of some months (their first days) being known."""

        def kept(told: tuple[tuple[date, int], ...]) -> tuple[tuple[date, int], ...]:
            return tuple(one for one in told if one[0] not in months)

        voted = self.vote and self.vote.elected_on.replace(day=1) not in months
        return replace(
            self,
            holders=kept(self.holders),
            members=kept(self.members),
            vote=self.vote if voted else None,
            meetings=tuple(one for one in self.meetings if one.held_on.replace(day=1) not in months),
            logged=self.logged - months,
        )

    def is_logged(self, first: date, last: date) -> bool:
        """Return whether the meeting log covers every month from that of a day to that of another."""
        month, every = first.replace(day=1), []
        while month <= last:
            every.append(month)
            month = months_later(month, 1)
        return self.logged.issuperset(every)


def bodies_known(con: Connection, codes: Sequence[str], as_of: date) -> list[Known]:
    """Return what is known of each residence (every one if `codes` is empty) at a date, by name."""
    scope = where(Scope(tuple(codes)))
    upto = f"month <= date '{as_of}' and {scope} order by month"
    holders = _by_residence(
        con,
        "select residence, month, contract_holders_eom from occupancy "
        f"where contract_holders_eom is not null and {upto}",
    )
    logged = _by_residence(con, f"select residence, month from coverage where fact = 'meetings' and {upto}")
    members = _by_residence(
        con,
        "select residence, month, full_members_in_office from committee_members "
        f"where full_members_in_office is not null and {upto}",
    )
    votes = _by_residence(con, _votes_sql(scope, as_of))
    meetings = _by_residence(con, _meetings_sql(scope, as_of))
    listed = con.execute(f"select residence from residences where {scope} order by name").fetchall()
    return [
        Known(
            code,
            as_of,
            tuple(holders[code]),
            Vote(*votes[code][-1]) if votes[code] else None,
            tuple(members[code]),
            tuple(Meeting(*row) for row in meetings[code]),
            frozenset(month for (month,) in logged[code]),
        )
        for (code,) in listed
    ]


def _votes_sql(scope: str, as_of: date) -> str:
    return f"""
        with voted as (select * from elections where elected_on <= date '{as_of}' and {scope})
        select voted.residence, voted.elected_on, coalesce(voted.seats_planned, residences.seats_planned),
            voted.full_members_elected, voted.term_end_on,
            case when voted.first_meeting_on <= date '{as_of}' then voted.first_meeting_on end,
            case when voted.deficiency_notice_on <= date '{as_of}' then voted.deficiency_notice_on end,
            voted.new_election_by
        from voted
        left join residences on residences.residence = voted.residence
        where coalesce(voted.not_applicable, '') not like '%;registered_voters;%'
        order by voted.elected_on
    """


def _meetings_sql(scope: str, as_of: date) -> str:
    return f"""
        select residence, meeting_type, held_on,
            case when minutes_posted_on <= date '{as_of}' then minutes_posted_on end,
            coalesce(not_applicable, '') not like '%;minutes_posted_on;%',
            resident_reps >= case when not_applicable like '%;manager_reps;%' then 0 else manager_reps end
                + case when not_applicable like '%;owner_reps;%' then 0 else owner_reps end
        from meetings
        where status = 'tenue' and meeting_type in ('comite', 'conseil') and held_on <= date '{as_of}' and {scope}
        order by held_on
    """


def _by_residence(con: Connection, sql: str) -> defaultdict[str, list[tuple[Any, ...]]]:
    found: defaultdict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for code, *rest in con.execute(sql).fetchall():
        found[code].append(tuple(rest))
    return found
