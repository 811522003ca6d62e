"""A database filled by hand: the rows of a worked example, through the production tables, views and sums."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from indicators.catalogue import indicators
from indicators.compute import Local, compute_with, create_views
from pipelines.build import derive_facts, write_facts
from pipelines.dates import month_end, months_between
from pipelines.journal import Journal
from pipelines.store import Connection, scratch

EXAMPLES = Path(__file__).parent / "indicators"


def example(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def facts_of(given: dict[str, list[dict[str, Any]]], as_of: date | None) -> Connection:
    con = scratch()
    write_facts(con, Journal())
    for table, rows in given.items():
        for number, row in enumerate(rows, 1):
            place = {} if table == "coverage" else {"source_row": f"{table}/{number}"}
            values = {name: value for name, value in (place | row).items()}
            marks = ", ".join("?" * len(values))
            con.execute(f"insert into {table} ({', '.join(values)}) values ({marks})", list(values.values()))
    derive_facts(con)
    for day in _month_ends(given, as_of):
        con.execute("insert into month_ends values (?)", [day])
    return con


def figures_of(given: dict[str, list[dict[str, Any]]], as_of: date | None, name: str) -> Connection:
    con = facts_of(given, as_of)
    create_views(con)
    compute_with(con, Local(con), [indicators()[one] for one in {name, indicators()[name].population}])
    return con


def _month_ends(given: dict[str, list[dict[str, Any]]], as_of: date | None) -> list[date]:
    names = ("month", "held_on", "reported_on", "answered_on")
    days = [row[name] for rows in given.values() for row in rows for name in names if row.get(name)]
    days += [as_of] if as_of else []
    return (
        [month_end(month) for month in months_between(min(days), max(days))] if days else [date(2025, 12, 31)]
    )
