"""The page of the règlement intérieur: how it is spoken of, how far conflicts had to go, what residents think of its respect."""

from __future__ import annotations

from dataclasses import replace

import plotly.graph_objects as go
import streamlit as st

from indicators import places
from indicators.catalogue import indicators
from indicators.house_rules import STEPS, Thread
from ui import charts, figures, publics, wave_card, words
from ui.filters import View
from ui.wave_card import Wave

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
    dealt = f" ; {words.plural(found.conflicts, 'conflit y a été traité', 'conflits y ont été traités')}"
    told = f"**{words.plural(found.about, 'réunion')}** sur {words.number(found.held.total())} {verb}"
    st.markdown(f"{told}{dealt}.")
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
    waves = publics.satisfaction_waves(view.version)
    with st.grid(min_column_width=190, gap="small"):
        for wave in shown:
            earlier = tuple(one for one in waves[: waves.index(wave)][::-1] if one in shown)
            of_card = Wave(view.version, view.scope.residences, wave, earlier)
            wave_card.show(
                of_card,
                _SATISFACTION,
                f"Satisfaits · {wave}",
                key=f"respect-reglement-{wave}",
                category=_ITEM,
                incomparable_before=_changed(view, wave),
                incomparable_around=_asked_otherwise(of_card),
            )


def _changed(view: View, wave: str) -> str:
    """Return why the wave before does not compare: another scale or wording, or not the same residences; empty where it does."""
    judged = publics.opinion_changes(view.version, wave, view.scope.residences)
    if judged.get(_ITEM) and len(view.places) == 1:
        return ""
    if len(view.places) > 1:
        return "évolution : à lire dans « Satisfaction »"
    return "échelle ou formulation différente à la vague précédente" if _ITEM in judged else ""


def _asked_otherwise(wave: Wave) -> str:
    """Return why the other residences are not set beside: they were not asked on one scale; empty where they were."""
    scales = publics.opinion_scales(wave.version, wave.others) if wave.others else {}
    if not wave.others or len(scales.get((wave.name, _ITEM), ())) == 1:
        return ""
    return "autres résidences : pas demandé sur une même échelle"
