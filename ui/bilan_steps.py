"""The four steps from a call to sealed files: where one stands in each, in one look; kept in the URL."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from reports.bilan.checklist import Point
from reports.bilan.sealed import Sealed
from ui import bilan_published, words
from ui.bilan_text import Desk

MISSING, TEXTS, PUBLISHING, FILES = "1. Ce qui manque", "2. Les textes", "3. Publier", "4. Les fichiers"
STEPS = (MISSING, TEXTS, PUBLISHING, FILES)
KEY = "etape"


def choose(desk: Desk, points: Sequence[Point], published: Sequence[Sealed]) -> str:
    """Draw the steps, with what stands of each under them, and return the one looked at."""
    # No default where a button has chosen the step: Streamlit takes one or the other.
    first = None if KEY in st.session_state else MISSING
    step = st.segmented_control(
        "Étape", STEPS, default=first, key=KEY, required=True, bind="query-params", label_visibility="collapsed"
    )  # fmt: skip
    written = sum(bool(text.strip()) for text in desk.texts.values())
    told = [
        words.plural(len(points), "point à regarder", "points à regarder") if points else "rien ne manque",
        f"{written} partie{'s' * (written > 1)} écrite{'s' * (written > 1)} sur 13",
        f"dernier publié : {bilan_published.named(published[-1])}" if published else "aucun bilan publié",
    ]
    st.caption(" · ".join(map(words.escaped, told)))
    return step if step in STEPS else MISSING


def offer_the_next(step: str) -> None:
    """Put the button that leads to the next step."""
    coming = STEPS[STEPS.index(step) + 1]
    st.button(
        f"Étape suivante : {coming.partition('. ')[2]}", key="etape-suivante", icon=":material/arrow_forward:", on_click=_go, args=(coming,)
    )  # fmt: skip


def _go(step: str) -> None:
    st.session_state[KEY] = step
