"""What was unlikely and accepted for a reason: told wherever the figure that rests on it is."""

from __future__ import annotations

from collections import defaultdict

from pipelines.store import Connection

Doubt = dict[str, str]


def accepted_doubts(con: Connection) -> dict[str, list[Doubt]]:
    """Return the doubts about each line in force, by its `source_row`: `cell`, `header`, `doubt`, and the `reason` given."""
    found: dict[str, list[Doubt]] = defaultdict(list)
    cursor = con.execute("select source_row, cell, header, doubt, reason from doubts order by all")
    for source_row, *told in cursor.fetchall():
        found[source_row].append(dict(zip(("cell", "header", "doubt", "reason"), told, strict=True)))
    return found


def has_doubts(con: Connection) -> bool:
    """Return whether any line in force was accepted in spite of a doubt."""
    return con.execute("select 1 from doubts limit 1").fetchone() is not None
