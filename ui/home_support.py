"""The home-support page: how far paths go, how long each stage takes, why some stop. Small numbers come already hidden."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from indicators.catalogue import indicator_named
from indicators.measure import Figure
from ui import charts, figures, glance, panel, say, visitor, words
from ui.home_support_choice import Choice, by_category, hidden, people, say_hidden

_FUNNEL, _MOVES = "home_support_funnel", "home_support_conversion"
_YEARS_SHOWN = 3  # what a telephone is wide enough for
_DELAYS, _STOPS = "home_support_median_days", "home_support_stops"


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
    say_hidden([*found.values(), *moves.values()])
    st.caption("Le pourcentage est la part des personnes arrivées à l'étape d'avant.")
    st.caption(
        "Toutes les personnes entrées dans le parcours depuis le début, sous un numéro anonyme ; ni santé, ni GIR."
    )
    panel.where_from(choice.version, _FUNNEL, choice.scope, key="entonnoir")
    _show_beside(choice, found, moves, labels)


def _show_beside(
    choice: Choice, found: Mapping[str, Figure], moves: Mapping[str, Figure], labels: Mapping[str, str]
) -> None:
    """Show each stage now, a year before, and in the other residences together; say what is not there."""
    beside = {
        title: (by_category(choice, _FUNNEL, scope), by_category(choice, _MOVES, scope))
        for title, scope in choice.columns.items()
    }
    rows = [
        {"Étape": labels[stage], "Ici": _reached(found[stage], moves.get(stage))}
        | {
            title: _reached(reached.get(stage), passed.get(stage)) if reached else words.NONE
            for title, (reached, passed) in beside.items()
        }
        for stage in sorted(found)
    ]
    alt = "Chaque étape, ici, un an plus tôt et dans les autres résidences"
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt=alt)
    _say_missing(choice, _FUNNEL, "sur si peu de personnes, un écart ne se juge pas")
    say_hidden([one for reached, passed in beside.values() for one in (*reached.values(), *passed.values())])


def _say_missing(choice: Choice, name: str, *more: str) -> None:
    aimed = glance.target(choice.version, indicator_named(name), None, 1)
    told = [*([] if choice.earlier else [glance.UNKNOWN_BEFORE]), aimed or glance.NO_TARGET, *more]
    st.caption(words.sentence(" · ".join(told)))


def _named(stage: str, label: str, figure: Figure) -> str:
    return f"{stage}. {label}" + (f" ({hidden()})" if figure.masked else "")


def _reached(stage: Figure | None, move: Figure | None) -> str:
    told = people(stage)
    if move is None or move.value is None:
        return told
    return f"{told} · {words.percent(move.value)}"


def show_delays(choice: Choice) -> None:
    """Show the median number of days from each stage to the next."""
    found = figures.by(choice.version, _DELAYS, "category", choice.scope)
    if not found:
        st.info("Personne n'a encore franchi deux étapes datées.")
        return
    labels = figures.labels(choice.version, _DELAYS)
    before = by_category(choice, _DELAYS, choice.earlier) if choice.earlier else {}
    around = by_category(choice, _DELAYS, choice.others) if choice.others else {}
    with st.grid(min_column_width=190, gap="small"):
        for stage in sorted(found):
            _show_delay(choice, labels[stage], found[stage], before.get(stage), around.get(stage))
    st.caption("Médianes : la moitié des personnes ont mis moins de temps, l'autre moitié davantage.")
    say_hidden(list(found.values()))


def _show_delay(
    choice: Choice, title: str, now: Figure, before: Figure | None, around: Figure | None
) -> None:
    indicator = indicator_named(_DELAYS)
    name = f"au {words.day(choice.earlier.as_of)}" if choice.earlier else ""
    left_out = len(choice.others.residences) if choice.others else 0
    aimed = glance.target(choice.version, indicator, now, 1)
    standing = glance.Standing(now, before, name, around, left_out, aimed)
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{title}**")
        value = hidden() if now.masked else say.value(indicator, now.value)
        st.metric(title, value, label_visibility="collapsed")
        st.caption("effectif non affiché" if now.masked else "  \n".join(glance.lines(indicator, standing)))


def show_stops(choice: Choice) -> None:
    """Show where people are no longer, then the reasons for which paths stopped."""
    total = figures.figure(choice.version, _STOPS, choice.scope)
    found = figures.by(choice.version, _STOPS, "category", choice.scope)
    if total is None or total.value == 0:
        st.info("Aucun parcours arrêté.")
        return
    labels = figures.labels(choice.version, _STOPS)
    told = words.plural(int(total.value), "parcours arrêté", "parcours arrêtés") if total.value else hidden()
    st.markdown(f"**Parcours arrêtés : {told}**" if not total.value else f"**{told}**")
    beside = {
        # Not covered is not « nobody ».
        title: by_category(choice, _STOPS, scope) if figures.figure(choice.version, _STOPS, scope) else None
        for title, scope in choice.columns.items()
    }
    rows = [
        {"Motif": labels.get(code, code), "Ici": people(one)}
        | {
            title: people(some.get(code)) if some is not None else words.NONE
            for title, some in beside.items()
        }
        for code, one in sorted(found.items(), key=lambda pair: -(pair[1].value or 0))
    ]
    if unknown := _without_reason(total, list(found.values())):
        rows.append(
            {"Motif": "Non renseigné", "Ici": words.number(unknown)} | dict.fromkeys(beside, words.NONE)
        )
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt="Parcours arrêtés, par motif")
    _say_missing(choice, _STOPS)
    say_hidden([total, *found.values(), *(one for some in beside.values() for one in (some or {}).values())])


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
        {"Étape": label} | {f"Entrées en {year}": people(found.get((year, stage))) for year in years}
        for stage, label in labels.items()
    ]
    alt = "Personnes entrées chaque année, et étapes qu'elles ont atteintes"
    st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt=alt)
    st.caption(
        "Une personne est rangée à l'année de son premier contact, quelle que soit celle des étapes suivantes."
    )
