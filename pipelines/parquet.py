"""Accepted rows <-> Parquet, one file a load and kind, each row with the place that it came from."""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipelines.check import Line
from pipelines.contract import ASSOCIATION, Contract
from pipelines.folder import accepted_folder, put_file
from pipelines.journal import Journal
from pipelines.partners import key_of
from pipelines.slices import period_of

LINEAGE = {"source_row": "string", "load_id": "string", "sheet": "string", "sheet_row": "int32"}
EXTRA = {"not_applicable": "string", "period": "string", "fingerprint": "string"}


def stored_types(contract: Contract) -> dict[str, str]:
    """Return every stored column of a kind and its Arrow type: declared columns, keys of names, then lineage."""
    declared = {column.name: column.type.storage for column in contract.kept}
    place = {"residence": "string"} if contract.is_association else {}
    return place | declared | dict.fromkeys(contract.names.values(), "string") | EXTRA | LINEAGE


def write_rows(contract: Contract, load_id: str, lines: list[Line]) -> Path:
    """Write the accepted rows of a load; the file is named after the load, never after what was uploaded."""
    buffer = io.BytesIO()
    pq.write_table(rows_table(contract, load_id, lines), buffer)
    path = rows_path(contract.kind, load_id)
    put_file(path, buffer.getvalue())
    return path


def rows_table(contract: Contract, load_id: str, lines: list[Line]) -> pa.Table:
    """Return the accepted rows of a load as they are written."""
    rows = [_stored(contract, load_id, line, number) for number, line in enumerate(lines, 1)]
    kinds = {
        "string": pa.string(),
        "int32": pa.int32(),
        "double": pa.float64(),
        "bool": pa.bool_(),
        "date32": pa.date32(),
    }
    schema = pa.schema([(name, kinds[storage]) for name, storage in stored_types(contract).items()])
    return pa.Table.from_pylist(rows, schema=schema)


def rows_path(kind: str, load_id: str) -> Path:
    """Return where the rows of a load of a kind lie."""
    return accepted_folder(kind) / f"{load_id}.parquet"


def read_rows(kind: str, load_id: str) -> list[dict[str, Any]]:
    """Return the accepted rows of a load of a kind; none for a register that only says « nothing this month »."""
    if not rows_path(kind, load_id).exists():
        return []
    rows: list[dict[str, Any]] = pq.read_table(rows_path(kind, load_id)).to_pylist()
    return rows


def rows_in(journal: Journal, kind: str, load_id: str) -> list[dict[str, Any]]:
    """Return the accepted rows of a load of a kind, whether it is written or only planned."""
    planned = journal.pending.get((kind, load_id))
    return read_rows(kind, load_id) if planned is None else planned.to_pylist()


def count_rows(kind: str, load_id: str) -> Counter[tuple[str, str]]:
    """Return how many accepted rows of a load of a kind each (residence, period) has."""
    path = rows_path(kind, load_id)
    if not path.exists():
        return Counter()
    table = pq.read_table(path, columns=["residence", "period"])
    return Counter(zip(table["residence"].to_pylist(), table["period"].to_pylist(), strict=True))


def fingerprint(contract: Contract, values: dict[str, Any]) -> str:
    """Return the mark of a row's content, the same whatever file it comes from. Blanks leave no mark."""
    names = [column.name for column in contract.kept] + ["not_applicable"]
    content = {name: str(values[name]) for name in names if values.get(name) is not None}
    return hashlib.blake2b(json.dumps(content, sort_keys=True).encode(), digest_size=12).hexdigest()


def _stored(contract: Contract, load_id: str, line: Line, number: int) -> dict[str, Any]:
    values = {column.name: line.values.get(column.name) for column in contract.kept}
    place = {"residence": ASSOCIATION} if contract.is_association else {}
    keys = {key: key_of(values[name]) for name, key in contract.names.items()}
    return (
        place
        | values
        | keys
        | {
            "not_applicable": line.values.get("not_applicable"),
            "period": period_of(contract, line.values),
            "fingerprint": fingerprint(contract, line.values),
            "source_row": f"{load_id}/{contract.code}/{number}",
            "load_id": load_id,
            "sheet": line.table.sheet.name,
            "sheet_row": line.record.row,
        }
    )
