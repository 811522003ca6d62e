"""Every indicator's text on a second engine (Sail, over Spark Connect) gives the same contributions, row for row."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import warnings
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from access.scope import EVERYTHING
from indicators.catalogue import indicators, shared_views
from indicators.compute import Local, compute, compute_with, create_views
from indicators.engines import NoEngine, Remote, compute_on
from indicators.measure import current_version, measure
from pipelines import store
from pipelines.journal import read_journal
from pipelines.store import Connection
from tests.facts import EXAMPLES, example, facts_of
from tests.small_year import FILES, write_files
from tests.workbooks import load, undo

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def remote() -> Iterator[str]:
    """A Spark Connect endpoint of its own, without Java."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    sail = shutil.which("sail", path=str(Path(sys.executable).parent)) or "sail"
    environment = os.environ | {"SAIL_MODE": "local", "TZ": "UTC"}
    server = subprocess.Popen(
        [sail, "spark", "server", "--ip", "127.0.0.1", "--port", str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield f"sc://127.0.0.1:{port}"
    finally:
        server.terminate()


@pytest.fixture(scope="module")
def spark(remote: str) -> Iterator[Any]:
    # A program without a file, as a process that runs tests for another is, is taken for the client's own doctests.
    vars(sys.modules["__main__"]).setdefault("__file__", __file__)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pyspark.sql import SparkSession

        session = SparkSession.builder.remote(remote).getOrCreate()
        session.conf.set("spark.sql.session.timeZone", "UTC")
        yield session
        session.stop()


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the second engine did not start")


@pytest.fixture
def small_year(tmp_path: Path, data: Path) -> Path:
    """Fourteen months of two residences, accepted; the last workbook was withdrawn, and loaded again."""
    write_files(tmp_path)
    load(*(tmp_path / name for name in FILES))
    last = tmp_path / list(FILES)[-1]
    undo(read_journal().entries[-1].load_id)
    load(last)
    return data


def _everything() -> Connection:
    """All worked examples in one database, each example's residences renamed so that they do not meet."""
    given: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(EXAMPLES.glob("*.toml")):
        for table, rows in example(path)["given"].items():
            given.setdefault(table, []).extend(
                row | {"residence": f"{row['residence']}-{path.stem}"} for row in rows
            )
    return facts_of(given, date(2025, 12, 31))


def _rows(con: Connection, source: str) -> Counter[tuple[Any, ...]]:
    cursor = con.execute(f"select * from {source} as contributions")
    names = [column[0] for column in cursor.description]
    order = sorted(range(len(names)), key=names.__getitem__)
    return Counter(tuple(_plain(row[place]) for place in order) for row in cursor.fetchall())


def _plain(value: Any) -> Any:
    return round(float(value), 9) if isinstance(value, int | float) and not isinstance(value, bool) else value


def test_every_indicator_gives_the_same_contributions_on_both_engines(spark: Any) -> None:
    con = _everything()
    create_views(con)
    here, there = Local(con), Remote(spark, con)
    for as_of in (date(2025, 6, 30), date(2025, 12, 31)):
        here.set_cutoff(as_of)
        there.set_cutoff(as_of)
        for indicator in indicators().values():
            ours = _rows(con, here.source(indicator.sql))
            theirs = _rows(con, there.source(indicator.sql))
            assert ours, f"{indicator.id}: the examples give no contribution at all"
            assert ours == theirs, f"{indicator.id} at {as_of}"


def test_the_build_on_the_second_engine_gives_the_same_figures(spark: Any) -> None:
    con, other = _everything(), _everything()
    for one in (con, other):
        one.execute("delete from month_ends where as_of not in ('2025-06-30', '2025-12-31')")
    compute(con)
    create_views(other)
    compute_with(other, Remote(spark, other))
    query = "select * from figures order by all"
    assert con.execute(query).fetchall() == other.execute(query).fetchall()
    # Lines behind a figure, and what pages list, are read in the database itself: the shared views are needed there.
    for view in shared_views():
        query = f"select * from {view} order by all"
        assert con.execute(query).fetchall() == other.execute(query).fetchall()


def test_a_cluster_reads_the_accepted_files_and_its_version_is_served_unchanged(
    remote: str, small_year: Path, tmp_path: Path
) -> None:
    mine = current_version()
    assert mine is not None
    seen_at = tmp_path / "vu-du-moteur"
    seen_at.symlink_to(small_year, target_is_directory=True)
    built = command("build", "--engine", "spark", "--remote", remote, "--seen-at", str(seen_at))
    assert built.returncode == 0, built.stderr[-2000:]
    theirs = current_version()
    assert theirs is not None
    assert theirs != mine
    here, there = store.cursor(mine), store.cursor(theirs)
    for table in ("figures", *shared_views()):
        query = f"select * from {table} order by all"
        assert _near(there.execute(query).fetchall()) == _near(here.execute(query).fetchall())
    by_year = [measure(theirs, EVERYTHING, name, ("residence", "year")) for name in indicators()]
    assert by_year == [measure(mine, EVERYTHING, name, ("residence", "year")) for name in indicators()]
    assert sum(map(len, by_year)) > 100


def test_no_engine_and_no_client_are_said(small_year: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = current_version()
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(NoEngine, match="pyspark-client"):
        compute_on("sc://127.0.0.1:9", list)(store.scratch())
    assert current_version() == mine


def _near(rows: list[Any]) -> list[Any]:
    return [tuple(map(_plain, row)) for row in rows]


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pipelines", *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
