"""What is in force against what would be: which lines are new, changed cell by cell, or gone, and which loads are replaced."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from pipelines.contract import ASSOCIATION_NAME, Contract
from pipelines.contracts import contracts
from pipelines.in_force import known_residences, rows_in_force
from pipelines.journal import Journal
from pipelines.pair import Written, pairs
from pipelines.parquet import fingerprint
from pipelines.receipt import Receipt
from pipelines.slices import Slice, period_of
from pipelines.spell import BLANK, line_name, spell

State = Literal["new", "changed", "gone"]


@dataclass(frozen=True)
class Cell:
    """A cell that is not the same: its column's French header, what it holds and what it would hold, in French."""

    column: str
    old: str
    new: str


@dataclass(frozen=True)
class LineChange:
    """A line that is new, changed or gone: what tells it, where it is written, and its cells that are not the same."""

    state: State
    residence: str
    period: str
    line: str
    sheet: str
    row: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Difference:
    """What one kind of workbook would change: lines new, unchanged, changed and gone, and the files it replaces.

    `lines`: each that is not the same. Where nothing was in force every line is new and none is listed: the workbook
    itself is the list.
    """

    kind: str
    title: str
    new: int
    same: int
    changed: int
    gone: int
    lines: tuple[LineChange, ...]
    replaces: tuple[str, ...] = ()

    def told(self) -> list[str]:
        """Return it in French, a line for each count and each cell."""
        counts = (
            f"{self.new} nouvelles, {self.changed} modifiées, {self.same} inchangées, {self.gone} disparues"
        )
        return [f"   {self.title} : {counts}", *(text for one in self.lines for text in _told(one))]


def as_json(found: Sequence[Difference]) -> dict[str, Any]:
    """Return what `check --json` promises under `lines`: how many are new, changed, the same and gone, and which."""
    counts = {name: sum(getattr(one, name) for one in found) for name in ("new", "changed", "same", "gone")}
    changes = [{"kind": one.kind} | asdict(line) for one in found for line in one.lines]
    return counts | {"changes": changes}


def _told(line: LineChange) -> list[str]:
    where = f"      {line.residence or ASSOCIATION_NAME} {line.period} {line.line or f'ligne {line.row}'}"
    if line.state != "changed":
        return [f"{where} : {'nouvelle' if line.state == 'new' else 'disparue'}"]
    return [f"{where} · {one.column} : {one.old} → {one.new}" for one in line.cells]


def differences(receipt: Receipt, journal: Journal) -> list[Difference]:
    """Return, for each kind of a file, what the lines in force in its slices would become."""
    names, owners = known_residences(journal, [receipt]).labels, journal.owners
    found = []
    for kind in dict.fromkeys(part.kind for part in receipt.slices):
        before = list(_of_journal(kind, receipt.slices, journal))
        one = _difference(contracts()[kind], before, list(_of_receipt(kind, receipt)), names)
        files = {owners[part].file for part in receipt.slices if part.kind == kind and part in owners}
        found.append(replace(one, replaces=tuple(sorted(files))))
    return found


def differences_between(now: Journal, then: Journal, slices: Sequence[Slice]) -> list[Difference]:
    """Return, for each kind, what the lines in force in some slices become from one journal to another."""
    names = known_residences(then).labels | known_residences(now).labels
    return [
        _difference(
            contracts()[kind],
            list(_of_journal(kind, slices, now)),
            list(_of_journal(kind, slices, then)),
            names,
        )
        for kind in dict.fromkeys(part.kind for part in slices)
    ]


def _of_journal(kind: str, slices: Sequence[Slice], journal: Journal) -> Iterator[Written]:
    for row in rows_in_force(kind, slices, journal):
        yield Written(
            row["residence"], row["period"], row["fingerprint"], row, (row["sheet"], row["sheet_row"])
        )


def _of_receipt(kind: str, receipt: Receipt) -> Iterator[Written]:
    contract = contracts()[kind]
    for line in receipt.rows.get(kind, []):
        values = line.values
        yield Written(
            values["residence"],
            period_of(contract, values),
            fingerprint(contract, values),
            values,
            (line.table.sheet.name, line.record.row),
        )


def _difference(
    contract: Contract, before: Sequence[Written], after: Sequence[Written], names: Mapping[str, str]
) -> Difference:
    same, found = pairs(contract, before, after)
    counted = Counter(_state(old, new) for old, new in found)
    lines = [_change(contract, old, new, names) for old, new in found] if before else []
    return Difference(
        kind=contract.kind,
        title=contract.title,
        new=counted["new"],
        same=same,
        changed=counted["changed"],
        gone=counted["gone"],
        lines=tuple(sorted(lines, key=lambda one: (one.residence, one.period, one.line, one.row))),
    )


def _state(old: Written | None, new: Written | None) -> State:
    return "new" if old is None else "gone" if new is None else "changed"


def _change(
    contract: Contract, old: Written | None, new: Written | None, names: Mapping[str, str]
) -> LineChange:
    """Return a line's change, said of the line in force where there is one; a new line's and a gone one's every filled cell."""
    told = old or new
    assert told  # a pair holds at least one line
    sheet, row = (new or told).place
    sides = [
        {one.header: spell(one, side.values, names) for one in contract.kept} if side else {}
        for side in (old, new)
    ]
    cells = [
        Cell(column.header, *(side.get(column.header, BLANK) for side in sides)) for column in contract.kept
    ]
    return LineChange(
        _state(old, new),
        told.residence,
        told.period,
        line_name(contract, told.values, names),
        sheet,
        row,
        tuple(one for one in cells if one.old != one.new),
    )
