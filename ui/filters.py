"""What is being looked at: residences and period, kept in the URL so that a link reopens the same view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from indicators.measure import current_version
from indicators.places import Place
from indicators.sums import Scope
from ui import figures, words
from ui.links import page_link

LAST_YEAR = "12 derniers mois"
EVERYTHING = "Depuis le début"


@dataclass(frozen=True)
class View:
    """A choice of residences and period. `before` is the same length of time just before, None for everything."""

    version: str
    scope: Scope
    before: Scope | None
    name: str
    name_before: str
    months: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def key(self) -> str:
        """What tells this view from any other: what is computed for it may be kept under this name."""
        return f"{self.version}|{','.join(self.scope.residences)}|{self.scope.first}|{self.scope.last}|{self.name}"

    @property
    def is_whole(self) -> bool:
        """True when no residence was left out."""
        return not self.scope.residences

    def of(self, place: Place) -> View:
        """Return the same period in one residence."""
        return self._of((place.code,), (place,))

    def _of(self, codes: tuple[str, ...], places: tuple[Place, ...]) -> View:
        scope = Scope(codes, self.scope.first, self.scope.last)
        before = self.before and Scope(codes, self.before.first, self.before.last)
        return View(self.version, scope, before, self.name, self.name_before, self.months, places)


def version_or_welcome() -> str:
    """Return the version in use, or show what to do first and stop the page."""
    version = current_version()
    if version is None or not figures.residences(version):
        _welcome()
        st.stop()
    return version


def choose(version: str) -> View:
    """Draw the two filters and return the view they make."""
    places = figures.residences(version)
    known = {place.name for place in places}
    if set(st.session_state.get("residences", ())) - known:
        st.session_state["residences"] = [name for name in st.session_state["residences"] if name in known]
    left, right = st.columns([3, 2])
    with left:
        names = st.multiselect(
            "Résidences",
            [place.name for place in places],
            key="residences",
            placeholder="Toutes",
            bind="query-params",
        )
    with right:
        period = choose_period(version)
    chosen = tuple(place for place in places if place.name in names)
    codes = tuple(place.code for place in chosen)
    return _view(version, codes, chosen or tuple(places), period)


def choose_place(version: str) -> View:
    """Draw the filters of a page on one residence and return the view they make."""
    places = figures.residences(version)
    left, right = st.columns([3, 2])
    with left:
        name = st.selectbox(
            "Résidence", [place.name for place in places], key="residence", bind="query-params"
        )
    with right:
        period = choose_period(version)
    place = next(place for place in places if place.name == name)
    return _view(version, (place.code,), (place,), period)


def choose_period(version: str) -> str:
    """Draw the choice of period and return its name."""
    years = sorted({month[:4] for month in figures.months(version)}, reverse=True)
    options = [LAST_YEAR, *years, EVERYTHING]
    return st.selectbox("Période", options, key="periode", bind="query-params") or LAST_YEAR


def _view(version: str, codes: tuple[str, ...], places: Sequence[Place], period: str) -> View:
    months = figures.months(version)
    chosen, earlier = _months_of(period, months)
    before = _scope(codes, earlier) if earlier else None
    name = (
        f"{words.month(chosen[0])} à {words.month(chosen[-1])}" if period == LAST_YEAR and chosen else period
    )
    name_before = {LAST_YEAR: "12 mois avant", EVERYTHING: ""}.get(period) or (
        earlier[0][:4] if earlier else ""
    )
    return View(version, _scope(codes, chosen), before, name, name_before, tuple(chosen), tuple(places))


def _months_of(period: str, months: list[str]) -> tuple[list[str], list[str]]:
    if period == EVERYTHING:
        return months, []
    if period == LAST_YEAR:
        return months[-12:], months[-24:-12] if len(months) >= 24 else []
    year_before = str(int(period) - 1)
    return [m for m in months if m[:4] == period], [m for m in months if m[:4] == year_before]


def _scope(codes: tuple[str, ...], months: Sequence[str]) -> Scope:
    ends = (
        [date.fromisoformat(f"{month}-01") for month in (months[0], months[-1])] if months else [None, None]
    )
    return Scope(codes, *ends)


def _welcome() -> None:
    st.title("Bienvenue dans Palier")
    st.markdown(
        "Aucun classeur n'a encore été déposé. Pour commencer :\n\n"
        "1. déposez le **référentiel des résidences** (une ligne par résidence) ;\n"
        "2. puis vos classeurs d'**occupation**, de **réunions**, de **conflits** et d'**enquête**, tels quels.\n\n"
        "Rien n'est enregistré avant que vous ayez vu ce qui serait lu, et confirmé."
    )
    page_link("depot", "Déposer un premier classeur", icon=":material/upload_file:")
