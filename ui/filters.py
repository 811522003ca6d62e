"""What is being looked at: residences and period, kept in the URL so that a link reopens the same view."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import streamlit as st

from access.scope import Sight
from indicators.measure import current_version
from indicators.places import Place
from indicators.sums import Scope
from ui import call_perimeter, figures, visitor, welcome, words

LAST_YEAR = "12 derniers mois"
EVERYTHING = "Depuis le début"


@dataclass(frozen=True)
class View:
    """A choice of residences and period, within a sight. `before` is the same length of time just before, None for everything."""

    version: str
    sight: Sight
    scope: Scope
    before: Scope | None
    name: str
    name_before: str
    months: tuple[str, ...]
    places: tuple[Place, ...]

    @property
    def key(self) -> str:
        """What tells this view from any other, another person's included: what is computed for it is kept under this name."""
        months = f"{self.scope.first}|{self.scope.last}|{self.name}"
        return f"{self.version}|{self.sight.key}|{','.join(self.scope.residences)}|{months}"

    @property
    def shows_residences(self) -> bool:
        """False for somebody who sees residences together only: nothing may then be told apart."""
        return self.sight.by_residence

    @property
    def is_whole(self) -> bool:
        """True when no residence in sight was left out."""
        return not self.scope.residences

    @property
    def title(self) -> str:
        """What the residences of the view are together, as a heading says it."""
        return _title(self.sight, self.places, self.is_whole)

    @property
    def total(self) -> str:
        """What the residences of the view are together, as the last line of a table says it."""
        if not self.is_whole:
            return "Ensemble choisi"
        return "Association" if self.sight.residences is None else self.title

    def of(self, place: Place) -> View:
        """Return the same period in one residence."""
        scope = replace(self.scope, residences=(place.code,))
        before = self.before and replace(self.before, residences=(place.code,))
        return replace(self, scope=scope, before=before, places=(place,))


def version_or_welcome() -> str:
    """Return the version in use, or show what to do first and stop the page."""
    version = current_version()
    if version is None or not figures.residences(version):
        welcome.first_deposit(is_empty=version is None)
        st.stop()
    if visitor.sight().closed_only and not figures.months(version):
        welcome.nothing_closed()
        st.stop()
    return version


def choose(version: str) -> View:
    """Draw the two filters and return the view they make; a choice of residences only where there is one to make."""
    places, sight = figures.residences(version), visitor.sight()
    if not offers_residences(version):
        say_totals_only(version)
        say_alone(version)
        return _view(version, sight, (), tuple(places), choose_period(version))
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
    chosen = call_perimeter.within(
        version, period, places, tuple(place for place in places if place.name in names)
    )
    codes = tuple(place.code for place in chosen)
    return _view(version, sight, codes, chosen or tuple(places), period)


def choose_association(version: str) -> View:
    """Draw the choice of period alone, for what is counted in the association as a whole, and return the view it makes."""
    places, sight = figures.residences(version), visitor.sight()
    with st.columns([2, 3])[0]:
        return _view(version, sight, (), tuple(places), choose_period(version))


def choose_place(version: str) -> View:
    """Draw the filters of a page on one residence and return the view they make."""
    places, sight = figures.residences(version), visitor.sight()
    left, right = st.columns([3, 2])
    with left:
        names = [place.name for place in places]
        name = st.selectbox("Résidence", names, key="residence", bind="query-params")
    with right:
        period = choose_period(version)
    say_alone(version)
    # A browser may send any name: one that is not in sight is no choice.
    place = next((place for place in places if place.name == name), places[0])
    return _view(version, sight, (place.code,), (place,), period)


def choose_one_or_all(version: str) -> Place | None:
    """Draw the choice of a residence, where there is one to make, and return it; None for all those in sight."""
    places, sight = figures.residences(version), visitor.sight()
    if not offers_residences(version):
        return places[0] if sight.by_residence else None
    everywhere = "Vos résidences" if sight.residences else "Toutes les résidences"
    names = [everywhere, *(place.name for place in places)]
    name = st.selectbox("Résidence", names, key="residence", bind="query-params")
    return next((place for place in places if place.name == name), None)


def offers_residences(version: str) -> bool:
    """Return whether there is a choice of residences to make: several, that may be seen apart."""
    return visitor.sight().by_residence and len(figures.residences(version)) > 1


def choose_period(version: str) -> str:
    """Draw the choice of period and return its name. Outside there is none: figures are of the whole call, cut nowhere."""
    if not visitor.sight().by_residence:
        return EVERYTHING
    years = sorted({month[:4] for month in figures.months(version)}, reverse=True)
    options = [LAST_YEAR, *years, EVERYTHING, *call_perimeter.offered(version)]
    chosen = st.selectbox("Période", options, key="periode", bind="query-params")
    return chosen if chosen in options else LAST_YEAR


def say_totals_only(version: str) -> None:
    """Say quietly, to somebody who sees residences together only, which ones and when; nothing to anybody else."""
    if visitor.sight().by_residence:
        return
    count, months = len(figures.residences(version)), figures.months(version)
    whose = f"des {count} résidences" if count > 1 else "de la résidence"
    when = f"{words.month(months[0])} à {words.month(months[-1])}" if months else "aucun transmis"
    st.caption(
        f"Totaux {whose} de l'appel, mois clos seulement ({when}). Le détail par résidence n'est pas publié."
    )


def say_alone(version: str) -> None:
    """Say quietly, to a team of one residence, that it is compared with no other; nothing to anybody else."""
    sight = visitor.sight()
    if sight.by_residence and sight.residences is not None and len(figures.residences(version)) == 1:
        st.caption("Votre compte ouvre votre résidence : les autres ensemble ne sont pas montrées.")


def name_of_all(version: str) -> str:
    """Return what all the residences in sight are together, as a sentence says it: « l'association »."""
    title = _title(visitor.sight(), figures.residences(version), is_whole=True)
    return title[0].lower() + title[1:]


def _title(sight: Sight, places: Sequence[Place], is_whole: bool) -> str:
    if not sight.by_residence:
        return f"Les {len(places)} résidences de l'appel" if len(places) > 1 else "La résidence de l'appel"
    if is_whole and sight.residences is None:
        return "L'association"
    if is_whole and len(places) > 1:
        return "Vos résidences"
    return words.listing(place.name for place in places)


def _view(version: str, sight: Sight, codes: tuple[str, ...], places: tuple[Place, ...], period: str) -> View:
    months = figures.months(version)
    chosen, earlier = call_perimeter.months_of(version, period, months) or _months_of(period, months)
    before = _scope(codes, earlier) if earlier else None
    name = (
        f"{words.month(chosen[0])} à {words.month(chosen[-1])}" if period == LAST_YEAR and chosen else period
    )
    if not sight.by_residence:
        name = "Toute la période de l'appel"
    name_before = {LAST_YEAR: "12 mois avant", EVERYTHING: ""}.get(period) or (
        call_perimeter.before(period, earlier)
    )
    _say_reopened(version, chosen)
    return View(version, sight, _scope(codes, chosen), before, name, name_before, tuple(chosen), places)


def _say_reopened(version: str, chosen: Sequence[str]) -> None:
    """Say which months of the period were reopened, and why: figures given out of them may have changed since."""
    told = [
        f"{words.month(one.month)} (le {words.day(one.reopened_on)}, {words.quoted(words.escaped(one.reason))}"
        f"{' ; clos de nouveau depuis' if one.is_closed_since else ''})"
        for one in figures.reopenings(version)
        if one.month in chosen
    ]
    if told:
        st.caption(f":material/lock_open: Rouvert après clôture : {words.listing(told)}.")


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
