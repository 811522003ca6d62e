"""Slices of closed months: they keep their rows until the month is reopened. What a load would change of them is refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pipelines.contract import ASSOCIATION, ASSOCIATION_NAME
from pipelines.contracts import contracts
from pipelines.journal import Journal, MonthAct
from pipelines.slices import Slice

_SHOWN = 6  # months and registers named: past them a message is no longer read


def closing_of(journal: Journal, part: Slice) -> MonthAct | None:
    """Return the act that closes a slice, None while it is open.

    A year is closed with its December: it counts all twelve. A survey wave, a funding call or a whole list belongs to no month.
    What the association counts once a year for itself (F13) comes after its months are closed: told for the first time it fills
    them, and only then is it closed with them.
    """
    if part.residence == ASSOCIATION and part not in journal.owners:
        return None
    month = {"month": part.period, "year": f"{part.period}-12"}.get(contracts()[part.kind].period, "")
    return journal.closed.get(month)


def closed_parts(journal: Journal, parts: Iterable[Slice]) -> list[Slice]:
    """Return those of some slices that are closed."""
    return [part for part in parts if closing_of(journal, part)]


def explained(journal: Journal, parts: Iterable[Slice]) -> str:
    """Return which closed slices would change, who closed their months and when, and what to do."""
    found = sorted(parts, key=lambda part: (part.period, part.kind, part.residence))
    acts = {act.act_id: act for part in found if (act := closing_of(journal, part))}
    periods = list(dict.fromkeys(_spoken(part.period) for part in found))
    what = dict.fromkeys(
        f"« {contracts()[part.kind].title} » de {part.residence or ASSOCIATION_NAME}" for part in found
    )
    who = [f"par {act.name} le {datetime.fromisoformat(act.at):%d/%m/%Y}" for act in acts.values()]
    are, them = ("sont clos", "ces mois") if len(periods) > 1 else ("est clos", "ce mois")
    return (
        f"{_listed(periods)} {are}, {_listed(who)}, et {_listed(what)} y changerait ; "
        f"demandez à la direction de rouvrir {them} en disant pourquoi, puis recommencez"
    )


def _spoken(period: str) -> str:
    year, _, month = period.partition("-")
    return f"{month}/{year}" if month else f"l'année {year}"


def _listed(items: Iterable[str]) -> str:
    told = list(items)
    more = [f"{len(told) - _SHOWN} autres"] if len(told) > _SHOWN else []
    *start, last = told[:_SHOWN] + more
    return f"{', '.join(start)} et {last}" if start else last
