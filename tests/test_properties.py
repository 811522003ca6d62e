"""Whatever people write in a workbook of any kind: no line is lost, the same file changes nothing, undoing undoes, order is free."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as some

from indicators.compute import compute
from pipelines.blank import write_blank
from pipelines.cell import cell_of
from pipelines.contract import Contract
from pipelines.contracts import contracts
from pipelines.journal import Journal, read_journal
from pipelines.keep import check_files, load_files
from pipelines.parquet import read_rows
from pipelines.prepare import prepare
from pipelines.read import Sheet, Workbook
from pipelines.receipt import Receipt
from pipelines.withdraw import withdraw
from tests.generated import KNOWN, TODAY, Drawn, sound_lines, spelled, tables
from tests.once import copy_of
from tests.workbooks import RESIDENCES, Rows, figures

ALL = pytest.mark.parametrize("contract", contracts().values(), ids=contracts())
# A register of the association without periods is one slice: two loads of it are never apart, the newest owns it.
IN_PARTS = [one for one in contracts().values() if not (one.is_association and one.period == "none")]
EXAMPLES = int(os.environ.get("PALIER_EXAMPLES", "0"))  # `make fuzz` tries many more, and others each time


def often(few: int) -> Any:
    """Return how many examples are tried: the same few in the tests, many drawn anew by `make fuzz`."""
    # A failure is made smaller by `make fuzz` only: it takes minutes where each example builds a database.
    phases = list(Phase) if EXAMPLES else [Phase.explicit, Phase.generate]
    return settings(max_examples=EXAMPLES or few, deadline=None, derandomize=not EXAMPLES, phases=phases)


def book(rows: Rows, name: str = "Feuille") -> Workbook:
    """Return a workbook of one sheet as the reader gives it: how files are read is proved elsewhere."""
    cells = {(row, at): cell_of(held) for row, line in enumerate(rows, 1) for at, held in enumerate(line, 1)}
    sheet = Sheet(name, {place: cell for place, cell in cells.items() if cell.kind != "blank"})
    return Workbook(f"{name}.xlsx", "", (sheet,))


REFERENCE = book(RESIDENCES, "Référentiel")


@contextmanager
def association(figured: bool = False) -> Iterator[None]:
    """A data folder for one example, that holds the two residences declared and nothing else."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_TODAY", "2026-01-15")
        patch.setenv(
            "PALIER_DATA",
            str(copy_of(f"declared, figures: {figured}", partial(declare, figured), Path(folder) / "data")),
        )
        yield


def declare(figured: bool, folder: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder))
        load(REFERENCE, figured=figured)


def load(*books: Workbook, figured: bool = False) -> list[Receipt]:
    """Load workbooks, their faulty lines set aside; figures are computed where they are looked at."""
    return load_files(books, compute if figured else lambda con: None, set_aside=True)


def in_force() -> Counter[tuple[Any, ...]]:
    """Return the rows in force, as the owners of the slices say, without what names their load and their place."""
    journal = read_journal()
    owners = {
        (part.kind, part.residence, part.period): entry.load_id for part, entry in journal.owners.items()
    }
    beside = {"load_id", "sheet", "sheet_row", "row_id", "source_row"}
    return Counter(
        (kind, *sorted((name, str(value)) for name, value in row.items() if name not in beside))
        for entry in journal.entries
        for kind in {part.kind for part in entry.slices}
        for row in read_rows(kind, entry.load_id)
        if owners.get((kind, row["residence"], row["period"])) == entry.load_id
    )


@ALL
@given(draw=some.data())
@often(12)
def test_each_line_is_found_once_and_every_count_adds_up(contract: Contract, draw: some.DataObject) -> None:
    drawn: Drawn = draw.draw(tables(contract))
    receipt = prepare(book(drawn.rows), Journal(), KNOWN, TODAY)
    told = Counter(
        [line.record.row for of_kind in receipt.rows.values() for line in of_kind]
        + [line.record.row for line in receipt.set_aside_lines]
        + [row for _, row, _ in receipt.ignored_lines]
    )
    assert {row: told[row] for row in drawn.lines} == dict.fromkeys(drawn.lines, 1)
    assert told.total() == receipt.read == receipt.accepted + receipt.set_aside + receipt.ignored
    assert {kind for kind in (*receipt.rows, receipt.kind) if kind} <= {contract.kind}


