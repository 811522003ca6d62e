"""Successive bilans of one call -> the people whom its actions met are told in one state only: two states would subtract.

The data say themselves that a call was corrected after its months were closed (indicators/beneficiaries.py), but not that a
bilan told it before: a fiscal year written otherwise moves the months, hence the closing. What was sealed decides.
"""

from __future__ import annotations

from collections.abc import Iterable

from access.scope import Sight
from indicators.beneficiaries import counts_people
from indicators.narrow import is_same_call
from reports.bilan.content import Bilan, Row, Table, Value
from reports.bilan.parts import prepared

_COUNTED = ("distinct", "passages")
People = dict[tuple[str, str], Value]


def prepared_beside(
    version: str, sight: Sight, call: str, is_interim: bool, earlier: Iterable[Bilan]
) -> Bilan:
    """Return the bilan of a call beside those of the call that were published before: without the people that they contradict."""
    one = prepared(version, sight, call, is_interim)
    known = [_people(each) for each in earlier if is_same_call(each.call, call)]
    if any(_contradict(_people(one), each) for each in known):
        return prepared(version, sight, call, is_interim, hides_people=True)
    return one


def _contradict(now: People, before: People) -> bool:
    """Return whether two bilans tell people in two states; one that tells nobody contradicts none."""
    tell = all(any(isinstance(value, int | float) for value in each.values()) for each in (now, before))
    return tell and now != before


def _people(bilan: Bilan) -> People:
    """Return what is told of the people of actions: who was met, results counted in people, totals."""
    found: People = {}
    for table in (table for part in bilan.parts for table in part.tables):
        for row in table.rows if table.key in ("results", "synthesis") else ():
            found |= {(row.key, column): value for column, value in _of(table, row).items()}
    return found


def _of(table: Table, row: Row) -> dict[str, Value]:
    cells = dict(zip((column.key for column in table.columns), row.cells, strict=True))
    if table.key == "synthesis":
        return {"achieved": cells["achieved"]} if row.key in _COUNTED else {}
    of_people = counts_people(*(str(cells[name] or "") for name in ("unit", "indicator", "action")))
    return {"met": cells["met"]} | ({"achieved": cells["achieved"]} if of_people else {})
