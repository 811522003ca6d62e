"""The leadership's page: what asks for a decision, and six residences × the key indicators."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

import streamlit as st

from indicators.attention import Attention
from indicators.catalogue import KEY_INDICATORS, indicator_named
from indicators.measure import Figure
from indicators.sums import Scope
from indicators.verdicts import changes
from ui import figures, glance, say, words
from ui.filters import View
from ui.links import see

_SHORT = {
    "occupancy_rate": "Occupation",
    "age_60plus_share": "60 ans et +",
    "unique_participation_rate": "Ont participé",
    "floor_meeting_coverage": "Paliers réunis",
    "meeting_attendance_rate": "Présence",
    "resident_initiated_share": "À leur initiative",
    "conflicts_per_100": "Conflits /100",
    "durable_resolution_rate": "Résolus durablement",
    "conflicts_open_over_30d": "Ouverts > 30 j",
    "warnings_per_100": "Avertiss. /100",
}
_URGENCY = {
    "waiting": ("En attente", "orange", ":material/hourglass_empty:"),
    "missing": ("Données manquantes", "blue", ":material/event_busy:"),
    "quality": ("Qualité du registre", "gray", ":material/help:"),
}
_FIRST = 6


def show_attention(found: Sequence[Attention], is_named: bool = True) -> None:
    """List what asks for a decision, most urgent first: the first few, the others one click away.

    `is_named`: each says its residence; not on the page of one.
    """
    if not found:
        st.success("Rien d'urgent : aucun conflit en attente, tous les mois transmis, registres complets.")
        return
    for one in found[:_FIRST]:
        _show_one(one, is_named)
    if len(found) > _FIRST:
        with st.expander(f"Voir {words.plural(len(found) - _FIRST, 'autre point', 'autres points')}"):
            for _, group in groupby(found[_FIRST:], key=lambda one: one.urgency):
                for one in group:
                    _show_one(one, is_named)


def _show_one(one: Attention, is_named: bool) -> None:
    name, colour, icon = _URGENCY[one.urgency]
    badge, sentence, link = st.columns([3, 9, 1], vertical_alignment="center")
    badge.badge(name, color=colour, icon=icon)  # type: ignore[arg-type]
    told = f"**{one.place.short_name}** : {one.sentence}" if is_named else words.sentence(one.sentence)[:-1]
    sentence.markdown(f"{told}.")
    with link:
        see(
            one.page,
            one.place.name,
            key=f"voir-{one.urgency}-{one.page}-{one.place.code}-{hash(one.sentence)}",
        )


def key_table(view: View) -> list[dict[str, Any]]:
    """Return one row a residence, and the total, with each key indicator written in French, trend included."""
    return _key_table(view.key, view)


@st.cache_data(max_entries=200, show_spinner=False)
def _key_table(key: str, _view: View) -> list[dict[str, Any]]:
    view = _view
    rows = [{"Résidence": place.short_name} | _cells(view.of(place)) for place in view.places]
    return [*rows, {"Résidence": view.total} | _cells(view)] if len(rows) > 1 else rows


def key_columns() -> dict[str, Any]:
    """Return how the columns are titled and explained."""
    columns: dict[str, Any] = {"Résidence": st.column_config.TextColumn(pinned=True)}
    for name in KEY_INDICATORS:
        indicator = indicator_named(name)
        columns[_SHORT[name]] = st.column_config.TextColumn(help=f"{indicator.title} : {indicator.formula}.")
    return columns


def _cells(view: View) -> dict[str, str]:
    return {_SHORT[name]: _cell(view, name) for name in KEY_INDICATORS}


def _cell(view: View, name: str) -> str:
    indicator = indicator_named(name)
    now = figures.figure(view.version, name, view.scope)
    if now is None or now.value is None:
        return words.NONE
    rests = f" · {words.number(now.numerator)}/{words.number(now.denominator)}" if indicator.is_share else ""
    return f"{say.value(indicator, now.value)}{_arrow(view, name, now)}{rests}"


def _arrow(view: View, name: str, now: Figure) -> str:
    """Return the trend: for a rate of cases, an arrow only when the change is established; for a register, its sense."""
    indicator = indicator_named(name)
    before = figures.figure(view.version, name, view.before) if view.before else None
    if before is None or before.value is None or now.value is None:
        return ""
    if indicator.interval == "wilson" and now.denominator and before.denominator:
        [one] = changes(
            [((before.numerator or 0, before.denominator), (now.numerator or 0, now.denominator))]
        )
        return {True: " ↗", False: " ↘"}[one.is_rise] if one.verdict == "established" else " ≈"
    if glance.are_few(indicator, now, before):
        return " ≈"
    gap = round(now.value - before.value, 2 if indicator.is_share else indicator.decimals)
    return " ↗" if gap > 0 else " ↘" if gap < 0 else " ="


def of_residences(view: View, name: str, scope: Scope | None = None) -> dict[str, Figure]:
    """Return an indicator by residence name, in the order of the view; residences without a figure are left out."""
    found = figures.by(view.version, name, "residence", scope or view.scope)
    return {place.name: found[place.code] for place in view.places if place.code in found}
