"""A load -> undone: the one before it is in force again. Nothing is erased; the journal keeps both."""

from __future__ import annotations

from pipelines.build import Compute, build
from pipelines.clock import now
from pipelines.closed import closed_parts, explained
from pipelines.folder import writing
from pipelines.journal import Entry, Journal, Withdrawal, read_journal, write_withdrawal
from pipelines.ownership import UNBOUNDED, Bounds
from pipelines.scrub import scrub
from pipelines.store import point_to


class Unknown(Exception):
    """A load that is not in the journal, no longer in force, or that closed months rest on."""


def withdraw(
    load_id: str,
    reason: str,
    compute: Compute,
    by: str = "ligne de commande",
    bounds: Bounds = UNBOUNDED,
) -> Entry:
    """Withdraw a load: the one before it is in force again. Raise Unknown when there is no such load to withdraw."""
    with writing():
        journal = read_journal()
        entry = withdrawable(journal, load_id, bounds)
        withdrawal = Withdrawal(entry.load_id, by, now().isoformat(), scrub(reason)[0], journal.next_rank)
        version = build(compute, journal.with_withdrawal(withdrawal))
        write_withdrawal(withdrawal)
        point_to(version)
    return entry


def withdrawable(journal: Journal, load_id: str, bounds: Bounds) -> Entry:
    """Return the load that is asked to be withdrawn; raise Unknown where it may not be, or is not there."""
    entry = journal.find(load_id)
    if entry is None and bounds.allowed is None:
        raise Unknown(
            f"aucun chargement « {load_id} » ; la liste est donnée par « python -m pipelines loads »"
        )
    if entry is None or not bounds.cover(entry.slices):
        raise Unknown("ce dépôt n'est pas de vos seules résidences ; demandez à la direction de le retirer")
    if not bounds.may_withdraw(entry.by, entry.slices):
        raise Unknown(
            "ce dépôt a été fait par quelqu'un d'autre ; demandez-lui, ou à la direction, de le retirer"
        )
    if entry.load_id in journal.withdrawals:
        raise Unknown(f"le chargement {entry.load_id} a déjà été retiré")
    held = [part for part in entry.slices if journal.owners.get(part) == entry]
    if closed := closed_parts(journal, held):
        raise Unknown(explained(journal, closed))
    return entry
