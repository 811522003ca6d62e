"""The report of 15 November: what is ready in each residence, what is missing, and where to go for it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from indicators.catalogue import indicator_named
from ui import figures, words
from ui.filters import View
from ui.links import page_link

_NAME = "annual_social_report_readiness"
# Where to go for what is missing of a part: the page, and what is to be done there.
_WHERE = {
    "occupancy": ("tableau_du_mois", "les mois qui manquent"),
    "flows": ("depot", "relevés à compléter"),
    "ages": ("depot", "relevés à compléter"),
    "exits": ("depot", "mouvements à déposer"),
    "bodies": ("tableau_du_mois", "les mois qui manquent"),
    "actions": ("depot", "plan d'actions à déposer"),
    "partners": ("depot", "à déposer"),
}


def show(view: View) -> None:
    """Show what of the report is ready: of one residence, part by part; of several, how many parts and which are missing."""
    labels = figures.labels(view.version, _NAME)
    found = figures.figures(view.version, _NAME, ("residence", "category"), view.scope)
    ready = {(one.group["residence"], one.group["category"]) for one in found if one.numerator}
    lacking = {
        place.code: [part for part in labels if (place.code, part) not in ready] for place in view.places
    }
    if len(view.places) == 1:
        [place] = view.places
        rows = [
            {"Partie du bilan": label, "État": "manque" if part in lacking[place.code] else "✓ prête"}
            for part, label in labels.items()
        ]
    else:
        rows = [
            {
                "Résidence": place.short_name,
                "Prêtes": f"{len(labels) - len(lacking[place.code])} sur {len(labels)}",
                "Il manque": ", ".join(labels[part] for part in lacking[place.code]) or "rien",
            }
            for place in view.places
        ]
    with st.container(key="phrases-bilan"):
        st.table(
            pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Parties du bilan qui sont prêtes"
        )
    _show_ways(labels, [part for part in labels if any(part in one for one in lacking.values())])
    target = indicator_named(_NAME).target
    st.caption(
        f"{words.sentence(target.reference if target else '')} La convention nomme ce bilan sans dire ce qu'il contient : la liste "
        "des parties est la nôtre. Elles se lisent sur les 12 mois qui finissent avec la période choisie."
    )


def _show_ways(labels: dict[str, str], missing: list[str]) -> None:
    for part in missing:
        page, told = _WHERE[part]
        page_link(page, f"{labels[part]} : {told}", icon=":material/arrow_forward:")
