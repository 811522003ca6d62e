"""The Participation page: what the meetings that residents called speak of."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from indicators import meeting_themes
from indicators.places import labels
from ui import panel, visitor, words
from ui.filters import View


def show(view: View) -> None:
    """Show, theme by theme, the meetings called by residents or the comité, beside all the meetings that spoke of it."""
    found = _raised(view.version, visitor.sight(), view.scope)
    if not found.called:
        st.info(
            "Aucune réunion à l'initiative des résidents ou du comité sur cette période. Elles se disent dans la colonne "
            "« À l'initiative de » du registre des réunions."
        )
        return
    names = _names(view.version)
    rows = [
        {
            "Thème": names.get(one.code, one.code),
            "Nées des résidents": one.by_residents,
            "Toutes les réunions": one.meetings,
        }
        for one in found.themes
        if one.by_residents
    ]
    if rows:
        st.dataframe(
            pd.DataFrame(rows),
            hide_index=True,
            height="content",
            column_config={
                "Nées des résidents": st.column_config.ProgressColumn(
                    format="%d", min_value=0, max_value=max(one.by_residents for one in found.themes) or 1
                ),
            },
            alt="Thèmes des réunions à l'initiative des résidents ou du comité",
        )
    never = [names.get(one.code, one.code) for one in found.themes if not one.by_residents]
    if never:
        st.caption(f"Abordés sur la période, jamais à leur initiative : {words.listing(never)}.")
    unsaid = f" ; {words.number(found.unsaid)} sans thème écrit" if found.unsaid else ""
    st.caption(
        f"{words.plural(found.called, 'réunion')} à l'initiative des résidents ou du comité{unsaid}. Une réunion de deux thèmes compte "
        "dans les deux ; comité et conseil, que la loi demande, sont à part."
    )
    panel.where_from(view.version, "resident_initiated_share", view.scope, key="themes")


@st.cache_data(max_entries=50, show_spinner=False)
def _names(version: str) -> dict[str, str]:
    return labels(version, "reunions.themes")


_raised = st.cache_data(max_entries=200, show_spinner=False)(meeting_themes.themes_raised)
