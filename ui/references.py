"""Published figures beside ours: a table that gives each its year, its perimeter and its source; never a target."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd
import streamlit as st

from indicators.catalogue import indicator_named
from indicators.references import PATHWAYS, Reference
from ui import figures, say, words
from ui.filters import View

_CAUTION = (
    "Ces chiffres publiés situent, ils ne jugent pas : les périmètres diffèrent des nôtres, et les formules ne sont pas toutes "
    "connues. Aucun n'est un objectif."
)


def show_pathways(view: View) -> None:
    """Show ours beside what Unafo, Aréli and the DREES published, each with its year and perimeter."""

    def ours(one: Reference) -> str:
        found = figures.figure(view.version, one.indicator, view.scope)
        indicator = indicator_named(one.indicator)
        return f"{say.value(indicator, found.value if found else None)} ({say.basis(indicator, found)})"

    show(PATHWAYS, lambda one: indicator_named(one.indicator).title, ours, view.title)


def show(
    published: Iterable[Reference],
    title_of: Callable[[Reference], str],
    ours: Callable[[Reference], str],
    whose: str,
) -> None:
    """Show a table of published figures: what is measured, ours once, then each figure with year, perimeter, source."""
    rows, before = [], ""
    for one in published:
        title = title_of(one)
        rows.append(
            {
                "Mesure": title if title != before else "",
                whose: ours(one) if title != before else "",
                "Publié": f"**{one.told.replace(' %', f'{words.THIN}%')}** — {one.year}, {one.perimeter} ({one.source})",
            }
        )
        before = title
    st.table(
        pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Nos chiffres et des chiffres publiés"
    )
    st.caption(_CAUTION)
