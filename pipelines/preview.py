"""What is about to be loaded or withdrawn -> the database as it would then be, in memory. Nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from pipelines.build import Compute, write_facts
from pipelines.clock import now
from pipelines.journal import Journal, Withdrawal, read_journal
from pipelines.keep import Source, plan_files
from pipelines.ownership import UNBOUNDED, Bounds
from pipelines.repair import Corrections
from pipelines.slices import Slice
from pipelines.store import Connection, current, cursor, scratch
from pipelines.withdraw import withdrawable

T = TypeVar("T")
# Says something of the database in use, of the one that would follow, and of the residences at stake.
Tell = Callable[[Connection, Connection, frozenset[str]], T]


@dataclass(frozen=True)
class Plan:
    """A journal as it is and as it would be, and the slices that what is planned covers."""

    now: Journal
    then: Journal
    slices: tuple[Slice, ...]

    @property
    def residences(self) -> frozenset[str]:
        """The residences that it covers."""
        return frozenset(part.residence for part in self.slices)


def plan_load(
    files: Sequence[Source],
    set_aside: bool | Sequence[bool] = False,
    bounds: Bounds = UNBOUNDED,
    corrections: Sequence[Corrections] = (),
) -> Plan:
    """Return what loading these files would leave; those that would be refused or change nothing leave nothing."""
    journal = read_journal()
    then = plan_files(files, journal, set_aside, bounds, corrections)
    added = then.entries[len(journal.entries) :]
    return Plan(journal, then, tuple(part for entry in added for part in entry.slices))


def plan_withdrawal(load_id: str, bounds: Bounds = UNBOUNDED) -> Plan:
    """Return what withdrawing a load would leave; raise Unknown as withdrawing it would."""
    journal = read_journal()
    entry = withdrawable(journal, load_id, bounds)
    then = journal.with_withdrawal(Withdrawal(entry.load_id, "", now().isoformat(), "", journal.next_rank))
    return Plan(journal, then, entry.slices)


def preview(plan: Plan, compute: Compute, tell: Tell[T]) -> T:
    """Return what `tell` says of the database in use and of the one that would follow, filled by `compute`."""
    with _in_force(plan.now, compute) as before, _in_memory(plan.then, compute) as after:
        return tell(before, after, plan.residences)


@contextmanager
def _in_force(journal: Journal, compute: Compute) -> Iterator[Connection]:
    """Yield the current version if it is of this journal; else one of its own: before any load, after a new definition."""
    version = current()
    if version and version.endswith(journal.state):
        yield cursor(version)
        return
    with _in_memory(journal, compute) as con:
        yield con


@contextmanager
def _in_memory(journal: Journal, compute: Compute) -> Iterator[Connection]:
    con = scratch()
    try:
        write_facts(con, journal)
        compute(con)
        yield con
    finally:
        con.close()
