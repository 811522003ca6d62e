"""Files handed over the counter -> receipts. Their bytes are laid down in a temporary folder only to be read or marked.

Each function takes the bounds of whoever stands there and has no default: what a page forgot to say is never « all ».
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.build import Compute, rebuild
from pipelines.compare import Difference, differences, differences_between
from pipelines.flaws import repairable
from pipelines.in_force import known_residences
from pipelines.journal import Entry, Journal, Status, read_journal
from pipelines.keep import NO_REASON, check_files, load_files
from pipelines.lay_down import laid_down
from pipelines.marked import given_back
from pipelines.matching import decide as give_meaning
from pipelines.matching import unknown_words
from pipelines.meanings import BadMeaning, remember
from pipelines.ownership import NAMING, Bounds
from pipelines.partners import near_pair
from pipelines.preview import T, Tell, plan_load, plan_withdrawal, preview
from pipelines.problem import Problem
from pipelines.repair import Corrections
from pipelines.store import current
from pipelines.waiting import Dropped
from pipelines.withdraw import withdraw


def check(
    files: Sequence[Dropped],
    bounds: Bounds,
    corrections: Sequence[Corrections] = (),
) -> list[tuple[dict[str, Any], list[Difference]]]:
    """Return each file's receipt, with its cells to correct, and what it would change, in the order given. Nothing is written."""
    receipts = check_files([file.workbook for file in files], bounds=bounds, corrections=corrections)
    journal = read_journal()
    labels = known_residences(journal, (one for one in receipts if one.status == "acceptable")).labels
    names = {code: name for code, name in labels.items() if bounds.allow(code)}
    return [
        (
            one.as_json()
            | {
                "to_repair": [flaw.as_json(names) for flaw in repairable(one)],
                "near_partners": _near_partners(one.problems),
                "unknown": [words.as_json() for words in unknown_words(one, names)],
            },
            differences(one, journal),
        )
        for one in receipts
    ]


class Together:
    """Files on the counter, each judged again beside those of them that name residences."""

    def __init__(
        self, files: Sequence[Dropped], receipts: Sequence[Mapping[str, Any]], bounds: Bounds
    ) -> None:
        self._bounds = bounds
        self._naming = [
            file for file, told in zip(files, receipts, strict=True) if NAMING in (told["kind"] or "")
        ]

    def check(self, file: Dropped, typed: Corrections) -> tuple[dict[str, Any], list[Difference]]:
        """Return the receipt of one of them with what was typed in it, and what it would change."""
        beside = self._beside(file)
        return check([*beside, file], self._bounds, [*(one.typed for one in beside), typed])[-1]

    def marked(self, file: Dropped) -> bytes:
        """Return one of them with its faulty cells marked; raise Unmarkable when it cannot be."""
        return marked(file, self._beside(file), self._bounds)

    def _beside(self, file: Dropped) -> list[Dropped]:
        return [one for one in self._naming if one is not file]


def load(
    chosen: Sequence[tuple[Dropped, bool]],
    compute: Compute,
    reason: str,
    bounds: Bounds,
    by: str,
    corrections: Sequence[Corrections] = (),
) -> list[dict[str, Any]]:
    """Load the files chosen, each with its faulty lines set aside or not, its cells typed anew; return their receipts."""
    receipts = load_files(
        [file.workbook for file, _ in chosen],
        compute,
        by=by,
        set_aside=[wanted for _, wanted in chosen],
        reason=reason or NO_REASON,
        bounds=bounds,
        corrections=corrections,
    )
    return [receipt.as_json() for receipt in receipts]


def marked(file: Dropped, beside: Sequence[Dropped], bounds: Bounds) -> bytes:
    """Return a file with its faulty cells marked, read beside those that name residences; raise Unmarkable when it cannot be."""
    *_, receipt = check_files([one.workbook for one in (*beside, file)], bounds=bounds)
    with laid_down([file]) as [path]:
        return given_back(path, receipt)


def decide(unknown: Mapping[str, Any], means: str, bounds: Bounds, by: str) -> str:
    """Keep what words mean for the association; return why it cannot be, empty when it is kept."""
    try:
        give_meaning(unknown, means, bounds.allowed, by)
    except BadMeaning as wrong:
        return str(wrong)
    return ""


def unite(name: str, other: str, compute: Compute, by: str) -> str:
    """Say that a partner's name is another name of a second one, for what is loaded too; return why it cannot be, empty when it is.

    *Réglages* takes it back (`meanings.revoke`). It is said for the whole association: whoever asks for it may set its settings.
    """
    try:
        remember("partner", "", "", name, other, by=by)
    except BadMeaning as wrong:
        return str(wrong)
    if current():
        rebuild(compute)
    return ""


def undo(load_id: str, reason: str, compute: Compute, bounds: Bounds, by: str) -> Entry:
    """Withdraw a load and return it; raise Unknown when it is not one that may be withdrawn from here."""
    return withdraw(load_id, reason, compute, by=by, bounds=bounds)


def preview_load(
    chosen: Sequence[tuple[Dropped, bool]],
    compute: Compute,
    bounds: Bounds,
    tell: Tell[T],
    corrections: Sequence[Corrections] = (),
) -> T:
    """Return what `tell` says of what loading the files chosen the same way would make of the figures. Nothing is written."""
    books = [file.workbook for file, _ in chosen]
    plan = plan_load(books, [wanted for _, wanted in chosen], bounds, corrections)
    return preview(plan, compute, tell)


def preview_withdrawal(
    load_id: str, compute: Compute, bounds: Bounds, tell: Tell[T]
) -> tuple[list[Difference], T]:
    """Return what withdrawing a load would change, line by line, and what `tell` says of the figures; raise Unknown as `undo`."""
    plan = plan_withdrawal(load_id, bounds)
    return differences_between(plan.now, plan.then, plan.slices), preview(plan, compute, tell)


def latest_loads(bounds: Bounds, count: int = 20) -> list[dict[str, Any]]:
    """Return the latest loads that hold something of one's own, newest first.

    Of a load that also covers others (`is_shared`), only what concerns one's own is told, and it may not be withdrawn.
    """
    journal = read_journal()
    own = [entry for entry in reversed(journal.entries) if any(map(bounds.allow, _codes(entry)))]
    return [_told(entry, journal, bounds) for entry in own[:count]]


def _near_partners(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """Return the pairs of names that doubts say are near, each once."""
    return list(dict.fromkeys(pair for one in problems if (pair := near_pair(one.message))))


def _told(entry: Entry, journal: Journal, bounds: Bounds) -> dict[str, Any]:
    is_shared = not bounds.cover(entry.slices)
    return {
        "load_id": entry.load_id,
        "file": entry.file,
        "by": entry.by,
        "at": entry.at,
        "status": _status(entry, journal, bounds),
        "accepted": None if is_shared else entry.accepted,
        "is_shared": is_shared,
        "may_withdraw": bounds.may_withdraw(entry.by, entry.slices),
    }


def _status(entry: Entry, journal: Journal, bounds: Bounds) -> Status:
    if entry.load_id in journal.withdrawals:
        return "withdrawn"
    owners = (journal.owners[part] for part in entry.slices if bounds.allow(part.residence))
    return "active" if any(owner.load_id == entry.load_id for owner in owners) else "replaced"


def _codes(entry: Entry) -> set[str]:
    return {part.residence for part in entry.slices}
