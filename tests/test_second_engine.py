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

from indicators.catalogue import indicators, shared_views
from indicators.compute import Local, compute, compute_with
from indicators.engines import Remote
from pipelines.store import Connection
from tests.facts import EXAMPLES, example, facts_of

pytestmark = [pytest.mark.engine, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
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
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pyspark.sql import SparkSession

            session = SparkSession.builder.remote(f"sc://127.0.0.1:{port}").getOrCreate()
            session.conf.set("spark.sql.session.timeZone", "UTC")
            yield session
            session.stop()
    finally:
        server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("the second engine did not start")


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
    for month_end in ("2025-06-30", "2025-12-31"):
        con.execute("delete from month_ends where as_of <> ? and as_of <> ?", [month_end, "2025-12-31"])
    other.execute("delete from month_ends")
    con.execute("delete from month_ends where as_of <> '2025-12-31'")
    other.execute("insert into month_ends values ('2025-12-31')")
    compute(con)
    compute_with(other, Remote(spark, other))
    query = "select * from figures order by all"
    assert con.execute(query).fetchall() == other.execute(query).fetchall()
    # Lines behind a figure, and what pages list, are read in the database itself: the shared views are needed there.
    for view in shared_views():
        query = f"select * from {view} order by all"
        assert con.execute(query).fetchall() == other.execute(query).fetchall()
