"""A receipt against what is in force: how many lines are new, the same, or gone, and which loads it replaces."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.contracts import contracts
from pipelines.journal import Journal
from pipelines.parquet import fingerprint
from pipelines.prepare import in_force
from pipelines.receipt import Receipt
from pipelines.slices import period_of


@dataclass(frozen=True)
class Difference:
    """What loading one kind of a file would change: lines new, unchanged and gone, and the files it replaces."""

    title: str
    new: int
    same: int
    gone: int
    replaces: tuple[str, ...]


def differences(receipt: Receipt, journal: Journal) -> list[Difference]:
    """Return, for each kind of the file, what its slices would become; a changed line counts as one gone and one new."""
    found = []
    for kind in dict.fromkeys(part.kind for part in receipt.slices):
        contract = contracts()[kind]
        now = in_force(kind, receipt.slices, journal)
        then = in_force(kind, [], journal)
        then.update(
            (line.values["residence"], period_of(contract, line.values), fingerprint(contract, line.values))
            for line in receipt.rows.get(kind, [])
        )
        owners = journal.owners
        files = {owners[part].file for part in receipt.slices if part.kind == kind and part in owners}
        found.append(
            Difference(
                contract.title,
                (then - now).total(),
                (then & now).total(),
                (now - then).total(),
                tuple(sorted(files)),
            )
        )
    return found
