"""The built databases: immutable files, a pointer swapped atomically, connections that can only read."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from pipelines.folder import FIRST as FIRST
from pipelines.folder import NoAssociation as NoAssociation
from pipelines.folder import association, put_file, store_folder
from pipelines.folder import every_association as every_association
from pipelines.folder import is_anybody as is_anybody
from pipelines.folder import must_be_told as must_be_told
from pipelines.folder import work_for as work_for
from pipelines.folder import working_for as working_for
from pipelines.frozen import frozen as frozen  # readers open what was published here too
from pipelines.journal import journal_state

Connection = duckdb.DuckDBPyConnection
_KEPT_VERSIONS = 4
_NUMBERED, _MARKED = len("v00001-"), len("-0123456789ab")
_READING: dict[str, Any] = {
    "threads": 2,
    "memory_limit": "512MB",
    "enable_external_access": "false",
    "autoload_known_extensions": "false",
    "autoinstall_known_extensions": "false",
    "lock_configuration": "true",
}


def current() -> str | None:
    """Return the version in use, None before the first build.

    A process that died between committing a load and swapping the pointer leaves a version built for the journal as
    it now is: that one is right, and is returned.
    """
    pointer = store_folder() / "CURRENT"
    named = pointer.read_text().strip() if pointer.exists() else None
    named = named if named and _is_own(named) else None
    state = journal_state()
    if named and named.endswith(state):
        return named
    built = sorted(store_folder().glob(f"v*-{state}.duckdb"))
    return built[-1].stem if built else named


def is_stale() -> bool:
    """True when no version was built for the journal as it is."""
    version = current()
    return version is None or not version.endswith(journal_state())


def cursor(version: str) -> Connection:
    """Return a cursor of its own on a version, read-only. A connection shared by threads gives wrong rows.

    Raise NoAssociation for a version of another association than the one that is worked for.
    """
    if not _is_own(version):
        raise NoAssociation("a version of another association was asked for")
    return _open(str(store_folder() / f"{version}.duckdb")).cursor()


def _is_own(version: str) -> bool:
    """Return whether a version is of the association worked for: its name says whose it is, so that what is kept under it is theirs."""
    return version[_NUMBERED:-_MARKED] == association()


# A few versions of each association: more are opened anew when they are asked for.
@lru_cache(maxsize=16)
def _open(path: str) -> Connection:
    return duckdb.connect(path, read_only=True, config=_READING)


def publish(state: str, fill: Callable[[Connection], None]) -> str:
    """Build a version aside and return its name; nobody sees it until `point_to`. The caller holds the writer's lock."""
    # Never a name already used: a file replaced under the same path while open still reads as the old one.
    version = f"v{_last_number() + 1:05d}-{state}"
    path = store_folder() / f"{version}.duckdb"
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    con = duckdb.connect(str(part), config={"threads": 2})
    try:
        con.begin()  # one transaction: each statement by itself would write its own to the disk
        fill(con)
        con.commit()
        con.execute("checkpoint")
    finally:
        con.close()
    os.replace(part, path)
    return version


def _last_number() -> int:
    return max((int(path.stem[1:6]) for path in store_folder().glob("v*.duckdb")), default=0)


def scratch() -> Connection:
    """Return an empty database in memory: a second place to build the same facts (tests, previews)."""
    return duckdb.connect(config={"threads": 2})


def point_to(version: str) -> None:
    """Make a version the current one, and forget the oldest."""
    put_file(store_folder() / "CURRENT", version.encode())
    versions = sorted(
        store_folder().glob("v*.duckdb"), key=lambda path: (path.stem != version, -path.stat().st_mtime)
    )
    for path in versions[_KEPT_VERSIONS:]:
        path.unlink(missing_ok=True)


def version_path(version: str) -> Path:
    """Return the file of a version."""
    return store_folder() / f"{version}.duckdb"


def insert(con: Connection, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Append rows to a table through Arrow: a thousand times faster than one statement a row."""
    if not rows:
        return
    names = [f"c{number}" for number in range(len(rows[0]))]
    con.register(
        "incoming",
        pa.table({name: list(column) for name, column in zip(names, zip(*rows, strict=True), strict=True)}),
    )
    con.execute(f"insert into {table} select * from incoming")
    con.unregister("incoming")
