"""The home-support page: how far paths go, how long each stage takes, why some stop. Small numbers come already hidden."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import streamlit as st

from indicators.catalogue import indicator_named
from indicators.measure import Figure
from indicators.sums import Scope
from ui import charts, figures, filters, panel, say, visitor, words

_FUNNEL, _MOVES = "home_support_funnel", "home_support_conversion"
_YEARS_SHOWN = 3  # what a telephone is wide enough for
_DELAYS, _STOPS = "home_support_median_days", "home_support_stops"


@dataclass(frozen=True)
class Choice:
    """The residences looked at, since the beginning: paths are few, and each takes months."""

    version: str
    scope: Scope

    @property
    def shows_years(self) -> bool:
        """False for somebody who reads published tables: years could be taken from each other."""
        return visitor.sight().by_residence

    @property
    def key(self) -> str:
        """What tells this choice from any other, another person's included."""
        return f"{self.version}|{visitor.sight().key}|{','.join(self.scope.residences)}"


def choose(version: str) -> Choice:
    """Draw the choice of residences, where there is one to make, and return it."""
    filters.say_totals_only(version)
    if not filters.offers_residences(version):
        return Choice(version, Scope())
    places = {place.name: place.code for place in figures.residences(version)}
    with st.columns([3, 2])[0]:
        names = st.multiselect(
            "Résidences", list(places), key="residences", placeholder="Toutes", bind="query-params"
        )
    return Choice(version, Scope(tuple(places[name] for name in names if name in places)))


def require_register(version: str) -> None:
    """Stop the page where no register of paths was ever loaded, and say which workbook makes it."""
    if figures.has_facts(version, "home_support"):
        return
    more = (
        " Là où un parcours existe, déposez le classeur « Parcours de maintien à domicile » : le vierge se trouve à la page Dépôt."
        if visitor.may("deposit")
        else ""
    )
    st.info(f"Aucun parcours de maintien à domicile n'a été transmis.{more}")
    st.stop()


def show_funnel(choice: Choice) -> None:
    """Show how many people reached each stage, and the share of those of the stage before."""
    found = figures.by(choice.version, _FUNNEL, "category", choice.scope)
    if not found:
        st.info("Aucun parcours dans les résidences choisies : ni étape, ni délai, ni arrêt à montrer.")
        st.stop()
    moves = figures.by(choice.version, _MOVES, "category", choice.scope)
    labels = figures.labels(choice.version, _FUNNEL)
    stages = sorted(found)
    charts.draw_once(
        choice.key,
        lambda: charts.bars(
            [_named(stage, labels[stage], found[stage]) for stage in stages],
            [found[stage].value for stage in stages],
            unit="number",
            texts=[_reached(found[stage], moves.get(stage)) for stage in stages],
        ),
        alt="Personnes ayant atteint chaque étape du parcours, et part de celles de l'étape d'avant",
        key="entonnoir",
    )
    _say_hidden([*found.values(), *moves.values()])
    st.caption("Le pourcentage est la part des personnes arrivées à l'étape d'avant.")
    st.caption(
        "Toutes les personnes entrées dans le parcours depuis le début, sous un numéro anonyme ; ni santé, ni GIR."
    )
    panel.where_from(choice.version, _FUNNEL, choice.scope, key="entonnoir")


def _named(stage: str, label: str, figure: Figure) -> str:
    return f"{stage}. {label}" + (f" ({_hidden()})" if figure.masked else "")


def _reached(stage: Figure, move: Figure | None) -> str:
    told = _people(stage)
    if move is None or move.value is None:
        return told
    return f"{told} · {words.percent(move.value)}"


def _people(figure: Figure | None) -> str:
    if figure is None:
        return words.number(0)
    return _hidden() if figure.masked else words.number(figure.value)


def _hidden() -> str:
    """Return what stands for a number hidden; one hidden for another's sake must look the same."""
    sight = visitor.sight()
    return f"moins de {sight.least}" if sight.by_residence else "non publié"


def _say_hidden(some: list[Figure]) -> None:
    sight = visitor.sight()
    if not any(one.masked for one in some):
        return
    if sight.by_residence:
        st.caption(f"Les nombres de personnes inférieurs à {sight.least} ne sont pas affichés.")
    else:
        st.caption(
            f"« Non publié » : moins de {sight.least} personnes, ou un nombre qui permettrait d'en retrouver un plus petit par "
            "différence."
        )


def show_delays(choice: Choice) -> None:
    """Show the median number of days from each stage to the next."""
    found = figures.by(choice.version, _DELAYS, "category", choice.scope)
    if not found:
        st.info("Personne n'a encore franchi deux étapes datées.")
        return
    indicator, labels = indicator_named(_DELAYS), figures.labels(choice.version, _DELAYS)
    with st.grid(min_column_width=190, gap="small"):
        for stage in sorted(found):
            with st.container(border=True, height="stretch"):
                st.markdown(f"**{labels[stage]}**")
                value = _hidden() if found[stage].masked else say.value(indicator, found[stage].value)
                st.metric(labels[stage], value, label_visibility="collapsed")
                st.caption(_rests_on(found[stage]))
    st.caption("Médianes : la moitié des personnes ont mis moins de temps, l'autre moitié davantage.")
    _say_hidden(list(found.values()))


def _rests_on(figure: Figure) -> str:
    if figure.masked or figure.n is None:
        return "effectif non publié"
    return say.basis(indicator_named(_DELAYS), figure)


def show_stops(choice: Choice) -> None:
    """Show where people are no longer, then the reasons for which paths stopped."""
    total = figures.figure(choice.version, _STOPS, choice.scope)
    found = figures.by(choice.version, _STOPS, "category", choice.scope)
    if total is None or total.value == 0:
        st.info("Aucun parcours arrêté.")
        return
    labels = figures.labels(choice.version, _STOPS)
    told = words.plural(int(total.value), "parcours arrêté", "parcours arrêtés") if total.value else _hidden()
    st.markdown(f"**Parcours arrêtés : {told}**" if not total.value else f"**{told}**")
    rows = [
        {"Motif": labels.get(code, code), "Personnes": _people(one)}
        for code, one in sorted(found.items(), key=lambda pair: -(pair[1].value or 0))
    ]
    if unknown := _without_reason(total, list(found.values())):
        rows.append({"Motif": "Non renseigné", "Personnes": words.number(unknown)})
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Parcours arrêtés, par motif")
    _say_hidden([total, *found.values()])


def _without_reason(total: Figure, reasons: list[Figure]) -> float:
    """Return how many stopped without a reason; nothing where a part is hidden: it would be found by difference."""
    if total.value is None or any(one.masked for one in reasons) or visitor.sight().least:
        return 0
    return total.value - sum(one.value or 0 for one in reasons)


def show_years(choice: Choice) -> None:
    """Show, for those who entered each year, how many have reached each stage."""
    found = {
        (one.group["year"], one.group["category"]): one
        for one in figures.figures(choice.version, _FUNNEL, ("year", "category"), choice.scope)
    }
    labels = figures.labels(choice.version, _FUNNEL)
    years = sorted({year for year, _ in found})[-_YEARS_SHOWN:]
    rows = [
        {"Étape": label} | {f"Entrées en {year}": _people(found.get((year, stage))) for year in years}
        for stage, label in labels.items()
    ]
    alt = "Personnes entrées chaque année, et étapes qu'elles ont atteintes"
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt=alt)
    st.caption(
        "Une personne est rangée à l'année de son premier contact, quelle que soit celle des étapes suivantes."
    )
