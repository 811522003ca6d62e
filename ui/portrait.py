"""The one-page portrait of a residence, and what of it has changed since the last version of its projet social."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from indicators.catalogue import indicator_named
from indicators.sums import Scope
from indicators.verdicts import Change, changes
from ui import charts, figures, projects, questions, say, words
from ui.filters import View

_WATCHED = {
    "Participation": (
        "unique_participation_rate",
        "floor_meeting_coverage",
        "meeting_attendance_rate",
        "resident_initiated_share",
    ),
    "Conflits": ("conflicts_per_100", "durable_resolution_rate", "warnings_per_100"),
    "Publics": ("age_60plus_share", "age_75plus_share"),
}
_TOP = 5


def show_identity(view: View) -> None:
    """Say in one line what the residence is: town, dwellings, residents, contract holders, at its last transmitted month."""
    [place] = view.places
    known = [
        place.city,
        words.plural(place.units, "logement") if place.units is not None else None,
        words.plural(place.residents, "résident") if place.residents is not None else None,
        words.plural(place.contract_holders, "titulaire", "titulaires")
        if place.contract_holders is not None
        else None,
        words.plural(place.landings_count, "palier") if place.landings_count is not None else None,
    ]
    at = f" (fin {words.month(place.month)})" if place.month else ""
    st.markdown(" · ".join(filter(None, known)) + at)
    if place.has_election_duty is False:
        st.caption(
            "Moins de 30 titulaires : pas d'élection du comité, tous les titulaires en font partie (CCH, D633-7-2)."
        )


def show_top_needs(view: View) -> None:
    """Show the five needs most expressed at the last wave of the residence."""
    found = figures.figures(
        view.version, "need_rate", ("residence", "wave", "category"), Scope(view.scope.residences)
    )
    waves = [wave for wave in figures.waves(view.version) if any(one.group["wave"] == wave for one in found)]
    if not waves:
        st.info("Aucune enquête de besoins pour cette résidence.")
        return
    labels = figures.labels(view.version, "need_rate")
    last = [one for one in found if one.group["wave"] == waves[-1] and one.value is not None]
    top = sorted(last, key=lambda one: -(one.value or 0))[:_TOP]
    figure = charts.intervals(
        [
            f"{labels.get(one.group['category'])} ({words.number(one.numerator)}/{words.number(one.denominator)})"
            for one in top
        ],
        [one.value for one in top],
        [one.low for one in top],
        [one.high for one in top],
        unit="percent",
    )
    charts.draw(figure, alt=f"Les cinq besoins les plus exprimés, {waves[-1]}", key="premiers-besoins")
    st.caption(
        f"{waves[-1]} · la barre dit la part plausible de l'ensemble des résidents, pas seulement des répondants."
    )


def show_to_revise(view: View) -> None:
    """List what has changed since the year of the last version, needs first, each with its honest sentence."""
    years = sorted({month[:4] for month in figures.months(view.version)})
    if len(years) < 2:
        st.info("Une seule année de données : les évolutions se liront l'an prochain.")
        return
    since = st.selectbox(
        "Année de la dernière version du projet social",
        years[:-1],
        index=_year_of_version(view, years[:-1]),
        key="version-ps",
        bind="query-params",
        help="L'année où la version en vigueur a été validée, si elle est connue et transmise ; sinon la plus proche.",
    )
    needs = _need_sentences(view, str(since))
    others = {theme: _sentences(view, names, str(since), years[-1]) for theme, names in _WATCHED.items()}
    st.caption(f"{since} comparé à {years[-1]}, sur les données transmises.")
    for theme, sentences in {"Besoins": needs, **others}.items():
        if sentences:
            st.markdown(f"**{theme}**\n" + "\n".join(f"- {sentence}" for sentence in sentences))
    if not needs:
        st.caption("Besoins : aucun changement établi ou à confirmer entre les vagues de cette période.")


def _year_of_version(view: View, years: Sequence[str]) -> int:
    """Return the place of the year in which the version in force was validated, the first or the last where it lies outside."""
    dated = [one.validated_on for one in projects.in_order(view) if one.validated_on]
    past = [year for year in years if dated and int(year) <= dated[0].year]
    return max(0, len(past) - 1)


def _need_sentences(view: View, since: str) -> list[str]:
    """Return the sentences of needs that moved between the first wave of the period and the last, established first."""
    found = figures.figures(
        view.version,
        "need_rate",
        ("residence", "wave", "category"),
        Scope(view.scope.residences, date(int(since), 1, 1)),
    )
    waves = [wave for wave in figures.waves(view.version) if any(one.group["wave"] == wave for one in found)]
    if len(waves) < 2:
        return []
    ends = [
        {one.group["category"]: one for one in found if one.group["wave"] == wave and one.denominator}
        for wave in (waves[0], waves[-1])
    ]
    codes = view.scope.residences
    shared = [
        code
        for code in ends[0]
        if code in ends[1]
        and not questions.is_reworded(view.version, "besoins", codes, code, waves[0], waves[-1])
    ]
    pairs = [tuple((end[code].numerator or 0, end[code].denominator or 0) for end in ends) for code in shared]
    judged = dict(zip(shared, changes(pairs), strict=True))  # type: ignore[arg-type]
    labels = figures.labels(view.version, "need_rate")
    moved = [code for code in shared if judged[code].verdict in ("established", "to_confirm")]
    moved.sort(key=lambda code: (judged[code].verdict != "established", -abs(judged[code].points)))
    return [
        f"**{labels.get(code, code)}** ({waves[0]} → {waves[-1]}) : {_lower(judged[code])}" for code in moved
    ]


def _sentences(view: View, names: tuple[str, ...], since: str, last: str) -> list[str]:
    told = []
    for name in names:
        indicator = indicator_named(name)
        found = figures.by(view.version, name, "year", Scope(view.scope.residences))
        before, now = found.get(int(since)), found.get(int(last))
        if before is None or now is None or before.value is None or now.value is None:
            continue
        moved = f"de {say.value(indicator, before.value)} à {say.value(indicator, now.value)}"
        if indicator.interval == "wilson" and before.denominator and now.denominator:
            [one] = changes(
                [((before.numerator or 0, before.denominator), (now.numerator or 0, now.denominator))]
            )
            told.append(f"{indicator.title} : {_lower(one)}")
        elif say.value(indicator, before.value) != say.value(indicator, now.value):
            told.append(f"{indicator.title} : {moved}.")
    return told


def _lower(one: Change) -> str:
    sentence = say.change(one)
    return sentence[0].lower() + sentence[1:]
