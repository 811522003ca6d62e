"""What happened in a residence and may explain its course: elections, works, floor meetings that take off, its projet social."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any, Literal

from access.scope import OutOfSight, Sight
from pipelines import store

Kind = Literal["election", "charter", "works", "floor_meetings", "project", "update"]
_YEAR = 12  # months on each side of a take-off: over six, one busy spring looks like one
_TAKE_OFF = 10  # floor meetings in a year under which there is none
_TIMES = 3  # those of the year before: twice as many happens by chance where there are few
_WORKS = 0.05  # of the dwellings, out of use: fewer are repairs


@dataclass(frozen=True, order=True)
class Event:
    """One thing that happened: its day (the first of the month, where the month alone is known), its kind, and the sentence."""

    on: date
    kind: Kind
    words: str

    @property
    def month(self) -> str:
        """Its month, « 2025-03 »."""
        return f"{self.on:%Y-%m}"


def events(version: str, sight: Sight, code: str) -> list[Event]:
    """Return what happened in a residence within the months in sight, oldest first; nothing of the association as a whole.

    Raises OutOfSight for a residence that may not be seen apart.
    """
    if not sight.by_residence:
        raise OutOfSight("ce qui s'est passé dans une résidence ne vous est pas ouvert")
    sight.choose((code,))
    con = store.cursor(version)
    row = con.execute("select min(as_of), max(as_of) from month_ends").fetchone()
    if row is None or row[0] is None:
        return []
    first, last = sight.months(row[0].replace(day=1), row[1])
    found = [
        *_elections(con, code),
        *_charters(con, code),
        *_projects(con, code),
        *_works(con, code),
        *_floor_meetings(con, code),
    ]
    return sorted(one for one in set(found) if first and last and first <= one.on <= last)


def _elections(con: Any, code: str) -> Iterator[Event]:
    rows = con.execute(
        """
        select elected_on from elections where residence = ? and elected_on is not null
        union
        select held_on from meetings as held
        where residence = ? and meeting_type = 'election' and status = 'tenue'
            and not exists (
                select 1 from elections as told
                where told.residence = held.residence and abs(told.elected_on - held.held_on) <= 31
            )
        """,
        [code, code],
    ).fetchall()
    for (day,) in rows:
        yield Event(day, "election", "Élection du comité de résidents")


def _charters(con: Any, code: str) -> Iterator[Event]:
    rows = con.execute("select adopted_on, revised_on from charters where residence = ?", [code]).fetchall()
    for adopted, revised in rows:
        if adopted:
            yield Event(adopted, "charter", "Charte des résidents adoptée")
        if revised:
            yield Event(revised, "charter", "Charte des résidents révisée")


def _projects(con: Any, code: str) -> Iterator[Event]:
    rows = con.execute(
        "select version, validated_on from known_versions where residence = ? and validated_on is not null",
        [code],
    ).fetchall()
    for version, day in rows:
        yield Event(day, "project", f"Projet social {version} validé")
    begun = con.execute(
        "select version, began_on from update_cycles where residence = ? and has_stages = 1 and is_detailed = 1",
        [code],
    ).fetchall()
    for version, day in begun:
        yield Event(day, "update", f"Actualisation commencée ({version})")


def _works(con: Any, code: str) -> Iterator[Event]:
    """Yield each month in which dwellings out of use pass the level of works, or fall back under it."""
    rows = con.execute(
        """
        select month, units_unavailable, units_total
        from occupancy where residence = ? and units_unavailable is not null and units_total > 0
        order by month
        """,
        [code],
    ).fetchall()
    for (_, before, units_before), (month, now, units) in pairwise(rows):
        was, are = before >= _WORKS * units_before, now >= _WORKS * units
        if are and not was:
            yield Event(month, "works", f"Travaux : {now} logements indisponibles sur {units}")
        elif was and not are:
            yield Event(month, "works", "Fin des travaux")


def _floor_meetings(con: Any, code: str) -> Iterator[Event]:
    """Yield the month in which floor meetings took off most: a year that holds three times those of the year before, at least."""
    covered = [
        row[0]
        for row in con.execute(
            "select month from coverage where residence = ? and fact = 'meetings' order by month", [code]
        ).fetchall()
    ]
    held = Counter(
        row[0]
        for row in con.execute(
            """
            select cast(date_trunc('month', held_on) as date) from meetings
            where residence = ? and meeting_type = 'palier' and status = 'tenue'
            """,
            [code],
        ).fetchall()
    )
    rises = []
    for place in range(_YEAR, len(covered) - _YEAR + 1):
        window = covered[place - _YEAR : place + _YEAR]
        if _months_apart(window[0], window[-1]) != 2 * _YEAR - 1:
            continue  # a month that was not transmitted would make the rise
        before, after = (sum(held[month] for month in part) for part in (window[:_YEAR], window[_YEAR:]))
        if after >= max(_TAKE_OFF, _TIMES * before) and held[covered[place]]:
            rises.append((after - before, covered[place], before, after))
    if rises:
        # Of two months as high, the first.
        _, month, before, after = max(rises, key=lambda one: (one[0], -one[1].toordinal()))
        yield Event(
            month,
            "floor_meetings",
            f"Les réunions de palier prennent leur essor : de {before} à {after} en un an",
        )


def _months_apart(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month
