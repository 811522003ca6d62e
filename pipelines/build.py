"""Accepted Parquet and journal -> a database of facts, then figures, swapped in whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pyarrow as pa

from pipelines.baselines import write_baselines
from pipelines.calls_told import write_calls_told
from pipelines.clock import today
from pipelines.contract import ASSOCIATION, Contract, Melt
from pipelines.contracts import contracts
from pipelines.dates import month_end, months_between, next_month
from pipelines.declared_dates import declared_dates
from pipelines.folder import writing
from pipelines.journal import Journal, read_journal
from pipelines.meanings import partners_taken_for
from pipelines.parquet import rows_path, stored_types
from pipelines.partners import key_of
from pipelines.provenance import (
    SEVERAL,
    hide_names,
    write_deliveries,
    write_doubts,
    write_files,
    write_loads,
    write_words,
)
from pipelines.publish_months import months_covered, write_months
from pipelines.settings import NUMBERS, settings
from pipelines.slices import Slice
from pipelines.store import Connection, current, insert, is_stale, point_to, publish
from pipelines.theme_choices import write_comment_themes
from pipelines.validated_texts import write_validated_texts

Compute = Callable[[Connection], None]

_SQL_TYPES = {
    "string": "varchar",
    "int32": "integer",
    "double": "double",
    "bool": "boolean",
    "date32": "date",
}


def build(compute: Compute, journal: Journal | None = None) -> str:
    """Build the database of a journal (the one on disk if none is given) and return its version, not yet in use."""
    planned = journal or read_journal()

    def fill(con: Connection) -> None:
        write_facts(con, planned)
        compute(con)

    return publish(planned.state, fill)


def ensure(compute: Compute) -> str | None:
    """Return the current version, building it first if no version fits the journal; None when nothing was loaded."""
    if is_stale():
        with writing():
            if is_stale() and read_journal().entries:
                point_to(build(compute))
    return current()


def rebuild(compute: Compute) -> str:
    """Build the database anew from what was accepted, put it in use, and return its version."""
    with writing():
        version = build(compute)
        point_to(version)
    return version


def write_facts(con: Connection, journal: Journal) -> None:
    """Create every table of facts: one a contract, its lists and melts, then coverage, calendar and loads."""
    for contract in contracts().values():
        _write_fact(con, contract, journal)
    derive_facts(con)
    hide_names(con, journal)
    _write_coverage(con, journal)
    _write_calendar(con, journal)
    write_loads(con, journal)
    write_doubts(con, journal)
    write_words(con, journal)
    write_comment_themes(con, journal)
    write_deliveries(con, journal, transmitted_months(journal))
    write_files(con, journal)
    write_validated_texts(con)
    _write_labels(con)
    write_months(con, journal)
    write_calls_told(con, journal)
    _write_settings(con)
    write_baselines(con)
    facts = [*(one.fact for one in contracts().values()), "deliveries", "received_files", "validated_texts"]
    parts = [f"select source_row, '{fact}' as fact from {fact}" for fact in facts]
    con.execute("create view lines as\n" + "\nunion all\n".join(parts))


def derive_facts(con: Connection) -> None:
    """(Re)create the tables that follow from the facts: a row an item of a list column, a row a melted column."""
    for contract in contracts().values():
        for column, table in contract.lists.items():
            _write_list(con, contract, column, table)
        for melt in contract.melts:
            _write_melt(con, contract, melt)


def transmitted_months(journal: Journal) -> list[date]:
    """Return every month from the first to the last that any load covers, as first days; empty before any.

    Where only the association's own calls or yearly counts were loaded, the last month that is over.
    """
    days = [date.fromisoformat(f"{month}-01") for month in months_covered(journal)]
    if not days and any(part.residence == ASSOCIATION for part in journal.owners):
        days = [next_month(today().replace(day=1), -1)]
    return months_between(min(days), max(days)) if days else []


def _is_monthly(part: Slice) -> bool:
    return contracts()[part.kind].period == "month"


def _write_fact(con: Connection, contract: Contract, journal: Journal) -> None:
    types = stored_types(contract)
    columns = ",\n".join(f"{name} {_SQL_TYPES[storage]}" for name, storage in types.items())
    con.execute(f"create table {contract.fact} ({columns})")
    owned = [
        (part.residence, part.period, entry.load_id)
        for part, entry in journal.owners.items()
        if part.kind == contract.kind
    ]
    accepted, paths = _accepted(con, contract, journal, sorted({row[2] for row in owned}))
    if not accepted:
        return
    con.execute("create or replace temp table owned (residence varchar, period varchar, load_id varchar)")
    insert(con, "owned", owned)
    con.execute(
        f"""
        insert into {contract.fact} by name
        select accepted.*
        from ({accepted}) as accepted
        join owned on owned.residence = accepted.residence
            and owned.period = accepted.period
            and owned.load_id = accepted.load_id
        order by accepted.source_row
        """,
        paths,
    )
    con.unregister("planned")


def _accepted(
    con: Connection, contract: Contract, journal: Journal, load_ids: Sequence[str]
) -> tuple[str, list[list[str]]]:
    """Return the query that reads the rows of some loads of a kind, written or only planned, and what it is given."""
    planned = [found for one in load_ids if (found := journal.pending.get((contract.kind, one))) is not None]
    paths = [str(path) for one in load_ids if (path := rows_path(contract.kind, one)).exists()]
    parts = ["select * from read_parquet(?, union_by_name = true)"] * bool(paths)
    if planned:
        con.register("planned", pa.concat_tables(planned))
        parts.append("select * from planned")
    return " union all by name ".join(parts), [paths] * bool(paths)


def _write_list(con: Connection, contract: Contract, column: str, table: str) -> None:
    con.execute(
        f"""
        create or replace table {table} as
        select source_row, residence, unnest(string_split({column}, ';')) as {column}
        from {contract.fact}
        where {column} is not null
        """
    )


def _write_melt(con: Connection, contract: Contract, melt: Melt) -> None:
    con.execute(f"create or replace table {melt.table} as\n{melt_sql(contract, melt)}")


def melt_sql(contract: Contract, melt: Melt) -> str:
    """Return the query that stores as rows the columns that are one fact each, in words that every engine reads."""
    shared = ", ".join(name for name in (*contract.key, "source_row") if name in stored_types(contract))
    parts = [
        f"select {shared}, '{key}' as {melt.key}, "
        + ", ".join(f"{pattern.format(key)} as {value}" for value, pattern in melt.values.items())
        + f" from {contract.fact}"
        for key in melt.keys
    ]
    return "\nunion all\n".join(parts)


def _write_coverage(con: Connection, journal: Journal) -> None:
    """Table `coverage`: one row a fact, residence and month that some load in force covers, with or without a line."""
    con.execute("create table coverage (fact varchar, residence varchar, month date)")
    rows = sorted(
        (contracts()[part.kind].fact, part.residence, date.fromisoformat(f"{part.period}-01"))
        for part in journal.owners
        if _is_monthly(part)
    )
    insert(con, "coverage", rows)


def _write_calendar(con: Connection, journal: Journal) -> None:
    """Tables `calendar` (every month, with its days) and `month_ends` (every transmitted month's last day)."""
    con.execute("create table calendar (month date, next_month date, days integer)")
    months = months_between(date(2000, 1, 1), date(2060, 12, 1))
    insert(con, "calendar", [(m, next_month(m), month_end(m).day) for m in months])
    con.execute("create table month_ends (as_of date)")
    insert(con, "month_ends", [(month_end(month),) for month in transmitted_months(journal)])


def _write_settings(con: Connection) -> None:
    """Tables `parameters` (name, value), `levels` (indicator, level), `partner_names` and `declared_dates`: what the association said."""
    chosen = settings()
    con.execute("create table parameters (name varchar, value double)")
    insert(con, "parameters", [(name, float(getattr(chosen, name))) for name in NUMBERS])
    con.execute("create table levels (indicator varchar, level double)")
    insert(con, "levels", list(chosen.levels.items()))
    con.execute("create table partner_names (partner_key varchar, taken_for varchar, name varchar)")
    taken = partners_taken_for().items()
    insert(con, "partner_names", [(key, str(key_of(name)), name) for key, name in taken])
    con.execute("create table declared_dates (what varchar, residence varchar, declared_on date)")
    insert(con, "declared_dates", [(one.what, one.residence, one.on) for one in declared_dates()])


def _write_labels(con: Connection) -> None:
    """Table `code_labels`: how each code of a closed list is shown, in the order of the list. `list` is kind.column.

    The list `kind` names the kinds of workbooks themselves.
    """
    con.execute("create table code_labels (list varchar, place integer, code varchar, label varchar)")
    titles = [(one.kind, one.title) for one in contracts().values()]
    kinds = [*titles, (SEVERAL, "Plusieurs classeurs dans un fichier")]
    rows = [("kind", place, *pair) for place, pair in enumerate(kinds)]
    for contract in contracts().values():
        for name, labels in contract.code_lists.items():
            rows += [(f"{contract.kind}.{name}", place, *pair) for place, pair in enumerate(labels.items())]
    insert(con, "code_labels", rows)
