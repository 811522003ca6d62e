"""The occupation page: course of the rate, missing months named, ages, empty dwellings."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go
import streamlit as st

from ui import charts, figures, words
from ui.board import of_residences
from ui.filters import View

_VACANT = {
    "Prêts à louer": "vacancy_commercial_rate",
    "Travaux": "vacancy_technical_rate",
    "Dont vides depuis plus de 3 mois": "vacancy_over_3m_rate",
}
_AGES = {
    "60 ans et plus": "age_60plus_share",
    "65 ans et plus": "age_65plus_share",
    "75 ans et plus": "age_75plus_share",
}


def course(view: View) -> go.Figure:
    """Return one line a residence, or the line of all of them, month by month; a month not transmitted is a gap."""
    return _course(view.key, view)


@st.cache_resource(max_entries=100, show_spinner=False)
def _course(key: str, _view: View) -> go.Figure:
    view = _view
    series = _by_residence(view) if view.shows_residences else _together(view)
    return charts.lines(view.months, series, unit="percent", from_zero=False)


def _by_residence(view: View) -> dict[str, list[float | None]]:
    return {
        place.name: figures.series(view.version, "occupancy_rate", view.months, "month", view.of(place).scope)
        for place in view.places
    }


def _together(view: View) -> dict[str, list[float | None]]:
    # A month in which a residence is missing is a gap: the mix of residences would draw a peak.
    found = {
        one.group["month"]: one.value
        for one in figures.course(view.version, "occupancy_rate", "month", view.scope)
    }
    return {view.title: [found.get(month) for month in view.months]}


def name_missing(view: View) -> None:
    """Name the months that nobody transmitted, or say how many: they are gaps, not zeros."""
    if not view.shows_residences:
        count = figures.months_missing(view.version, "occupancy", view.scope.residences, view.months)
        if count:
            counted = words.plural(count, "mois non transmis", "mois non transmis")
            st.info(
                f"{counted}, toutes résidences comptées. Ce n'est jamais un zéro : la courbe y laisse un vide.",
                icon=":material/event_busy:",
            )
        return
    known = figures.transmitted(view.version, "occupancy")
    lacking = {
        place.name: [month for month in view.months if (place.code, month) not in known]
        for place in view.places
    }
    told = [
        f"**{name}** : {words.listing(words.month(month) for month in some)}"
        for name, some in lacking.items()
        if some
    ]
    if told:
        st.info(
            "Mois non transmis (absents des courbes, jamais comptés comme zéro) — " + " ; ".join(told) + ".",
            icon=":material/event_busy:",
        )


def show_ages(view: View) -> None:
    """Show the share of older residents, per residence, at its last transmitted month of the period."""
    if _show_shares(view, _AGES, "Part des 60, 65 et 75 ans et plus, par résidence", "ages"):
        st.caption(
            "Repère : fin 2016, près d'un tiers des résidents de FTM et de résidences issues de FTM avait 65 ans ou plus "
            "(DREES, France)."
        )


def show_vacancy(view: View) -> None:
    """Show, per residence, the share of dwellings empty and ready, under works, empty for over three months."""
    _show_shares(view, _VACANT, "Logements vides par résidence", "vacance")


def _show_shares(view: View, names: Mapping[str, str], alt: str, key: str) -> bool:
    """Show one bar an indicator for each residence that has any; return whether there was anything to show."""
    found = {title: of_residences(view, name) for title, name in names.items()}
    places = [place.name for place in view.places if any(place.name in some for some in found.values())]
    series = {
        title: [some[name].value if name in some else None for name in places]
        for title, some in found.items()
    }
    if places:
        charts.draw_once(
            view.key, lambda: charts.grouped_bars(places, series, unit="percent"), alt=alt, key=key
        )
    return bool(places)
