"""The month's board: residence × kind, what is received, late, confirmed empty or to check."""

from __future__ import annotations

from typing import Any

from pipelines.clock import today
from pipelines.contracts import contracts
from pipelines.dates import next_month
from pipelines.journal import Journal, read_journal
from pipelines.parquet import read_rows
from pipelines.prepare import known_residences
from pipelines.slices import Slice

_DUE_DAY = (
    10  # domain.md I81: files are due by the 10th of the month after (a setting of the association, later)
)


def board(month: str) -> list[dict[str, Any]]:
    """Return one row a residence and monthly kind: `status` is received, empty, to_check, expected or late."""
    journal = read_journal()
    residences = known_residences(journal).labels
    kinds = [contract for contract in contracts().values() if contract.period == "month"]
    return [
        {"month": month, "residence": code, "kind": contract.kind}
        | _state(journal, Slice(contract.kind, code, month))
        for code in sorted(residences)
        for contract in kinds
    ]


def _state(journal: Journal, part: Slice) -> dict[str, Any]:
    owner = journal.owners.get(part)
    if owner is None:
        return {"status": "late" if _is_due(part.period) else "expected", "load_id": None, "rows": 0}
    rows = sum(
        row["residence"] == part.residence and row["period"] == part.period
        for row in read_rows(part.kind, owner.load_id)
    )
    aside = any(place["kind"] == part.kind for place in owner.set_aside_at)
    status = "to_check" if aside else "received" if rows else "empty"
    return {"status": status, "load_id": owner.load_id, "rows": rows}


def _is_due(month: str) -> bool:
    year, number = (int(part) for part in month.split("-"))
    due = next_month(today().replace(year=year, month=number, day=1)).replace(day=_DUE_DAY)
    return today() > due
