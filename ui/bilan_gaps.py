"""The actions whose gap with what was planned waits for a comment, named where it is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from indicators.call_sources import tolerated
from reports.bilan.checklist import Point
from reports.bilan.content import Part
from ui import words


def name(version: str, part: Part, points: Sequence[Point]) -> None:
    """Name the actions that no comment explains, then those whose comment the funder will not have: it may tell of few people."""
    share = tolerated(version)
    due = [one for point in points if point.subject == "no_comment" for one in point.told]
    silent = [one for one in _unexplained(part, share) if one not in due]
    if due:
        st.warning(
            f"**Écart de plus de {words.percent(share)} à commenter** : {_listed(due)}.",
            icon=":material/rate_review:",
        )
    if silent:
        st.info(
            f"**Écart de plus de {words.percent(share)}, commentaire non transmis au financeur** : {_listed(silent)}. Il pourrait dire un "
            "petit nombre de personnes ; expliquez l'écart ici, sans ce nombre.",
            icon=":material/visibility_off:",
        )


def _unexplained(part: Part, share: float) -> Iterator[str]:
    """Yield the actions that the bilan tells past a gap, and without a comment."""
    for table in part.tables:
        keys = [column.key for column in table.columns]
        if table.key == "results":
            for row in table.rows:
                told = dict(zip(keys, row.cells, strict=True))
                gap = told["share"]
                if isinstance(gap, int | float) and abs(gap) > share + 1e-9 and not told["comment"]:
                    yield str(told["action"])


def _listed(names: Sequence[str]) -> str:
    return words.escaped(words.listing(names))
