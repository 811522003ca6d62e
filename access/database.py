"""Accounts, sessions and the log of accesses: one SQLite file, readable by several processes at once."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

ASSOCIATIONS = "associations"
# `operator`: the association of an account, its short name, empty for the first; none for a federation, which is of no association.
_ACCOUNTS = """
create table {} (
    id integer primary key,
    login text not null unique,
    name text not null,
    role text not null check (role in ('direction', 'equipe', 'evaluateur', 'administration', 'federation')),
    residences text not null default '[]',
    call text not null default '',
    first_month text,
    last_month text,
    password_hash text,
    subject text unique,
    is_demo integer not null default 0,
    created_at text not null,
    ended_at text,
    operator text default '' check ((role = 'federation') = (operator is null))
) strict;
"""
_DISMISSALS = """
create table {} (
    alert text not null,
    reason text not null,
    day text,
    login text not null,
    at text not null,
    operator text not null default '',
    primary key (operator, alert)
) strict;
"""
_SCHEMA = f"""
{_ACCOUNTS.format("if not exists accounts")}
{_DISMISSALS.format("if not exists dismissals")}
create table if not exists operators (
    slug text primary key,
    name text not null,
    opened_at text not null,
    ended_at text,
    is_demo integer not null default 0,
    shared_by text,
    shared_at text,
    is_shared_in_demo integer not null default 0
) strict;
create table if not exists sessions (
    id text primary key,
    secret_hash text not null unique,
    account_id integer not null references accounts (id),
    via text not null,
    opened_at text not null,
    seen_at text not null,
    expires_at text not null,
    ended_at text
) strict;
create index if not exists sessions_of_account on sessions (account_id);
create table if not exists links (
    token_hash text primary key,
    account_id integer not null references accounts (id),
    purpose text not null check (purpose in ('invitation', 'reset')),
    expires_at text not null,
    used_at text
) strict;
create table if not exists attempts (
    bucket text primary key,
    failures integer not null,
    last_at text not null,
    blocked_until text
) strict;
create table if not exists codes (
    purpose text primary key,
    code_hash text not null,
    made_at text not null
) strict;
create table if not exists journeys (
    id_hash text primary key,
    content text not null,
    expires_at text not null
) strict;
create table if not exists events (
    id integer primary key,
    at text not null,
    login text not null,
    action text not null,
    detail text not null default '',
    address text not null default '',
    operator text not null default ''
) strict;
create index if not exists events_by_time on events (at);
create trigger if not exists events_stay before update on events
begin select raise(abort, 'the log of accesses is only added to'); end;
create trigger if not exists recent_events_stay before delete on events when old.at > datetime('now', '-365 days')
begin select raise(abort, 'the log of accesses is kept for a year'); end;
"""
# From the time when an installation held one association: everything there is of the first one.
_MOVES = (
    _ACCOUNTS.format("accounts_moved"),
    "insert into accounts_moved select *, '' from accounts",
    "drop table accounts",
    "alter table accounts_moved rename to accounts",
    "alter table events add column operator text not null default ''",
)
_MOVE_DISMISSALS = (
    _DISMISSALS.format("dismissals_moved"),
    "insert into dismissals_moved select alert, reason, day, login, at, '' from dismissals",
    "drop table dismissals",
    "alter table dismissals_moved rename to dismissals",
)


def database_path() -> Path:
    """Return the file: `access.sqlite` in the root data folder (`PALIER_DATA`, or `data/` beside the code), one for all associations."""
    folder = Path(os.environ.get("PALIER_DATA") or Path(__file__).parents[1] / "data")
    # A command may be given the folder of one association (pipelines/folder.py): accounts lie above it.
    return (folder.parents[1] if folder.parent.name == ASSOCIATIONS else folder) / "access.sqlite"


@contextmanager
def reading() -> Iterator[sqlite3.Connection]:
    """Yield the connection to read from."""
    con, lock = _open(database_path())
    with lock:
        yield con


@contextmanager
def writing() -> Iterator[sqlite3.Connection]:
    """Yield the connection inside one transaction that no other process can enter: all of it is kept, or nothing."""
    con, lock = _open(database_path())
    with lock:
        con.execute("begin immediate")
        try:
            yield con
        except BaseException:
            con.execute("rollback")
            raise
        con.execute("commit")


def is_there() -> bool:
    """Return whether anything was ever written: asking creates nothing."""
    return database_path().is_file()


@lru_cache(maxsize=4)
def _open(path: Path) -> tuple[sqlite3.Connection, threading.RLock]:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Created for its owner only: it holds the hashes of passwords and sessions.
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    con = sqlite3.connect(path, timeout=10, isolation_level=None, check_same_thread=False)
    con.row_factory = sqlite3.Row
    con.execute("pragma journal_mode = wal")
    con.execute("pragma synchronous = normal")
    _move(con)
    con.execute("pragma foreign_keys = on")
    con.executescript(_SCHEMA)
    return con, threading.RLock()


def _move(con: sqlite3.Connection) -> None:
    """Bring a file of before several associations to its present shape, whole or not at all; nothing for any other."""
    if not _is_of_one(con):
        return
    con.execute("pragma foreign_keys = off")  # nothing refers to a table while it is made anew
    con.execute("begin immediate")
    try:
        if _is_of_one(con):  # no other process was faster
            held = {row[0] for row in con.execute("select name from sqlite_master where type = 'table'")}
            for move in (*_MOVES, *(_MOVE_DISMISSALS if "dismissals" in held else ())):
                con.execute(move)
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")


def _is_of_one(con: sqlite3.Connection) -> bool:
    columns = {row[1] for row in con.execute("pragma table_info(accounts)")}
    return bool(columns) and "operator" not in columns
