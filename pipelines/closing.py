"""What people say of a month: closed under a name, reopened for a reason, nothing happened. Each is an act in the journal."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import date

from pipelines.build import Compute, build
from pipelines.clock import now, today
from pipelines.closed import closed_parts, explained
from pipelines.contracts import contracts
from pipelines.dates import next_month
from pipelines.folder import writing
from pipelines.in_force import known_residences
from pipelines.journal import Entry, Journal, MonthAct, read_journal, write_act, write_entry
from pipelines.ownership import Bounds
from pipelines.scrub import scrub
from pipelines.slices import Slice
from pipelines.store import point_to

NOTHING = "Rien ce mois-ci"  # stands for the name of the file that does not exist
_NO_BYTES = hashlib.sha256(b"").hexdigest()
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")


class NotDone(Exception):
    """An act that cannot be done; the text says why, and what to do, in French."""


def close(months: Sequence[str], compute: Compute, by: str, name: str) -> MonthAct:
    """Close months (« 2025-03 ») of the whole association and return the act; `name` answers for them.

    Raises NotDone for a month that is not over, or closed already, or without a name.
    """
    if not name.strip():
        raise NotDone("une clôture porte un nom : dites qui clôt")

    def made(journal: Journal) -> MonthAct:
        for month in months:
            if _first_day(month) >= today().replace(day=1):
                raise NotDone(f"{_spoken(month)} n'est pas terminé ; un mois se clôt une fois fini")
            if act := journal.closed.get(month):
                raise NotDone(f"{_spoken(month)} est déjà clos, par {act.name}")
        return _act(journal, months, by, is_closing=True, name=name.strip())

    return _commit(made, compute)


def reopen(month: str, compute: Compute, by: str, reason: str) -> MonthAct:
    """Reopen a month and return the act; its reason is kept for the next report. Raises NotDone if it is not closed."""
    if not reason.strip():
        raise NotDone("une réouverture a un motif : dites pourquoi, le prochain rapport le montrera")

    def made(journal: Journal) -> MonthAct:
        if month not in journal.closed:
            raise NotDone(f"{_spoken(month)} n'est pas clos")
        return _act(journal, [month], by, is_closing=False, reason=scrub(reason.strip())[0])

    return _commit(made, compute)


def confirm_empty(
    kind: str, residence: str, month: str, compute: Compute, by: str, name: str, bounds: Bounds
) -> Entry:
    """Say that nothing happened in a month: a load without a file nor a line, which a later load replaces. Return it.

    Raises NotDone unless the kind is a register of events, the residence one's own, and its month begun, open and empty.
    """
    contract = contracts().get(kind)
    if contract is None or not contract.is_register or contract.period != "month":
        raise NotDone(
            "« rien ce mois-ci » ne se dit que d'un registre d'événements (réunions, conflits) ; "
            "les autres classeurs ont toujours une ligne"
        )
    if not name.strip():
        raise NotDone("dites qui confirme que rien n'a eu lieu")
    if _first_day(month) > today():
        raise NotDone(f"{_spoken(month)} n'a pas commencé")
    with writing():
        journal, part = read_journal(), Slice(kind, residence, month)
        if residence not in known_residences(journal).labels or not bounds.cover([part]):
            raise NotDone("cette résidence n'est pas une des vôtres ; demandez à la direction")
        if closed_parts(journal, [part]):
            raise NotDone(explained(journal, [part]))
        if owner := journal.owners.get(part):
            raise NotDone(
                f"ce mois est déjà transmis par « {owner.file} » ; retirez d'abord ce dépôt s'il est faux"
            )
        entry = Entry(
            journal.next_id(), NOTHING, _NO_BYTES, kind, by, now().isoformat(), 0, 0, 0, 0, (part,),
            confirmed_by=name.strip(), rank=journal.next_rank,
        )  # fmt: skip
        version = build(compute, journal.with_entry(entry))
        write_entry(entry)
        point_to(version)
    return entry


def refusal(act: Callable[[], object]) -> str:
    """Do an act and return why it is refused, as a sentence; empty when it is done."""
    try:
        act()
    except NotDone as refused:
        text = str(refused)
        return f"{text[:1].upper()}{text[1:]}."
    return ""


def _commit(made: Callable[[Journal], MonthAct], compute: Compute) -> MonthAct:
    with writing():
        journal = read_journal()
        act = made(journal)
        version = build(compute, journal.with_act(act))
        write_act(act)
        point_to(version)
    return act


def _act(
    journal: Journal, months: Sequence[str], by: str, is_closing: bool, name: str = "", reason: str = ""
) -> MonthAct:
    at, once = now().isoformat(), tuple(sorted(set(months)))
    return MonthAct(journal.next_act_id(), once, is_closing, by, at, name, reason, journal.next_rank)


def _first_day(month: str) -> date:
    if not _MONTH.fullmatch(month):
        raise NotDone(f"« {month} » n'est pas un mois ; écrivez par exemple 2025-03")
    return date.fromisoformat(f"{month}-01")


def _spoken(month: str) -> str:
    return f"{_first_day(month):%m/%Y}"


def months_over(journal: Journal) -> list[str]:
    """Return every month that is over, from the first that anybody transmitted: what may be closed. Oldest first."""
    periods = [part.period for part in journal.owners if contracts()[part.kind].period == "month"]
    if not periods:
        return []
    found, month = list[str](), _first_day(min(periods))
    while month < today().replace(day=1):
        found.append(f"{month:%Y-%m}")
        month = next_month(month)
    return found
