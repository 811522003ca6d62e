"""What is in force: the rows that the newest loads hold, and who is called what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from pipelines.journal import Journal
from pipelines.meanings import residence_spellings
from pipelines.ownership import NAMING
from pipelines.parquet import rows_in
from pipelines.receipt import Receipt
from pipelines.residences import Residences
from pipelines.slices import Slice


def in_force(kind: str, slices: Iterable[Slice], journal: Journal) -> Counter[tuple[str, str, str]]:
    """Return the rows now in force in these slices of a kind, as (residence, period, fingerprint) with their number."""
    return Counter(
        (row["residence"], row["period"], row["fingerprint"]) for row in rows_in_force(kind, slices, journal)
    )


def rows_in_force(kind: str, slices: Iterable[Slice], journal: Journal) -> Iterator[dict[str, Any]]:
    """Yield the rows now in force in these slices of a kind."""
    owners = journal.owners
    loads = {part: owners[part].load_id for part in slices if part.kind == kind and part in owners}
    for load_id in sorted(set(loads.values())):
        for row in rows_in(journal, kind, load_id):
            if loads.get(Slice(kind, row["residence"], row["period"])) == load_id:
                yield row


def known_residences(journal: Journal, more: Iterable[Receipt] = ()) -> Residences:
    """Return the residences in force, and those of receipts about to be loaded."""
    owners = journal.owners
    rows = [
        row
        for load_id in sorted({entry.load_id for part, entry in owners.items() if part.kind == NAMING})
        for row in rows_in(journal, NAMING, load_id)
        if (owner := owners.get(Slice(NAMING, row["residence"], ""))) and owner.load_id == load_id
    ]
    rows += [line.values for receipt in more for line in receipt.rows.get(NAMING, [])]
    found = Residences(rows)
    for code, said in residence_spellings().items():
        for words in said:
            found.also(code, words)
    return found
