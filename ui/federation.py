"""Associations side by side, for a federation; and what each would show of itself, for the leadership that decides of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from access import volunteers
from access.accounts import Account
from access.operators import BadOperator, Operator, are_several
from access.scope import LEAST_PUBLISHED
from indicators import federation
from indicators.associations import working_for
from indicators.catalogue import Indicator, indicator_named
from indicators.federation import COMPARABLE, NOT_COMPARABLE, Compared, Seen, Sheet
from indicators.measure import Figure, current_version
from ui import say, words

Beside = tuple[str, Sheet | None]  # a name, and what is seen of it in a year: None before any deposit


_NOT_SHOWN = {
    "absent": ("Non transmis", "aucun mois clos ne le donne"),
    "few": ("Non publié", f"moins de {LEAST_PUBLISHED} personnes"),
    "alone": ("Non publié", "une seule résidence le donne"),
    "open": ("Pas encore publié", "l’année n’est pas close"),
}


def gather(reader: Account) -> tuple[list[tuple[Operator, str | None]], int] | None:
    """Draw the choice of a year and return the volunteers with their versions; None, and why, where there are too few."""
    found = volunteers.volunteers(reader)
    if len(found) < volunteers.LEAST:
        _too_few(found)
        return None
    versions = []
    for one in found:
        with working_for(one.slug):
            versions.append((one, current_version()))
    year = _choose_year(versions)
    return None if year is None else (versions, year)


def show(gathered: tuple[list[tuple[Operator, str | None]], int]) -> None:
    """Show the volunteers of a year side by side, by name."""
    versions, year = gathered
    beside: list[Beside] = []
    for one, version in versions:
        with working_for(one.slug):
            beside.append((one.name, _sheet(version, year) if version else None))
    _show(beside, year)


def _too_few(found: Sequence[Operator]) -> None:
    known = words.listing(words.escaped(one.name) for one in found)
    so_far = f" Pour l’instant : {known}." if found else " Pour l’instant, aucune."
    st.info(
        f"La comparaison s’ouvre à partir de {volunteers.LEAST} associations volontaires : à deux, côte à côte, ce serait déjà "
        f"une première et une dernière.{so_far}  \nChaque association le décide elle-même : sa direction, page Réglages.",
        icon=":material/diversity_2:",
    )


def _choose_year(versions: Sequence[tuple[Operator, str | None]]) -> int | None:
    """Draw the choice of a year, the last that all have closed to begin with; None, and why, where no month is closed."""
    closed: dict[int, list[int]] = {}
    for one, version in versions:
        with working_for(one.slug):
            for year, months in (federation.closed_in(version) if version else {}).items():
                closed.setdefault(year, []).append(months)
    if not closed:
        st.info("Aucun mois n’est clos dans ces associations : il n’y a encore rien à comparer.")
        return None
    years = sorted(closed, reverse=True)
    full = [year for year in years if len(closed[year]) == len(versions) and min(closed[year]) == 12]
    with st.columns([1, 4])[0]:
        chosen = st.selectbox("Année", years, years.index(full[0]) if full else 0, key="federation-annee")
    return int(chosen)


@st.cache_data(max_entries=60, show_spinner=False)
def _sheet(version: str, year: int) -> Sheet:
    return federation.sheet(version, year)


def _show(beside: Sequence[Beside], year: int) -> None:
    with st.container(border=True):
        st.markdown(f"**Sur quoi reposent ces chiffres, en {year}**")
        for column, (name, seen) in zip(st.columns(len(beside)), beside, strict=True):
            column.markdown(f"**{words.escaped(name)}**  \n{_ground(seen)}")
        st.caption(
            "Totaux d’association, années closes seulement. Un chiffre qui parlerait de moins de "
            f"{LEAST_PUBLISHED} personnes, ou d’une seule résidence, n’est pas publié. "
            "Là où une fourchette est donnée, deux fourchettes qui se recouvrent ne montrent pas de différence."
        )
    for one in COMPARABLE:
        _compare(one, beside)
    st.header("Ce qui ne se compare pas")
    lacking = [
        f"**{words.escaped(name)}** n’a pas transmis, en {year} : {told}." for name, told in _lacking(beside)
    ]
    apart = [f"**{title}** : {why}" for title, why in NOT_COMPARABLE]
    st.markdown("\n".join(f"- {line}" for line in [*apart, *lacking]))


def _ground(seen: Sheet | None) -> str:
    if seen is None or not seen.residences:
        return "aucun classeur transmis"
    months = words.plural(seen.months, "mois clos", "mois clos") if seen.months else "aucun mois clos"
    return f"{words.plural(seen.residences, 'résidence')} · {months} sur 12"


def _compare(one: Compared, beside: Sequence[Beside]) -> None:
    indicator = indicator_named(one.name)
    with st.container(border=True):
        unit = "" if indicator.is_share else f" ({indicator.unit})"
        st.markdown(
            f"**{indicator.title}**{unit}", help=f"{indicator.question} {indicator.formula.capitalize()}."
        )
        for column, (name, seen) in zip(st.columns(len(beside)), beside, strict=True):
            shown = seen.seen[one.name] if seen else Seen(None, "absent")
            with column:
                st.caption(words.escaped(name))
                st.markdown(_told(indicator, one, shown))
        st.caption(one.beware)


def _told(indicator: Indicator, one: Compared, shown: Seen) -> str:
    value, basis = _NOT_SHOWN.get(shown.why, ("", ""))
    if shown.figure:
        value, basis = (
            say.value(indicator, shown.figure.value),
            _basis(indicator, shown.figure, one.of_people),
        )
    return f"**{value}**  \n:small[{basis}]"


def _basis(indicator: Indicator, figure: Figure, of_people: bool) -> str:
    parts = []
    if figure.denominator is not None and indicator.scale == 1:
        parts.append(f"{words.number(figure.numerator)} sur {words.number(figure.denominator)}")
    if figure.low is not None and figure.high is not None:
        low, high = say.value(indicator, figure.low), say.value(indicator, figure.high)
        parts.append(f"plausible entre {low} et {high}")
    return " · ".join([*parts, _unknown(figure, of_people)])


def _unknown(figure: Figure, of_people: bool) -> str:
    """Return the share of what is not known; a few people are told as a few."""
    if not figure.unknown:
        return "tout est renseigné"
    if of_people and figure.unknown < LEAST_PUBLISHED:
        return f"moins de {LEAST_PUBLISHED} non connus"
    return f"{words.percent(1 - (figure.coverage or 0))} non connus"


def _lacking(beside: Sequence[Beside]) -> list[tuple[str, str]]:
    found = []
    for name, seen in beside:
        titles = [
            indicator_named(one.name).title
            for one in COMPARABLE
            if seen is None or seen.seen[one.name].why == "absent"
        ]
        if titles:
            found.append((name, words.listing(title[:1].lower() + title[1:] for title in titles)))
    return found


def offer(actor: Account) -> None:
    """Show the leadership what a federation would see of its association, and let it decide, or take it back.

    Nothing where the installation holds one association: there is nobody to be compared with.
    """
    if not are_several(actor):
        return
    st.header("Fédération")
    mine = volunteers.own(actor)
    st.markdown(
        "Une fédération peut comparer des associations **volontaires** de cette installation : quelques taux, sur les années closes, sans "
        "aucune résidence ni aucune ligne, sans classement, et à partir de trois associations. Personne d’autre ne les voit."
    )
    if mine.shared_at:
        st.success(
            f"**{words.escaped(mine.name)}** est comparée. Qui l’a décidé : {words.escaped(mine.shared_by or '')}, "
            f"le {words.day(mine.shared_at)}.",
            icon=":material/diversity_2:",
        )
        if st.button("Ne plus être comparée", key="federation-retirer", icon=":material/visibility_off:"):
            volunteers.withdraw(actor)
            st.rerun()
    else:
        st.info(f"**{words.escaped(mine.name)}** n’est pas comparée.", icon=":material/visibility_off:")
    with st.expander("Voir exactement ce que la fédération verrait de nous", icon=":material/preview:"):
        _preview(mine)
    if not mine.shared_at:
        _ask(actor)


def _preview(mine: Operator) -> None:
    version = current_version()
    closed = federation.closed_in(version) if version else {}
    if not version or not closed:
        st.info("Rien encore : aucun mois n’est clos.")
        return
    year = st.selectbox("Année", sorted(closed, reverse=True), key="federation-apercu")
    _show([(mine.name, _sheet(version, int(year)))], int(year))


def _ask(actor: Account) -> None:
    with st.container(border=True):
        name = st.text_input(
            "Qui en décide ?",
            key="federation-qui",
            placeholder="Direction générale",
            help="Une fonction suffit.",
        )
        if st.button("Accepter d’être comparée", key="federation-accepter", icon=":material/check:"):
            try:
                volunteers.agree(actor, name)
            except BadOperator as wrong:
                st.error(str(wrong), icon=":material/error:")
            else:
                st.rerun()