@ALL
@given(draw=some.data())
@often(12)
def test_lines_that_keep_the_rules_are_accepted_however_they_are_spelled(
    contract: Contract, draw: some.DataObject
) -> None:
    drawn: Drawn = draw.draw(tables(contract, faults=False))
    receipt = prepare(book(drawn.rows), Journal(), KNOWN, TODAY)
    assert [problem.message for problem in receipt.faults] == []
    assert receipt.status in ("acceptable", "unchanged")


@ALL
@given(draw=some.data())
@often(2)
def test_the_same_file_again_changes_nothing(contract: Contract, draw: some.DataObject) -> None:
    drawn: Drawn = draw.draw(tables(contract))
    with association():
        [first] = load(book(drawn.rows))
        before = in_force()
        [again] = load(book(drawn.rows))
        assert again.status == {"loaded": "unchanged"}.get(first.status, first.status)
        assert in_force() == before


@ALL
@given(draw=some.data())
@often(1)
def test_undoing_is_the_exact_inverse(contract: Contract, draw: some.DataObject) -> None:
    first, second = draw.draw(tables(contract)), draw.draw(tables(contract))
    with association(figured=True):  # a first workbook may be refused: there are figures all the same
        load(book(first.rows), figured=True)
        rows, shown = in_force(), figures()
        [receipt] = load(book(second.rows))
        if receipt.load_id:
            withdraw(receipt.load_id, "essai", compute)
        assert in_force() == rows
        assert figures() == shown


@pytest.mark.parametrize("contract", IN_PARTS, ids=lambda one: one.kind)
@given(draw=some.data())
@often(2)
def test_the_order_of_disjoint_loads_is_irrelevant(contract: Contract, draw: some.DataObject) -> None:
    lines = draw.draw(some.lists(sound_lines(contract), min_size=2, max_size=4))
    header = [column.header for column in contract.kept]
    halves = []
    for at, code in enumerate(("VIA", "TIL")):
        own = [line | apart(contract, line, at) for line in lines]
        if contract.kind == "referentiel_residences":
            own = [
                line | {"name": f"{code} {at}", "residence": f"{code}{at}", "aliases": None}
                for at, line in enumerate(lines)
            ]
        halves.append(
            book([header, *([line[column.name] for column in contract.kept] for line in own)], code)
        )
    seen = []
    for order in (halves, halves[::-1]):
        with association():
            assert [receipt.status for receipt in load(order[0])] == ["loaded"]
            assert [receipt.status for receipt in load(order[1])] == ["loaded"]
            seen.append(in_force())
    assert seen[0] == seen[1]
    assert seen[0]


def apart(contract: Contract, line: dict[str, Any], half: int) -> dict[str, Any]:
    """Return what puts a line in one half or the other: a residence, or for the association's own kinds a year or a call."""
    if not contract.is_association:
        return {contract.residence_column: ("VIA", "TIL")[half]}
    own = {"call": f"AAP {2024 + half}", "year": 2024 + half, "month": date(2024 + half, 3, 5)}
    return {contract.period_column: own[contract.period]}


@ALL
@given(draw=some.data())
@often(2)
def test_the_blank_workbook_filled_is_always_accepted(contract: Contract, draw: some.DataObject) -> None:
    lines = draw.draw(some.lists(sound_lines(contract), min_size=1, max_size=4))
    period = {"month": "2025-03", "wave": "Vague 2025", "call": "AAP 2025"}.get(contract.period, "2025")
    with association(), tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "vierge.xlsx"
        write_blank(contract, "VIA", period, path)
        filled = openpyxl.load_workbook(path)
        sheet = filled.worksheets[0]
        names = {column.header: column for column in contract.kept}
        row = next(one for one in sheet.iter_rows(max_row=12) if sum(cell.value in names for cell in one) > 1)
        first = next(at for at in range(row[0].row + 1, 200) if not sheet.cell(at, row[1].column).value)
        for number, line in enumerate(lines):
            for cell in row:
                if cell.value in names:
                    column = names[cell.value]
                    held = (
                        "VIA"
                        if column.name == "residence" and contract.period != "none"
                        else line[column.name]
                    )
                    sheet.cell(first + number, cell.column, spelled(draw.draw, column, held) or None)
        filled.save(path)
        [receipt] = check_files([path])
    assert [problem.message for problem in receipt.faults] == []
    assert receipt.status in ("acceptable", "unchanged")
    assert receipt.accepted + receipt.ignored >= len(lines)
