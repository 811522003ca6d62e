"""Indicator queries on a distributed engine: the same text, over Spark Connect; the figures come back to DuckDB."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Protocol

from indicators.catalogue import shared_views
from indicators.compute import compute_with, create_views, cutoff_sql
from pipelines.store import Connection

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_SPARK_TYPES = {"VARCHAR": "string", "INTEGER": "int"}


class NoEngine(RuntimeError):
    """The distant engine cannot be spoken to; the text says why and what to do, in French."""


class Accepted(Protocol):
    """A fact that the engine reads where it lies; see `pipelines.afar.Accepted`."""

    @property
    def fact(self) -> str:
        """The table it becomes."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Its Parquet files."""

    @property
    def owned(self) -> tuple[tuple[str, str, str], ...]:
        """(residence, period, load_id) of each slice in force."""

    @property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """(name, SQL type) of each column."""

    @property
    def derived(self) -> Mapping[str, str]:
        """Table -> the query that makes it from the fact."""


class Remote:
    """A Spark Connect endpoint that holds the same facts; each result is brought back as a table of `con`."""

    def __init__(self, spark: SparkSession, con: Connection, accepted: Iterable[Accepted] = ()) -> None:
        """Let the endpoint read the accepted files, give it what follows from the journal alone, create the shared views.

        A fact that `accepted` does not name is copied from `con`, as are the calendar, what is covered, the residences' words.
        """
        self.spark, self.con = spark, con
        read: set[str] = set()
        for one in accepted:
            self._read(one)
            read |= {one.fact, *one.derived}
        for (table,) in con.execute("select table_name from duckdb_tables() where not temporary").fetchall():
            if table not in read:
                self._copy(table)
        for name, sql in shared_views().items():
            spark.sql(sql).createOrReplaceTempView(name)

    def _read(self, one: Accepted) -> None:
        """Make one view of a fact's files: the rows of the slices in force, a column that an older file lacks being null."""
        if one.paths:
            self._in_force(one).createOrReplaceTempView(one.fact)
        else:
            self._nothing(one.fact, one.columns)
        for table, sql in one.derived.items():
            self.spark.sql(sql).createOrReplaceTempView(table)

    def _in_force(self, one: Accepted) -> DataFrame:
        self.spark.createDataFrame(
            [*one.owned], "residence string, period string, load_id string"
        ).createOrReplaceTempView("owned")
        # Files of earlier programs lack the columns that were added since.
        rows = self.spark.read.option("mergeSchema", "true").parquet(*one.paths)
        rows.createOrReplaceTempView("accepted")
        held = set(rows.columns)
        columns = ", ".join(
            f"cast({f'accepted.{name}' if name in held else 'null'} as {kind}) as {name}"
            for name, kind in one.columns
        )
        return self.spark.sql(
            f"select {columns} from accepted join owned on owned.residence = accepted.residence "
            "and owned.period = accepted.period and owned.load_id = accepted.load_id"
        )

    def _copy(self, table: str) -> None:
        rows = self.con.sql(f"select * from {table}").to_arrow_table()
        if rows.num_rows:
            self.spark.createDataFrame(rows).createOrReplaceTempView(table)
            return
        columns = self.con.execute(
            "select column_name, data_type from duckdb_columns() where table_name = ?", [table]
        ).fetchall()
        self._nothing(table, [(name, _SPARK_TYPES.get(kind, kind)) for name, kind in columns])

    def _nothing(self, table: str, columns: Iterable[tuple[str, str]]) -> None:
        # An endpoint cannot tell the types of an empty table from its rows: they are spelled out.
        nulls = ", ".join(f"cast(null as {kind}) as {name}" for name, kind in columns)
        nothing = self.spark.sql(f"select * from (select {nulls}) as nothing where 1 = 0")
        nothing.createOrReplaceTempView(table)

    def set_cutoff(self, *days: date) -> None:
        """Replace the temporary view `cutoff` on the endpoint."""
        self.spark.sql(cutoff_sql(days)).createOrReplaceTempView("cutoff")

    def source(self, sql: str) -> str:
        """Run a query there and return the name under which DuckDB reads its result."""
        self.con.register("contributions_from_afar", self.spark.sql(sql).toArrow())
        return "contributions_from_afar"


def compute_on(remote: str, accepted: Callable[[], Iterable[Accepted]]) -> Callable[[Connection], None]:
    """Return a function that computes figures on a Spark Connect endpoint (`sc://host:port`), which reads `accepted` itself.

    `accepted` is asked when figures are computed: no load may come in between.

    Needs the optional package pyspark-client. Run it as a command of its own, never inside the dashboard: an endpoint that
    goes away holds the process for minutes. Raise NoEngine.
    """

    def compute(con: Connection) -> None:
        spark = _session(remote)
        try:
            create_views(con)
            compute_with(con, Remote(spark, con, accepted()))
        finally:
            spark.stop()

    return compute


def _session(remote: str) -> SparkSession:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise NoEngine(
            "le client Spark n'est pas installé ; installez « pyspark-client » (voir docs/deploy.md), ou construisez sans --engine"
        ) from None
    try:
        spark = SparkSession.builder.remote(remote).getOrCreate()
        spark.conf.set("spark.sql.session.timeZone", "UTC")
    except Exception as failed:
        raise NoEngine(
            f"aucun moteur ne répond à {remote} ({type(failed).__name__}) ; vérifiez l'adresse sc://hôte:port et que le "
            "serveur Spark Connect est lancé"
        ) from failed
    return spark
