"""People of a funding call's actions -> what may be told of them outside the association.

Read as they come in, two readings would tell who came in between: nothing is told before every month of the call is closed.
Then the actions of one manner of counting and their total are a table like those of an edition, masked by the same program.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from access.scope import LEAST_PUBLISHED
from indicators.narrow import months_after
from indicators.protect import CannotProtect, protect
from pipelines.store import Connection

if TYPE_CHECKING:
    from indicators.calls import Action

# What « Prévu » and « Réalisé » are counted in, where these are people too.
_PEOPLE = re.compile(
    r"personne|r[ée]sident|participant|b[ée]n[ée]ficiaire|habitant|usager|m[ée]nage|femme|homme|senior|jeune|stagiaire|"
    r"locataire|passage|pr[ée]sen|inscri",
    re.IGNORECASE,
)
# A unit that does not say of what.
_NOTHING = re.compile(r"(nombre|nb|nbre|n|unités?|total|effectif)\.?|", re.IGNORECASE)


def counts_people(unit: str | None, *titles: str | None) -> bool:
    """Return whether results in a unit are people; where it says nothing, the first title that is known says what is counted."""
    named = next((one for one in (unit, *titles) if one and not _NOTHING.fullmatch(one.strip())), "")
    return bool(_PEOPLE.search(named))


@dataclass(frozen=True)
class Total:
    """All the beneficiaries of one manner of counting, of the actions where both numbers are known."""

    met: int | None
    expected: int


def is_over(con: Connection, first: date | None, last: date | None) -> bool:
    """Return whether every month of a call is closed; a call whose months are not known never is."""
    if first is None or last is None:
        return False
    months = [months_after(first, rank) for rank in range(12) if months_after(first, rank) <= last]
    closed = {row[0] for row in con.execute("select month from closed_months").fetchall()}
    return {f"{month:%Y-%m}" for month in months} <= {f"{month:%Y-%m}" for month in closed}


def was_corrected(con: Connection, call: str) -> bool:
    """Return whether the people of a call's actions were told in two states while its months were closed: these would subtract.

    Its months are those that its file said on each day (pipelines/calls_told.py): another fiscal year is no way round.
    """
    found = con.execute("select states from calls_told where call_id = ?", [call]).fetchone()
    return found is not None and found[0] > 1


def outside(found: Sequence[Action], over: bool) -> tuple[list[Action], dict[str | None, Total]]:
    """Return the actions as they are told outside, and the total of each manner of counting."""
    hidden: set[int] = set()
    totals: dict[str | None, Total] = {}
    for counting in dict.fromkeys(one.counting for one in found):
        at = [i for i, one in enumerate(found) if one.counting == counting and one.met is not None]
        both = [i for i in at if found[i].expected is not None]
        masked = _masked([found[i].met or 0 for i in at], [at.index(i) for i in both]) if over else None
        hidden |= set(at) if masked is None else {at[rank] for rank in masked}
        if both and counting is not None:
            met = sum(found[i].met or 0 for i in both)
            totals[counting] = Total(
                None if masked is None or 0 < met < LEAST_PUBLISHED else met,
                sum(found[i].expected or 0 for i in both),
            )
    return [_told(one, i in hidden, over) for i, one in enumerate(found)], totals


def _masked(counts: Sequence[int], added: Sequence[int]) -> set[int] | None:
    """Return which counts are masked, their total open; None where the total too must be, or no mask does it."""
    if not counts:
        return set()
    cells = np.vstack([np.eye(len(counts), dtype=int), [int(i in added) for i in range(len(counts))]])
    total = len(counts)
    told = np.append(np.asarray(counts, dtype=int), sum(counts[i] for i in added))
    try:
        return protect(cells, told, LEAST_PUBLISHED, [total] if added else []) - {total}
    except CannotProtect:
        return None


def _told(one: Action, is_hidden: bool, over: bool) -> Action:
    """Return an action without what may not be told of it: nor its result, where that counts people too, nor what explains it."""
    is_of_people = counts_people(one.unit, one.indicator, one.action) and one.achieved is not None
    few = is_of_people and 0 < (one.achieved or 0) < LEAST_PUBLISHED
    if is_of_people and (is_hidden or few or not over):
        one = replace(one, achieved=None, is_result_secret=True, comment=None)
    return replace(one, met=None, is_secret=True, comment=None) if is_hidden else one
