"""Acts on months and on funding calls -> when each month was first closed, and when the actions of each call changed.

Whoever reads from outside what is closed reads each state that a later load leaves: two of them could be subtracted.
"""

from __future__ import annotations

from datetime import date

from pipelines.journal import Journal
from pipelines.store import Connection, insert

KIND = "aap_actions"


def write_call_changes(con: Connection, journal: Journal) -> None:
    """Tables `first_closings` (month, closed_at) and `call_changes` (call_id, changed_at): every load or withdrawal of its actions."""
    con.execute("create table first_closings (month date, closed_at varchar)")
    first: dict[str, str] = {}
    for act in journal.acts:
        for month in act.months if act.is_closing else ():
            first.setdefault(month, act.at)
    insert(
        con,
        "first_closings",
        [(date.fromisoformat(f"{month}-01"), at) for month, at in sorted(first.items())],
    )
    con.execute("create table call_changes (call_id varchar, changed_at varchar)")
    changes = [
        (part.period, at)
        for entry in journal.entries
        for part in entry.slices
        if part.kind == KIND
        for at in (
            entry.at,
            *([journal.withdrawals[entry.load_id].at] if entry.load_id in journal.withdrawals else []),
        )
    ]
    insert(con, "call_changes", changes)
