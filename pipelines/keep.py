"""Receipts -> accepted Parquet and journal entries. The journal entry is written last: it is the commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pipelines.build import Compute, build
from pipelines.clock import now, today
from pipelines.contracts import contracts
from pipelines.folder import data_folder, writing
from pipelines.in_force import known_residences
from pipelines.journal import Entry, Journal, read_journal, write_entry
from pipelines.names import stem
from pipelines.ownership import NAMING, UNBOUNDED, Bounds
from pipelines.parquet import rows_table, write_rows
from pipelines.prepare import prepare
from pipelines.read import Workbook, read
from pipelines.receipt import Receipt
from pipelines.repair import Corrections, Order, orders, repaired
from pipelines.scrub import scrub
from pipelines.slices import place_of
from pipelines.store import point_to

NO_REASON = "sans motif"
Progress = Callable[[str, int, int], None]
Source = Path | Workbook  # a file, or what it was read as a moment ago


def check_files(
    files: Sequence[Source],
    set_aside: bool = False,
    progress: Progress | None = None,
    bounds: Bounds = UNBOUNDED,
    corrections: Sequence[Corrections] = (),
) -> list[Receipt]:
    """Return the receipt of each file, in the order given, without writing anything. One that was read already is not again."""
    wanted = orders([set_aside] * len(files), corrections)
    return _receipts(_read(files, progress), read_journal(), wanted, bounds)


def load_files(
    files: Sequence[Source],
    compute: Compute,
    by: str = "ligne de commande",
    set_aside: bool | Sequence[bool] = False,
    reason: str = NO_REASON,
    progress: Progress | None = None,
    bounds: Bounds = UNBOUNDED,
    corrections: Sequence[Corrections] = (),
) -> list[Receipt]:
    """Load files, any order, all or nothing per file; return their receipts in the order given.

    `set_aside`, for all files or file by file: load the sound lines of a file instead of refusing it. `corrections`,
    file by file: what was typed instead of what its faulty cells hold. `bounds` are
    looked at here again, under the lock: between the check and this, files and names may have changed.

    The database is built before the commit, from the journal as it will be: at any instant of a kill, what is on disk
    is the state before or the state after.
    """
    workbooks = _read(files, progress)
    with writing():
        journal = read_journal()
        _forget_orphans(journal)
        entries: list[Entry] = []

        def accept(receipt: Receipt) -> Journal:
            planned = journal.with_entry(*entries)
            entries.append(_write_accepted(receipt, planned.next_id(), journal.next_rank, by, reason))
            return journal.with_entry(*entries)

        aside = [set_aside] * len(files) if isinstance(set_aside, bool) else set_aside
        receipts = _receipts(workbooks, journal, orders(aside, corrections), bounds, accept)
        _commit(journal.with_entry(*entries), compute, entries)
    return receipts


def plan_files(
    files: Sequence[Source],
    journal: Journal,
    set_aside: bool | Sequence[bool] = False,
    bounds: Bounds = UNBOUNDED,
    corrections: Sequence[Corrections] = (),
) -> Journal:
    """Return a journal as loading files the same way would leave it, their rows pending. Nothing is written."""
    rank = journal.next_rank

    def accept(receipt: Receipt) -> Journal:
        nonlocal journal
        load_id = journal.next_id()
        rows = {one: rows_table(contracts()[one], load_id, lines) for one, lines in receipt.rows.items()}
        journal = journal.with_pending(_entry(receipt, load_id, rank, "", NO_REASON), rows)
        return journal

    aside = [set_aside] * len(files) if isinstance(set_aside, bool) else set_aside
    _receipts(_read(files, None), journal, orders(aside, corrections), bounds, accept)
    return journal


def _read(files: Sequence[Source], progress: Progress | None) -> list[Workbook]:
    """Return the workbooks of files, those read already as they are; progress is told of the others."""
    paths = [file for file in files if isinstance(file, Path)]
    just_read = []
    for number, workbook in enumerate(read(paths), 1):
        just_read.append(workbook)
        if progress:
            progress(workbook.file, number, len(paths))
    following = iter(just_read)
    return [next(following) if isinstance(file, Path) else file for file in files]


def _receipts(
    workbooks: Sequence[Workbook],
    journal: Journal,
    asked: Sequence[Order],
    bounds: Bounds,
    accept: Callable[[Receipt], Journal] | None = None,
) -> list[Receipt]:
    """Prepare every file, those that name residences first, so that the others may be dropped with them in any order.

    `accept` writes or plans an acceptable receipt's rows and returns the journal as it will be: the next file is compared with it.
    """
    found: dict[int, Receipt] = {}
    naming: list[Receipt] = []
    for number, workbook in _namers_first(workbooks):
        receipt = _receipt(workbook, journal, naming, asked[number], bounds)
        if NAMING in receipt.rows and receipt.status in ("acceptable", "unchanged"):
            naming.append(receipt)
        if accept and receipt.status == "acceptable":
            journal = accept(receipt)
        found[number] = receipt
    return [found[number] for number in range(len(workbooks))]


def _receipt(
    workbook: Workbook, journal: Journal, naming: list[Receipt], order: Order, bounds: Bounds
) -> Receipt:
    set_aside, corrections = order

    def judged(more: list[Receipt]) -> Receipt:
        known = known_residences(journal, more)
        return repaired(
            workbook, corrections, lambda book: prepare(book, journal, known, today(), set_aside, bounds)
        )

    receipt = judged(naming)
    if NAMING in receipt.rows:
        # The workbook's other sheets may name the residences that its own list declares.
        receipt = judged([*naming, receipt])
    return receipt


def _namers_first(workbooks: Sequence[Workbook]) -> Iterator[tuple[int, Workbook]]:
    contract = contracts()[NAMING]
    wanted = [contract.by_name[name].spellings for name in ("residence", "units_total")]

    def names_residences(workbook: Workbook) -> bool:
        texts = {
            stem(cell.text)
            for sheet in workbook.sheets
            for (row, _), cell in sheet.cells.items()
            if row <= 40
        }
        return all(texts & spelling for spelling in wanted)

    yield from sorted(enumerate(workbooks), key=lambda pair: not names_residences(pair[1]))


def _write_accepted(receipt: Receipt, load_id: str, rank: int, by: str, reason: str) -> Entry:
    for kind, lines in receipt.rows.items():
        write_rows(contracts()[kind], load_id, lines)
    receipt.status, receipt.load_id = "loaded", load_id
    return _entry(receipt, load_id, rank, by, reason)


def _entry(receipt: Receipt, load_id: str, rank: int, by: str, reason: str) -> Entry:
    reason, _ = scrub(reason)  # it is shown wherever the figure is: nobody is named in it
    of_problem = {
        id(problem): line for lines in receipt.rows.values() for line in lines for problem in line.problems
    }
    doubts = [
        problem.as_json()
        | {"reason": reason}
        | (place_of(of_problem[id(problem)]) if id(problem) in of_problem else {})
        for problem in receipt.problems
        if problem.severity == "doubt"
    ]
    aside = [
        {"sheet": line.table.sheet.name, "row": line.record.row} | place_of(line)
        for line in receipt.set_aside_lines
    ]
    filled, mandatory = receipt.mandatory
    return Entry(
        load_id=load_id,
        file=receipt.file,
        sha256=receipt.sha256,
        kind=receipt.kind,
        by=by,
        at=now().isoformat(),
        read=receipt.read,
        accepted=receipt.accepted,
        set_aside=receipt.set_aside,
        ignored=receipt.ignored,
        slices=tuple(receipt.slices),
        doubts=tuple(doubts),
        set_aside_at=tuple(aside),
        not_read=tuple(receipt.not_read),
        corrections=tuple(receipt.corrections),
        mandatory_filled=filled,
        mandatory=mandatory,
        rank=rank,
    )


def _commit(journal: Journal, compute: Compute, entries: Sequence[Entry]) -> None:
    if not entries:
        return
    version = build(compute, journal)
    for entry in entries:
        write_entry(entry)
    point_to(version)


def _forget_orphans(journal: Journal) -> None:
    """Remove rows that a killed load left without an entry: such a load does not exist."""
    known = {entry.load_id for entry in journal.entries}
    for path in (data_folder() / "accepted").glob("*/*.parquet"):
        if path.stem not in known:
            path.unlink()
