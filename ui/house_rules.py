"""The page of the règlement intérieur: how it is spoken of, how far conflicts had to go, what residents think of its respect."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go
import streamlit as st

from indicators import places
from indicators.catalogue import indicators
from indicators.house_rules import STEPS, Thread
from ui import charts, figures, glance, panel, publics, say, words
from ui.filters import View

_SATISFACTION = "satisfaction_rate"  # I52; its categories are the items of the survey
_ITEM = "respect_reglement"


def show_meetings(view: View) -> None:
    """Show the meetings that spoke of the règlement intérieur, quarter by quarter and by type."""
    found = figures.house_rules(view.version, view.scope)
    if not found.held:
        st.info("Aucune réunion transmise sur cette période : déposez le registre des réunions.")
        return
    if not found.about:
        st.info(
            f"Aucune des {words.number(found.held.total())} réunions tenues ne porte le thème « Règlement intérieur » : il se note dans "
            "la colonne « Thèmes » du registre."
        )
        return
    verb = "en a parlé" if found.about < 2 else "en ont parlé"
    # Conflicts count as persons: their small numbers are not told to whoever sees totals only.
    dealt = f" ; {words.plural(found.conflicts, 'conflit y a été traité', 'conflits y ont été traités')}"
    told = f"**{words.plural(found.about, 'réunion')}** sur {words.number(found.held.total())} {verb}"
    st.markdown(f"{told}{dealt if view.shows_residences else ''}.")
    charts.draw_once(
        view.key,
        lambda: _by_type(view, found),
        alt="Réunions où l'on a parlé du règlement intérieur, par trimestre et par type",
        key="reglement",
    )
    councils = sum(count for (_, kind), count in found.meetings.items() if kind == "conseil")
    law = "ce qu'on y change est soumis au conseil de concertation (CCH, L633-4)"
    st.caption(f"Dont {words.plural(councils, 'conseil')} de concertation : {law}.")


def _by_type(view: View, found: Thread) -> go.Figure:
    quarters = sorted(found.held)
    labels = places.labels(view.version, "reunions.meeting_type")
    kinds = sorted({kind for _, kind in found.meetings})
    series = {labels.get(kind, kind): [float(found.meetings[q, kind]) for q in quarters] for kind in kinds}
    return charts.stacked(quarters, series, unit="number")


def show_steps(view: View) -> None:
    """Show how far conflicts went, from an oral reminder to the end of the contract."""
    found = figures.house_rules(view.version, view.scope).steps
    if not found:
        st.info("Aucun conflit signalé sur cette période, ou registre des conflits non transmis.")
        return
    labels = places.labels(view.version, "conflits.max_step")
    names = [labels.get(step, step) for step in STEPS]
    charts.draw_once(
        view.key,
        lambda: charts.bars(names, [float(found[step]) for step in STEPS], unit="number"),
        alt="Conflits signalés, par étape maximale atteinte",
        key="etapes",
    )
    if found[""]:
        st.caption(f"Étape non renseignée : {words.plural(found[''], 'conflit')}.")


def show_satisfaction(view: View) -> None:
    """Show what residents think of its respect, where a satisfaction survey asks it."""
    if _SATISFACTION not in indicators():
        st.info(
            "La satisfaction sur le respect du règlement se lira ici dès qu'une enquête de satisfaction la demandera."
        )
        return
    # A wave at a time: waves may have asked on two scales, and a rate over several would be that of none.
    found = figures.by(view.version, _SATISFACTION, "wave", replace(view.scope, category=_ITEM))
    scales = publics.opinion_scales(view.version, view.scope.residences)
    shown = {wave: one for wave, one in found.items() if len(scales.get((wave, _ITEM), ())) == 1}
    if not shown:
        st.info("Aucune enquête de satisfaction de cette période ne le demande, ou pas sur une même échelle.")
        return
    indicator = indicators()[_SATISFACTION]
    with st.grid(min_column_width=190, gap="small"):
        for wave, one in shown.items():
            with st.container(border=True, height="stretch"):
                st.metric(f"Satisfaits · {wave}", say.value(indicator, one.value))
                told = [say.basis(indicator, one), _others(view, wave), say.fragility(one)]
                st.caption("  \n".join(filter(None, told)))
    scope = replace(view.scope, category=_ITEM)
    panel.where_from(view.version, _SATISFACTION, scope, key="respect-reglement")


def _others(view: View, wave: str) -> str:
    """Return what the other residences say together, where they were asked on one scale."""
    codes = glance.other_residences(view)
    if not codes or len(publics.opinion_scales(view.version, codes).get((wave, _ITEM), ())) != 1:
        return ""
    return glance.others(view, indicators()[_SATISFACTION], _ITEM, wave)
