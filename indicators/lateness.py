"""Workbooks due while the association was loading -> how many came late. A past taken up in one go was late for nobody."""

from __future__ import annotations

from dataclasses import replace

from access.scope import Sight
from indicators.catalogue import indicator_named
from indicators.narrow import narrow
from indicators.sums import Scope, where
from pipelines import store

_TIMELINESS = "upload_timeliness"


def late_in_use(version: str, sight: Sight, kind: str, scope: Scope) -> int:
    """Return how many workbooks of a kind came after the day they were due, where that day was not before the first load of all.

    I81 counts them all, and says so: here, months that were over before anything could be loaded are left out.
    """
    con = store.cursor(version)
    within = narrow(con, indicator_named(_TIMELINESS), sight, replace(scope, category=None))
    row = con.execute(
        f"""
        select count(*)
        from deliveries
        where kind = ? and received_on > due_on and {where(within)}
            and due_on >= (select min(received_on) from received_files)
        """,
        [kind],
    ).fetchone()
    return int(row[0]) if row else 0
