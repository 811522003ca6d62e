"""What the plans no longer hold, largest first; and, on the Synthèse, which projet social comes next and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from indicators.next_project import Next
from indicators.plan_gaps import KINDS, Gap
from ui import projects, words
from ui.filters import View
from ui.links import page_link, see
from ui.update_cycle import years

_SHOWN = 8
_READING = (
    "Du plus grand nombre de résidents concernés au plus petit : ceux qui ont dit le besoin à la dernière enquête (pour un besoin qui "
    "recule, combien de moins), puis le plus long retard. Besoins fréquents et les cinq premiers ; « recul » : baisse établie entre les "
    "deux dernières enquêtes."
)


def show(view: View) -> None:
    """Show what the plans of the view no longer hold: counts by residence, or the list of one."""
    found = [gap for one in projects.next_up(view) for gap in one.gaps]
    if not found:
        st.info(
            "Rien à signaler : ni besoin sans réponse, ni objectif ou action laissés de côté, dans ce qui est transmis."
        )
        return
    if len(view.places) > 1:
        of_place: dict[str, list[Gap]] = {place.code: [] for place in view.places}
        for one in found:
            of_place[one.residence].append(one)
        names = {place.code: place.short_name for place in view.places}
        ranked = sorted(of_place.items(), key=lambda pair: (-len(pair[1]), names[pair[0]]))
        rows = [{"Résidence": names[code]} | _counts(gaps) for code, gaps in ranked]
        st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Ce que chaque plan ne tient plus")
        st.caption("Choisissez une seule résidence pour lire la liste, et quoi faire.")
        return
    st.markdown(f"**{words.plural(len(found), 'point')} à reprendre.**")
    _show(found[:_SHOWN], "ecarts-plan")
    if len(found) > _SHOWN:
        with st.expander(f"Voir {words.plural(len(found) - _SHOWN, 'autre point', 'autres points')}"):
            _show(found[_SHOWN:], "ecarts-plan-suite")
    st.caption(_READING)


def _counts(gaps: Sequence[Gap]) -> dict[str, int]:
    counted = Counter(one.kind for one in gaps)
    return {"En tout": len(gaps)} | {title: counted[kind] for kind, title in KINDS.items()}


def _show(gaps: Sequence[Gap], key: str) -> None:
    rows = [
        {
            "Ce que le plan ne tient plus": f"**{words.escaped(one.text)}** ({KINDS[one.kind].lower()})",
            "Pourquoi": words.escaped(one.why),
            "À faire": words.escaped(one.to_do),
        }
        for one in gaps
    ]
    with st.container(key=f"phrases-{key}"):
        st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Ce que le plan ne tient plus")


def show_next(view: View) -> None:
    """Say which projet social comes next, and why; nothing where none is known to the register, or none asks for anything."""
    found = [one for one in projects.next_up(view) if one.project.standing != "up_to_date"]
    if not found or all(one.project.standing == "none" for one in found):
        return
    with st.container(border=True):
        st.markdown(f"**Projet social : par où commencer** — {_told(found[0])}")
        if len(found) > 1:
            rest = [f"{one.project.name} ({_short(one)})" for one in found[1:4]]
            st.caption(f"Ensuite : {words.listing(rest)}.")
        with st.container(horizontal=True, vertical_alignment="center"):
            see("actualisation", found[0].project.name, key="suite-actualisation")
            page_link(
                "preuves", "Dossier de preuves", ":material/fact_check:", residence=found[0].project.name
            )


def _told(one: Next) -> str:
    gaps = (
        f"{words.plural(len(one.gaps), 'point')} que le plan ne tient plus"
        if one.gaps
        else "aucun point relevé au plan"
    )
    return f"**{one.project.name}** : {_short(one)} ; {gaps}."


def _short(one: Next) -> str:
    standing = one.project.standing
    if standing == "overdue":
        return f"validité dépassée de {years(one.overdue_years)}, rien n'est commencé"
    if standing == "under_way":
        days = one.project.days_in_stage
        since = f" depuis {words.plural(days, 'jour')}" if days is not None else ""
        return f"actualisation en cours, même étape{since}"
    if standing == "due_soon":
        return f"à reprendre avant le {words.day(one.project.due_on)}"
    return "date de validation inconnue" if standing == "unknown" else "aucune version au registre"
