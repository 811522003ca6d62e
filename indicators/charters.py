"""Charter -> groups -> sessions -> actions of the plan: the chain of one residence, as its page lets one follow it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from access.scope import OutOfSight, Sight
from indicators.action_plans import Action, actions
from indicators.compute import quarter_before, year_before
from indicators.sums import Scope, last_month_end, where
from pipelines import store
from pipelines.store import Connection


@dataclass(frozen=True)
class Session:
    """One session held: residents present, decisions taken and followed up (None: not known)."""

    held_on: date
    attended: int | None
    taken: int | None
    done: int | None


@dataclass(frozen=True)
class Group:
    """One group; `sessions` are those of the meeting log up to the date, latest first. `declared`: how many its sheet says.

    `planned`: the actions of the plan in force that name it (as action, pilot or partner): nothing else links the two sheets.
    """

    name: str
    theme: str | None
    from_charter: bool | None
    created_on: date | None
    led_by: str | None
    members: int | None
    declared: int | None
    status: str | None
    is_active: bool
    sessions: tuple[Session, ...]
    planned: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Chain:
    """One residence at a date. `is_told`: its charter sheet was transmitted; `stray`: sessions of no known group, over a year."""

    residence: str
    as_of: date
    is_told: bool
    adopted_on: date | None
    revised_on: date | None
    participants: int | None
    signatories: int | None
    groups: tuple[Group, ...]
    stray: int

    @property
    def is_adopted(self) -> bool:
        """True once the charter is adopted, at the date."""
        return self.adopted_on is not None and self.adopted_on <= self.as_of

    @property
    def recent(self) -> list[Session]:
        """The sessions of the groups over the year that ends at the date."""
        since = year_before(self.as_of)
        return [one for group in self.groups for one in group.sessions if one.held_on > since]

    @property
    def planned(self) -> list[Action]:
        """The actions of the plan that name one of the groups, each once, in the order of the plan."""
        return list(dict.fromkeys(action for group in self.groups for action in group.planned))

    @property
    def active(self) -> int:
        """How many groups met in the last three months."""
        return sum(group.is_active for group in self.groups)


def chains(version: str, sight: Sight, codes: tuple[str, ...] = (), as_of: date | None = None) -> list[Chain]:
    """Return the chain of each residence asked (all in sight if none), by name, at a date (the last month's end if none).

    Raises OutOfSight for a residence not in sight, or for whoever sees residences only together.
    """
    if not sight.by_residence:
        raise OutOfSight("la charte et les groupes de chaque résidence ne vous sont pas ouverts")
    con = store.cursor(version)
    day = as_of or last_month_end(con)
    if day is None:
        return []
    scope = where(Scope(sight.choose(codes)))
    groups, stray = _groups(con, scope, day), _stray(con, scope, day)
    plans = [one for one in actions(version, sight, codes, day) if one.is_in_force]
    listed = con.execute(
        f"""
        with asked as (select residence, name from residences where {scope})
        select asked.residence, charters.residence is not null, charters.adopted_on, charters.revised_on,
            charters.participants_count, charters.signatories_count
        from asked left join charters on charters.residence = asked.residence
        order by asked.name
        """
    ).fetchall()
    return [
        Chain(*[row[0], day, *row[1:6], _planned(groups[row[0]], plans, row[0]), stray.get(row[0], 0)])
        for row in listed
    ]


def _planned(groups: Sequence[Group], plans: Sequence[Action], code: str) -> tuple[Group, ...]:
    own = [
        (one, f" {_plain(' · '.join(filter(None, (one.action, one.pilot, one.partner))))} ")
        for one in plans
        if one.residence == code
    ]
    return tuple(
        replace(group, planned=tuple(one for one, text in own if f" {_plain(group.name)} " in text))
        for group in groups
    )


def _plain(text: str) -> str:
    """Return a text in lower case, without accents nor what stands between words."""
    bare = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def _groups(con: Connection, scope: str, day: date) -> defaultdict[str, list[Group]]:
    sessions = defaultdict[str, list[Session]](list)
    for row, *held in con.execute(_sessions_sql(scope, day)).fetchall():
        sessions[row].append(Session(*held))
    found, since = defaultdict[str, list[Group]](list), quarter_before(day)
    for row in con.execute(
        f"""
        select residence, source_row, group_name, theme, is_from_charter, created_on, led_by, members_count,
            sessions_declared, group_status
        from collective_groups
        where {scope} and coalesce(created_on, date '{day}') <= date '{day}'
        order by group_name
        """
    ).fetchall():
        own = tuple(sessions[row[1]])
        is_active = any(one.held_on > since for one in own)
        told = (row[2], row[3], row[4], row[5], row[6], row[7], row[8], row[9])
        found[row[0]].append(Group(*told, is_active, own))
    return found


def _sessions_sql(scope: str, day: date) -> str:
    return f"""
        with held as (select * from held_sessions where {scope} and held_on <= date '{day}')
        select held.row_of_group, held.held_on, meetings.attended_count, meetings.decisions_taken, meetings.decisions_done
        from held join meetings on meetings.source_row = held.session_row
        order by held.held_on desc
    """


def _stray(con: Connection, scope: str, day: date) -> dict[str, Any]:
    rows = con.execute(
        f"""
        select residence, cast(count(*) as int)
        from meetings
        where meeting_type = 'groupe_action' and status = 'tenue' and {scope}
            and held_on > date '{year_before(day)}' and held_on <= date '{day}'
            and source_row not in (select session_row from held_sessions)
        group by residence
        """
    ).fetchall()
    return dict(rows)
