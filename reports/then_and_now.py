"""Shares then and now -> a picture for a document, and the same in words for whoever hears it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from reports.typeset import pictures
from ui import words

_STEP = 0.2
_INK = 200  # dots an inch: a page that is printed


@dataclass(frozen=True)
class Pair:
    """A share (0-1) then and now, None where it is not known. `is_strong`: its change is established."""

    label: str
    before: float | None
    now: float | None
    is_strong: bool = False


def picture(pairs: Sequence[Pair], before: str, now: str) -> bytes:
    """Return a PNG, 170 mm wide, a line a share; `before`, `now`: the names of the two moments."""
    largest = max([share for one in pairs for share in (one.before, one.now) if share is not None], default=0)
    count = max(1, math.ceil(largest / _STEP - 1e-9))
    steps = [{"share": _STEP * at, "told": words.percent(_STEP * at)} for at in range(count + 1)]
    rows = [
        {
            "label": one.label,
            "before": one.before,
            "now": one.now,
            "strong": one.is_strong,
            "told": words.percent(one.now),
        }
        for one in pairs
    ]
    told = {"rows": rows, "steps": steps, "top": _STEP * count, "before": before, "now": now}
    [made] = pictures("then_and_now.typ", told, _INK)
    return made


def in_words(pairs: Sequence[Pair]) -> str:
    """Return what the picture shows, one share after the other: its alternative text."""
    told = (f"{one.label} : {words.percent(one.before)} puis {words.percent(one.now)}" for one in pairs)
    return f"Deux points par ligne, alors et aujourd’hui. {' ; '.join(told)}."
