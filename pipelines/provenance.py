"""Journal -> tables of what it says of rows: loads in force, workbooks expected, files received, doubts, words decided of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime

from pipelines.contract import ASSOCIATION
from pipelines.contracts import contracts
from pipelines.decisions import mark_of
from pipelines.expect import expected
from pipelines.journal import Journal
from pipelines.name_list import hide
from pipelines.slices import Slice
from pipelines.store import Connection, insert

SEVERAL = "plusieurs"  # the kind of a file that holds several: its counts are not told apart


def write_loads(con: Connection, journal: Journal) -> None:
    """Table `loads`: one row a load in force. `slices_in_force`: kind, residence, period and owner. `withdrawals`: load, reason."""
    con.execute(
        "create table loads (load_id varchar, file varchar, sha256 varchar, kind varchar, loaded_by varchar, loaded_at varchar)"
    )
    owners: dict[str, list[Slice]] = defaultdict(list)
    for part, entry in journal.owners.items():
        owners[entry.load_id].append(part)
    rows = [(e.load_id, e.file, e.sha256, e.kind, e.by, e.at) for e in journal.entries if e.load_id in owners]
    insert(con, "loads", rows)
    con.execute(
        "create table slices_in_force (kind varchar, residence varchar, period varchar, load_id varchar)"
    )
    owned = [(p.kind, p.residence, p.period, load_id) for load_id, parts in owners.items() for p in parts]
    insert(con, "slices_in_force", owned)
    con.execute("create table withdrawals (load_id varchar, reason varchar)")
    insert(con, "withdrawals", [(one.load_id, one.reason) for one in journal.withdrawals.values()])


def write_deliveries(con: Connection, journal: Journal, months: Sequence[date]) -> None:
    """Table `deliveries`: one row a workbook that a residence of the list owes for one of these months (first days).

    It stands for a whole workbook: it is a line of `lines`, without a sheet nor a row. `load_id`: the load in force.
    """
    con.execute(
        "create table deliveries (source_row varchar, residence varchar, kind varchar, month date, due_on date, "
        "received_on date, is_due boolean, load_id varchar, sheet varchar, sheet_row integer)"
    )
    codes = [row[0] for row in con.execute("select distinct residence from residences order by 1").fetchall()]
    owners = journal.owners
    rows = []
    for one in expected(journal, codes, [f"{month:%Y-%m}" for month in months]):
        owner, month = owners.get(one.part), date.fromisoformat(f"{one.month}-01")
        source_row = f"attendu/{one.kind}/{one.residence}/{one.month}"
        load_id = owner.load_id if owner else None
        rows.append(
            (source_row, one.residence, one.kind, month, one.due_on, one.received_on, one.is_due, load_id)
        )
    insert(con, "deliveries", [(*row, None, None) for row in rows])


def write_files(con: Connection, journal: Journal) -> None:
    """Table `received_files`: one row a file loaded and not withdrawn, on the day it came, whatever residences it speaks of.

    A file is judged when it comes: one that a later load replaced counts still. « Rien ce mois-ci » has read nothing.
    `kind`: `SEVERAL` for a file of several kinds, whose lines were counted together. `cells_asked` and `cells_filled`: its
    mandatory cells, null for a load from before they were counted. It stands for a whole file: a line of `lines`, without
    a sheet nor a row.
    """
    con.execute(
        "create table received_files (source_row varchar, residence varchar, kind varchar, received_on date, rows_read integer, "
        "rows_set_aside integer, cells_asked integer, cells_filled integer, load_id varchar, file varchar, loaded_by varchar, "
        "loaded_at varchar, sheet varchar, sheet_row integer)"
    )
    rows = [
        (
            f"fichier/{one.load_id}",
            ASSOCIATION,
            one.kind if one.kind in contracts() else SEVERAL,
            datetime.fromisoformat(one.at).date(),
            one.read,
            one.set_aside,
            one.mandatory,
            one.mandatory_filled,
            one.load_id,
            one.file,
            one.by,
            one.at,
            None,
            None,
        )
        for one in journal.entries
        if one.load_id not in journal.withdrawals
    ]
    insert(con, "received_files", rows)


def write_doubts(con: Connection, journal: Journal) -> None:
    """Table `doubts`: one row a doubt about a line in force: its row, its cell and header, what was doubted, the reason given."""
    con.execute(
        "create temp table told (kind varchar, load_id varchar, sheet varchar, sheet_row integer, cell varchar, header varchar, "
        "doubt varchar, reason varchar)"
    )
    rows = [
        (
            one.get("kind") or "",
            entry.load_id,
            one["sheet"],
            one["row"],
            one["cell"],
            one["column"],
            one["message"].partition(" : ")[2],
            one["reason"],
        )
        for entry in journal.entries
        if entry.load_id not in journal.withdrawals
        for one in entry.doubts
        if one["row"]
    ]
    insert(con, "told", rows)
    con.execute(
        "create table doubts (source_row varchar, cell varchar, header varchar, doubt varchar, reason varchar)"
    )
    for contract in contracts().values():
        con.execute(
            f"""
            insert into doubts
            select rows.source_row, told.cell, told.header, told.doubt, told.reason
            from {contract.fact} as rows
            join told on told.load_id = rows.load_id
                and told.sheet = rows.sheet
                and told.sheet_row = rows.sheet_row
                and told.kind in ('', ?)
            """,
            [contract.kind],
        )
    con.execute("drop table told")


def hide_names(con: Connection, journal: Journal) -> None:
    """Hide, in residents' words, the names that somebody found there: from then on they are in no built database."""
    if not journal.hidden:
        return
    for residence, wave, text in _said(con):
        kept = " ".join(text.split())
        while found := journal.hidden.get((residence, wave, mark_of(residence, wave, kept))):
            kept = hide(kept, found.hidden)
        if kept != " ".join(text.split()):
            con.execute(
                "update questionnaires set verbatim = ? where residence = ? and wave = ? and verbatim = ?",
                [kept, residence, wave, text],
            )


def write_words(con: Connection, journal: Journal) -> None:
    """Table `words_decided`: one row a residence, wave and words of residents in force that somebody decided of.

    `verdict`: `published`, or `kept` inside. Other words than those that were read, were it by a letter, are not there.
    """
    con.execute(
        "create table words_decided (residence varchar, wave varchar, words varchar, verdict varchar, decided_by varchar, "
        "decided_at varchar)"
    )
    found = ((*one, journal.decided.get((one[0], one[1], mark_of(*one)))) for one in _said(con))
    insert(
        con,
        "words_decided",
        [(*one, last[0], last[1].by, last[1].at) for *one, last in found if last is not None],
    )


def _said(con: Connection) -> list[tuple[str, str, str]]:
    """Return every residence, wave and words of residents in force, each once."""
    return con.execute(
        "select distinct residence, wave, verbatim from questionnaires where verbatim is not null order by all"
    ).fetchall()
