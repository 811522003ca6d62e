"""The journal as a person reads it: every load of one's own, its receipt, what it changed, who withdrew it and why."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pipelines.contracts import contracts
from pipelines.in_force import in_force
from pipelines.journal import Entry, Journal, Status, read_journal
from pipelines.ownership import Bounds
from pipelines.slices import Slice


def history(bounds: Bounds) -> list[dict[str, Any]]:
    """Return every load that holds something of one's own, newest first, with its receipt.

    Of a load that also covers others (`is_shared`), only what concerns one's own is told: no count of lines, and no doubt
    or line set aside that may be another's.
    """
    journal = read_journal()
    own = [
        entry
        for entry in reversed(journal.entries)
        if any(bounds.allow(part.residence) for part in entry.slices)
    ]
    return [_told(entry, journal, bounds) for entry in own]


def changes(load_id: str, bounds: Bounds) -> list[dict[str, Any]]:
    """Return what a load changed in one's own slices when it came, kind by kind: lines `new`, `same`, `gone`, files replaced.

    A changed line counts as one gone and one new. Empty for a load that is not one's own.
    """
    journal = read_journal()
    entry = journal.find(load_id)
    if entry is None:
        return []
    before, alone = _before(journal, entry), Journal((entry,))
    parts = [part for part in entry.slices if bounds.allow(part.residence)]
    return [
        _difference(kind, [part for part in parts if part.kind == kind], before, alone)
        for kind in dict.fromkeys(part.kind for part in parts)
    ]


def _before(journal: Journal, entry: Entry) -> Journal:
    """Return the journal as it was when a load came."""
    place = journal.entries.index(entry)
    gone = {key: one for key, one in journal.withdrawals.items() if one.at <= entry.at}
    return Journal(journal.entries[:place], gone)


def _difference(kind: str, parts: list[Slice], before: Journal, alone: Journal) -> dict[str, Any]:
    then, now = in_force(kind, parts, before), in_force(kind, parts, alone)
    owners = before.owners
    return {
        "kind": kind,
        "title": contracts()[kind].title,
        "new": (now - then).total(),
        "same": (now & then).total(),
        "gone": (then - now).total(),
        "replaces": sorted({owners[part].file for part in parts if part in owners}),
    }


def _told(entry: Entry, journal: Journal, bounds: Bounds) -> dict[str, Any]:
    is_shared = not bounds.cover(entry.slices)
    withdrawal = journal.withdrawals.get(entry.load_id)
    counts = ("read", "accepted", "set_aside", "ignored", "mandatory_filled", "mandatory")
    return {
        "load_id": entry.load_id,
        "file": entry.file,
        "sha256": entry.sha256,
        "by": entry.by,
        "at": entry.at,
        "confirmed_by": entry.confirmed_by,
        "status": _status(entry, journal, bounds),
        "is_shared": is_shared,
        "slices": [part.as_json() for part in entry.slices if bounds.allow(part.residence)],
        "doubts": _own(entry.doubts, is_shared, bounds),
        "set_aside_at": _own(entry.set_aside_at, is_shared, bounds),
        "not_read": [] if is_shared else list(entry.not_read),
        "withdrawal": asdict(withdrawal) if withdrawal else None,
    } | {name: None if is_shared else getattr(entry, name) for name in counts}


def _own(places: tuple[dict[str, Any], ...], is_shared: bool, bounds: Bounds) -> list[dict[str, Any]]:
    return [
        one for one in places if not is_shared or (one.get("residence") and bounds.allow(one["residence"]))
    ]


def _status(entry: Entry, journal: Journal, bounds: Bounds) -> Status:
    if entry.load_id in journal.withdrawals:
        return "withdrawn"
    owners = (journal.owners[part] for part in entry.slices if bounds.allow(part.residence))
    return "active" if any(owner.load_id == entry.load_id for owner in owners) else "replaced"
