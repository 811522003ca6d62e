"""Journal -> tables of months: which are closed, which were once, which were reopened and why."""

from __future__ import annotations

from datetime import date

from pipelines.clock import today
from pipelines.contract import ASSOCIATION
from pipelines.contracts import contracts
from pipelines.dates import next_month
from pipelines.journal import Journal
from pipelines.settings import settings
from pipelines.store import Connection, insert


def write_months(con: Connection, journal: Journal) -> None:
    """Tables of months. `closed_months`: each closed month, and `run`, how many closed months in a row end with it.

    Until somebody closes or reopens a first month, those whose due day is past are held closed.
    """
    con.execute("create table closed_months (month date, run integer)")
    runs: dict[date, int] = {}
    closed = journal.closed if journal.acts else _months_due(journal)
    for month in sorted(date.fromisoformat(f"{name}-01") for name in closed):
        runs[month] = runs.get(next_month(month, -1), 0) + 1
    insert(con, "closed_months", list(runs.items()))
    _write_reopenings(con, journal)


def _write_reopenings(con: Connection, journal: Journal) -> None:
    """Tables `published_months` (that somebody closed, now or once) and `reopenings`: when, why, closed since or not.

    A month held closed because its due day is past, in an association that never closes any, is not there: nobody answered for it.
    """
    con.execute("create table published_months (month date)")
    once = {name for act in journal.acts if act.is_closing for name in act.months}
    first_days = [(date.fromisoformat(f"{name}-01"),) for name in sorted(once)]
    insert(con, "published_months", first_days)
    con.execute(
        "create table reopenings (month date, reopened_on date, reason varchar, is_closed_since boolean)"
    )
    rows = [
        (
            date.fromisoformat(f"{name}-01"),
            date.fromisoformat(act.at[:10]),
            act.reason,
            name in journal.closed,
        )
        for act in journal.acts
        if not act.is_closing
        for name in act.months
    ]
    insert(con, "reopenings", rows)


def _months_due(journal: Journal) -> list[str]:
    """Return every month from the first that a load covers to the last whose workbooks were due before today."""
    covered = months_covered(journal)
    if not covered:
        return []
    month, found = date.fromisoformat(f"{min(covered)}-01"), list[str]()
    while f"{month:%Y-%m}" <= max(covered) and next_month(month).replace(day=settings().due_day) < today():
        found.append(f"{month:%Y-%m}")
        month = next_month(month)
    return found


def months_covered(journal: Journal) -> list[str]:
    """Return the months that the workbooks due every month cover; of those of other registers only while there are no others.

    A path to help at home that began years ago, a training noted in advance, move neither the first month nor the day at
    which figures are judged.
    """
    monthly = [part for part in journal.owners if contracts()[part.kind].period == "month"]
    of_residences = [part for part in monthly if part.residence != ASSOCIATION]
    due = [part for part in of_residences if contracts()[part.kind].is_due]
    return [part.period for part in due or of_residences or monthly]
