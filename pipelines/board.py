"""The month's board: residence × kind, what is received, late, confirmed empty, to check or closed."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipelines.clock import today
from pipelines.closing import months_over
from pipelines.dates import next_month
from pipelines.expect import Delivery, due_day, expected
from pipelines.in_force import known_residences
from pipelines.journal import Entry, Journal, read_journal
from pipelines.keep import NO_REASON
from pipelines.ownership import UNBOUNDED, Bounds
from pipelines.parquet import count_rows
from pipelines.slices import Slice


def board(month: str, bounds: Bounds = UNBOUNDED) -> list[dict[str, Any]]:
    """Return one row a residence and kind due that month: monthly ones, and in December those of the year.

    `transmission` says what came: `received` (on time), `late` (received after `due_on`, or not received and due),
    `expected`, `confirmed_empty` (no line: somebody says that nothing happened), `to_check` (lines set aside, doubts
    without a reason). `status` is the same, or `closed` once the month is. `received_on` is the day of the first load
    in force or replaced, None before any; `due_on` the due day. A day is one of UTC: midnight is late by an hour or two.
    """
    journal = read_journal()
    codes = [code for code in sorted(known_residences(journal).labels) if bounds.allow(code)]
    closed = {"closed": True, "status": "closed"} if month in journal.closed else {"closed": False}
    return [
        {"month": month, "residence": one.residence, "kind": one.kind} | _state(journal, one) | closed
        for one in expected(journal, codes, [month])
    ]


def month_to_look_at(journal: Journal) -> str | None:
    """Return the last month whose due day is past, but never later than the month after the last one transmitted.

    None while nothing that could be due was transmitted.
    """
    over = months_over(journal)
    last = max((part.period for part in journal.owners if part.period in over), default="")
    due = [month for month in over if due_day(month) < today()] or over
    return max((month for month in due if month <= _after(last)), default=None)


def _after(month: str) -> str:
    return f"{next_month(date.fromisoformat(f'{month}-01')):%Y-%m}" if month else ""


def _state(journal: Journal, delivery: Delivery) -> dict[str, Any]:
    part, due_on, received_on = delivery.part, delivery.due_on, delivery.received_on
    owner = journal.owners.get(part)
    holder = owner or _put_aside(journal, part)
    aside = sum(_is_of(place, part) for place in holder.set_aside_at) if holder else 0
    doubts = [one for one in holder.doubts if _is_of(one, part)] if holder else []
    rows = count_rows(part.kind, owner.load_id)[part.residence, part.period] if owner else 0
    if aside or any(one["reason"] == NO_REASON for one in doubts):
        transmission = "to_check"
    elif owner is None:
        transmission = "late" if delivery.is_due else "expected"
    elif not rows:
        transmission = "confirmed_empty"
    else:
        transmission = "received" if received_on and received_on <= due_on else "late"
    return {
        "status": transmission,
        "load_id": owner.load_id if owner else None,
        "rows": rows,
        "transmission": transmission,
        "set_aside": aside,
        "doubts": len(doubts),
        "received_on": received_on and received_on.isoformat(),
        "due_on": due_on.isoformat(),
    }


def _put_aside(journal: Journal, part: Slice) -> Entry | None:
    """Return the latest load whose only lines of a slice were set aside: it covers nothing of it, and yet it spoke of it."""
    return next(
        (
            entry
            for entry in reversed(journal.entries)
            if entry.load_id not in journal.withdrawals
            and any(_is_of(place, part) and place.get("period") for place in entry.set_aside_at)
        ),
        None,
    )


def _is_of(place: dict[str, Any], part: Slice) -> bool:
    """Return whether a line is of a slice, as far as it could be read: what it does not say may be this slice's."""
    said = (
        (place.get("kind"), part.kind),
        (place.get("residence"), part.residence),
        (place.get("period"), part.period),
    )
    return all(told in (wanted, "", None) for told, wanted in said)
