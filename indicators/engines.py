"""Indicator queries on a distributed engine: the same text, over Spark Connect; the figures come back to DuckDB."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from indicators.catalogue import shared_views
from indicators.compute import compute_with, cutoff_sql
from pipelines.store import Connection

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_SPARK_TYPES = {"VARCHAR": "string", "INTEGER": "int"}


class Remote:
    """A Spark Connect endpoint that holds the same facts; each result is brought back as a table of `con`."""

    def __init__(self, spark: SparkSession, con: Connection) -> None:
        """Copy the facts of `con` to the endpoint as temporary views, then create the indicators' shared views."""
        self.spark, self.con = spark, con
        for (table,) in con.execute("select table_name from duckdb_tables() where not temporary").fetchall():
            self._copy(table)
        for name, sql in shared_views().items():
            spark.sql(sql).createOrReplaceTempView(name)

    def _copy(self, table: str) -> None:
        rows = self.con.sql(f"select * from {table}").to_arrow_table()
        if rows.num_rows:
            self.spark.createDataFrame(rows).createOrReplaceTempView(table)
            return
        # An endpoint cannot tell the types of an empty table from its rows: they are spelled out.
        columns = self.con.execute(
            "select column_name, data_type from duckdb_columns() where table_name = ?", [table]
        ).fetchall()
        nulls = ", ".join(f"cast(null as {_SPARK_TYPES.get(kind, kind)}) as {name}" for name, kind in columns)
        self.spark.sql(f"select * from (select {nulls}) as nothing where 1 = 0").createOrReplaceTempView(
            table
        )

    def set_cutoff(self, *days: date) -> None:
        """Replace the temporary view `cutoff` on the endpoint."""
        self.spark.sql(cutoff_sql(days)).createOrReplaceTempView("cutoff")

    def source(self, sql: str) -> str:
        """Run a query there and return the name under which DuckDB reads its result."""
        self.con.register("contributions_from_afar", self.spark.sql(sql).toArrow())
        return "contributions_from_afar"


def compute_on(remote: str) -> Callable[[Connection], None]:
    """Return a function that computes figures on a Spark Connect endpoint (`sc://host:port`).

    Needs the optional package pyspark-client. Run it as a command of its own, never inside the dashboard.
    """
    from pyspark.sql import SparkSession

    def compute(con: Connection) -> None:
        spark = SparkSession.builder.remote(remote).getOrCreate()
        try:
            compute_with(con, Remote(spark, con))
        finally:
            spark.stop()

    return compute
