"""The journal -> what a distant engine reads by itself: the accepted files in force, the slices owned, what derives from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipelines.build import melt_sql
from pipelines.contract import Contract
from pipelines.contracts import contracts
from pipelines.folder import data_folder
from pipelines.journal import Journal
from pipelines.parquet import rows_path, stored_types

_SQL = {"string": "string", "int32": "int", "double": "double", "bool": "boolean", "date32": "date"}


@dataclass(frozen=True)
class Accepted:
    """A fact to be read where it lies.

    `paths`: its Parquet files, as the engine sees them; `owned`: (residence, period, load_id) of each slice in force;
    `columns`: (name, SQL type) of the fact; `derived`: table -> the query that makes it from the fact.
    """

    fact: str
    paths: tuple[str, ...]
    owned: tuple[tuple[str, str, str], ...]
    columns: tuple[tuple[str, str], ...]
    derived: Mapping[str, str]


def accepted_facts(journal: Journal, seen_at: str = "") -> Iterator[Accepted]:
    """Yield every fact of a journal; `seen_at`: the data folder under the name that the engine knows it by, if another."""
    here, there = str(data_folder().resolve()), seen_at.rstrip("/") or str(data_folder().resolve())
    for contract in contracts().values():
        owned = tuple(
            (part.residence, part.period, entry.load_id)
            for part, entry in journal.owners.items()
            if part.kind == contract.kind
        )
        loads = sorted({load_id for _, _, load_id in owned})
        paths = [rows_path(contract.kind, one) for one in loads]
        yield Accepted(
            contract.fact,
            tuple(str(path.resolve()).replace(here, there, 1) for path in paths if path.exists()),
            owned,
            tuple((name, _SQL[storage]) for name, storage in stored_types(contract).items()),
            _derived(contract),
        )


def _derived(contract: Contract) -> dict[str, str]:
    """Return what lists and melts become. A list is taken apart by `explode`, the one spelling that such engines share."""
    lists = {
        table: f"select source_row, residence, explode(split({column}, ';')) as {column} from {contract.fact} "
        f"where {column} is not null"
        for column, table in contract.lists.items()
    }
    return lists | {melt.table: melt_sql(contract, melt) for melt in contract.melts}
