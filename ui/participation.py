"""The participation page: reach, meetings by type, landings met or never, the legal bodies."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from indicators.catalogue import indicator_named
from indicators.places import Place
from ui import charts, figures, panel, say, words
from ui.board import of_residences
from ui.filters import View

_TYPES_SHOWN = 5
_OTHERS = "Autres types"


def show_reach(view: View) -> None:
    """Show, per residence, the residents who took part at least once among those who live there, in whole people."""
    name = "unique_participation_rate"
    found = of_residences(view, name)
    if not found:
        st.info(
            "Aucune déclaration de participants différents pour cette période : déposez le classeur annuel « Participants différents »."
        )
        return
    labels = [
        f"{place} ({words.number(f.numerator)} sur {words.number(f.denominator)})"
        for place, f in found.items()
    ]
    figure = charts.bars(labels, [f.value for f in found.values()], unit="percent")
    charts.draw(
        figure, alt="Part des résidents ayant participé au moins une fois, par résidence", key="portee"
    )
    st.caption(
        "Participants différents déclarés par les équipes, rapportés à la moyenne des résidents présents sur l'année."
    )


def meetings_by_type(view: View) -> go.Figure:
    """Return the chart of meetings held each quarter, one layer a type: the most frequent, then the others together."""
    return _meetings_by_type(view.key, view)


@st.cache_resource(max_entries=100, show_spinner=False)
def _meetings_by_type(key: str, _view: View) -> go.Figure:
    view = _view
    found = figures.figures(view.version, "meetings_held", ("quarter", "category"), view.scope)
    quarters = sorted({one.group["quarter"] for one in found})
    totals: Counter[str] = Counter()
    for one in found:
        totals[one.group["category"]] += int(one.value or 0)
    labels = figures.labels(view.version, "meetings_held")
    # The palette tells six series apart, not nine.
    named = [code for code, _ in totals.most_common(_TYPES_SHOWN)]
    layers = {labels.get(code, code): Counter[str]() for code in named} | {_OTHERS: Counter[str]()}
    for one in found:
        code = one.group["category"]
        layers[labels.get(code, code) if code in named else _OTHERS][one.group["quarter"]] += int(
            one.value or 0
        )
    series = {name: [float(counts[q]) for q in quarters] for name, counts in layers.items() if counts.total()}
    return charts.stacked(quarters, series, unit="number")


def show_landings(view: View) -> None:
    """Show, for one residence, a tile a landing and quarter; for several, the count of landings met and never met."""
    panel.where_from(view.version, "floor_meeting_coverage", view.scope, key="paliers")
    if len(view.places) == 1:
        _show_grid(view, view.places[0])
        return
    rows = [_coverage_row(view, place) for place in view.places]
    st.dataframe(pd.DataFrame(rows), hide_index=True, alt="Paliers réunis et jamais réunis, par résidence")
    st.caption("Choisissez une seule résidence pour voir ses paliers un à un.")


def _coverage_row(view: View, place: Place) -> dict[str, object]:
    figure = of_residences(view.of(place), "floor_meeting_coverage").get(place.name)
    if figure is None or figure.denominator is None:
        return {
            "Résidence": place.name,
            "Paliers réunis": "non transmis",
            "Jamais réunis": "",
            "Réunions sans palier précisé": "",
        }
    return {
        "Résidence": place.name,
        "Paliers réunis": f"{words.number(figure.numerator)} sur {words.number(figure.denominator)}",
        "Jamais réunis": words.number(max(0, figure.denominator - (figure.numerator or 0))),
        "Réunions sans palier précisé": words.number(figure.unknown),
    }


def _show_grid(view: View, place: Place) -> None:
    known = [row for row in figures.landings_met(view.version) if row[0] == place.code]
    landings = sorted(
        {row[1] for row in known},
        key=lambda key: [(not part.isdigit(), part.zfill(3)) for part in key.split("-")],
    )
    if not landings:
        st.info(
            "Aucune réunion de palier, et aucun palier décrit : déposez le registre des réunions, ou la feuille « Paliers »."
        )
        return
    quarters = sorted({f"{month[:4]}-T{(int(month[5:]) + 2) // 3}" for month in view.months})
    counts: Counter[tuple[str, str]] = Counter()
    for _, landing, month, meetings in known:
        if month in view.months:
            counts[landing, f"{month[:4]}-T{(int(month[5:]) + 2) // 3}"] += meetings
    covered = {
        f"{m[:4]}-T{(int(m[5:]) + 2) // 3}"
        for code, m in figures.transmitted(view.version, "meetings")
        if code == place.code
    }
    values = [[float(counts[landing, q]) if q in covered else None for q in quarters] for landing in landings]
    figure = charts.heatmap(
        [f"Palier {landing}" for landing in landings],
        [words.short(q) for q in quarters],
        values,
        unit="number",
    )
    charts.draw(figure, alt=f"Réunions par palier et trimestre, {place.name}", key="paliers-grille")
    never = [landing for landing in landings if not any(counts[landing, quarter] for quarter in quarters)]
    if never:
        st.markdown(
            f"**Jamais réunis sur la période** : {words.listing(f'palier {landing}' for landing in never)}."
        )


def show_bodies(view: View) -> None:
    """Show the meetings of the two bodies over 12 months against the law, per residence (« sans objet » under 30 holders)."""
    if view.shows_residences:
        rows = [_body_row(view, place) for place in view.places]
        alt = "Réunions du comité et du conseil sur 12 mois, par résidence"
        st.dataframe(pd.DataFrame(rows), hide_index=True, alt=alt)
    for name in ("committee_meetings_12m", "council_meetings_12m"):
        st.caption(say.target(indicator_named(name), indicator_named(name).target))
    panel.tiles(view, ["committee_meetings_12m", "council_meetings_12m", "minutes_posted_rate"])


def _body_row(view: View, place: Place) -> dict[str, str]:
    scope = view.of(place).scope
    row = {"Résidence": place.name, "Titulaires": words.number(place.contract_holders)}
    for name, title in (
        ("committee_meetings_12m", "Comité"),
        ("council_meetings_12m", "Conseil de concertation"),
    ):
        held = figures.figure(view.version, name, scope)
        row[title] = _compliance(place, held.value if held else None)
    posted = figures.figure(view.version, "minutes_posted_rate", scope)
    row["Comptes rendus affichés"] = say.basis(indicator_named("minutes_posted_rate"), posted)
    return row


def _compliance(place: Place, held: float | None) -> str:
    if held is None:
        return "non transmis"
    told = words.plural(int(held), "réunion")
    if place.has_election_duty is False:
        return f"{told} · sans objet (moins de 30 titulaires)"
    return f"{told} · conforme" if held >= 1 else f"{told} · à faire"
