"""What the bilan of a funding call rests on: workbooks expected and received, months still open, files in force with their hash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pipelines import store

_TOLERATED = 0.10  # domain.md D.3, where the version was built before the association could set it


@dataclass(frozen=True)
class Missing:
    """A workbook that a residence owes for a month (« 2025-03 ») and that is not received."""

    kind: str
    residence: str
    month: str


@dataclass(frozen=True)
class Owed:
    """A kind of monthly workbook over some months: how many are expected, how many are not received, of which months."""

    kind: str
    expected: int
    missing: int
    months: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A file in force: which load, what it is of, SHA-256 of its bytes, its kind, the day it came, its period.

    Neither who sent it nor the name that they gave it is told: such a name may be of a person. `file` is made of its kinds.
    """

    load_id: str
    file: str
    sha256: str
    kind: str
    received_on: str
    period: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of workbooks that the file holds: one may hold several."""
        return tuple(self.kind.split("+"))


def owed(version: str, codes: Sequence[str], first: date, last: date) -> tuple[int, tuple[Missing, ...]]:
    """Return how many monthly workbooks residences (none: all) owe over months (first days), and those that are not received."""
    rows = store.cursor(version).execute(
        "select kind, residence, strftime(month, '%Y-%m'), load_id is null from deliveries "
        "where month between ? and ? order by month, residence, kind",
        [first, last],
    )
    found = [row for row in rows.fetchall() if not codes or row[1] in codes]
    return len(found), tuple(Missing(*row[:3]) for row in found if row[3])


def owed_by_kind(version: str, codes: Sequence[str], first: date, last: date) -> list[Owed]:
    """Return the same by kind, in the order of their names."""
    rows = store.cursor(version).execute(
        "select kind, residence, strftime(month, '%Y-%m'), load_id is null from deliveries "
        "where month between ? and ? order by kind, month",
        [first, last],
    )
    found: dict[str, list[tuple[str, bool]]] = {}
    for kind, residence, month, is_missing in rows.fetchall():
        if not codes or residence in codes:
            found.setdefault(kind, []).append((month, is_missing))
    return [
        Owed(
            kind,
            len(told),
            sum(gone for _, gone in told),
            tuple(dict.fromkeys(month for month, gone in told if gone)),
        )
        for kind, told in found.items()
    ]


def months_open(version: str, first: date, last: date) -> tuple[str, ...]:
    """Return the months of a period that are not closed, « 2025-03 », in order."""
    rows = store.cursor(version).execute(
        "select strftime(calendar.month, '%Y-%m') from calendar where calendar.month between ? and ? "
        "and calendar.month not in (select closed_months.month from closed_months) order by 1",
        [first, last],
    )
    return tuple(row[0] for row in rows.fetchall())


def is_any_closed(version: str, first: date, last: date) -> bool:
    """Return whether a month of a period is closed: without one, an evaluator reads no figure of it."""
    row = store.cursor(version).execute(
        "select count(*) from closed_months where month between ? and ?", [first, last]
    )
    return bool((row.fetchone() or (0,))[0])


def tolerated(version: str) -> float:
    """Return the gap with what was planned, as a share of it, past which a comment is due (INT: a setting)."""
    row = store.cursor(version).execute("select value from parameters where name = 'variance_pct'").fetchone()
    return row[0] / 100 if row else _TOLERATED


def kind_titles(version: str) -> dict[str, str]:
    """Return how each kind of workbook is called."""
    rows = store.cursor(version).execute("select code, label from code_labels where list = 'kind'")
    return dict(rows.fetchall())


def withdrawn(version: str) -> dict[str, str]:
    """Return the reason given for each load that was withdrawn."""
    rows = store.cursor(version).execute("select load_id, reason from withdrawals")
    return dict(rows.fetchall())


def sources(version: str, codes: Sequence[str], call: str, years: Sequence[int]) -> tuple[Source, ...]:
    """Return the files in force that speak of a call, or of its residences (none: all) in these years, oldest first.

    A register or a wave whose period bears no year counts whatever its date.
    """
    rows = store.cursor(version).execute(
        "select loads.load_id, loads.sha256, loads.kind, loads.loaded_at, slices.kind, slices.residence, "
        "slices.period from loads join slices_in_force as slices on slices.load_id = loads.load_id order by loads.load_id"
    )
    titles, found = kind_titles(version), dict[str, Source]()
    periods: dict[str, set[str]] = {}
    for load_id, sha256, kind, at, of_kind, residence, period in rows.fetchall():
        of_call = of_kind.startswith("aap_")
        in_time = not period[:4].isdecimal() or int(period[:4]) in years
        in_place = not codes or not residence or residence in codes
        if period == call if of_call else in_time and in_place:
            name = " et ".join(titles.get(one, one) for one in kind.split("+"))
            found[load_id] = Source(load_id, name, sha256, kind, at[:10])
            periods.setdefault(load_id, set()).add(period)
    return tuple(_dated(one, periods[one.load_id]) for one in found.values())


def _dated(one: Source, periods: set[str]) -> Source:
    """Return a file with what it covers: « 01/2025 à 06/2025 », a year, a wave, a call."""
    ends = sorted({_period(min(periods)), _period(max(periods))} - {""}, key=lambda told: told[-4:] + told)
    told = " à ".join(ends)
    return replace(one, file=f"{one.file}, {told}" if told else one.file, period=told)


def _period(text: str) -> str:
    year, dash, month = text.partition("-")
    return f"{month}/{year}" if dash and month.isdecimal() and year.isdecimal() else text
