"""What becomes of conflicts: six rates of one register on a card, their course day by day, practices at equal gravity."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from indicators import conflict_follow_up as cases
from indicators.conflict_follow_up import DURABLE, Definition, Practices
from indicators.statistics import Step
from indicators.statistics.claims import FEW_CASES
from ui import charts, drawing, panel, say, visitor, words
from ui.drawing import NEUTRAL, PALETTE, Part
from ui.filters import View

_FEW_AT_RISK = 10
_SHOWN_DAYS = 180
IN_WORDS = "résolu sous 90 jours et sans reprise dans les 90 jours suivants"
# What is counted, and what this way of counting hides.
_TOLD: dict[str, tuple[str, str]] = {
    "durable": (
        f"Résolution durable : {IN_WORDS}, parmi les conflits signalés depuis 180 jours au moins",
        "Le taux publié. Il arrive six mois après : les conflits récents n'y sont pas encore.",
    ),
    "closed": (
        "Clos comme résolus : résolus, parmi les conflits d'issue connue",
        "Oublie les conflits encore ouverts, et ceux qui ont repris.",
    ),
    "all": (
        "Résolus, parmi tous les conflits signalés",
        "Compte comme des échecs les conflits récents, qui n'ont pas eu le temps d'être résolus.",
    ),
    "in_time": (
        "Résolus dans les 90 jours, parmi les conflits signalés depuis 90 jours au moins",
        "Oublie ceux qui ont repris.",
    ),
    "incidence": (
        "Part résolue au 90e jour, d'après la durée de suivi de chaque conflit",
        "Oublie ceux qui ont repris. Une estimation, qui se sert aussi des conflits en cours.",
    ),
    "kaplan_meier": (
        "La même part, en oubliant les conflits qui finissent autrement",
        "Suppose que ceux qui sont partis, ou orientés ailleurs, auraient été résolus comme les autres : trop optimiste.",
    ),
}


def show_definitions(view: View) -> None:
    """Show every way of counting resolution on one card, the published one first, each with what it hides."""
    found = _definitions(view.version, visitor.sight(), view.scope)
    durable = found[0]
    with st.container(border=True):
        if not durable.n:
            st.info(
                "Aucun conflit signalé depuis 180 jours au moins sur cette période : la résolution durable ne se juge pas encore. "
                "Choisissez une période plus longue."
            )
        else:
            _show_gap(found)
        rows = [
            {
                "Ce que l'on compte": _TOLD[one.name][0],
                "Chiffre": _rate(one),
                "Ce que cela cache": _TOLD[one.name][1],
            }
            for one in found
        ]
        st.table(
            pd.DataFrame(rows),
            hide_index=True,
            border="horizontal",
            alt="Six façons de compter les résolutions",
        )
        panel.where_from(view.version, DURABLE, view.scope, key="durable")


def _show_gap(found: Sequence[Definition]) -> None:
    durable, known = found[0], [one.share for one in found if one.share is not None]
    if durable.share is None or (durable.n or 0) < FEW_CASES:
        st.markdown(
            f"Trop peu de conflits suivis ({durable.n}) pour juger d'un taux : "
            f"{words.plural(durable.x or 0, 'conflit résolu durablement', 'conflits résolus durablement')}."
        )
        return
    st.markdown(
        f"**{words.percent(durable.share)} de résolution durable** ({durable.x} conflits sur {durable.n}). Selon la façon de "
        f"compter, le même registre dit de {words.percent(min(known))} à {words.percent(max(known))} : deux personnes de bonne foi "
        "peuvent en donner des chiffres différents. Palier publie la résolution durable."
    )


def _rate(one: Definition) -> str:
    if one.n is None:
        return words.percent(one.share) if one.share is not None else "suivi trop court"
    counted = f"{one.x} sur {one.n}"
    return counted if one.share is None or one.n < FEW_CASES else f"{words.percent(one.share)} ({counted})"


def show_curve(view: View) -> None:
    """Show the share of conflicts resolved, and of those that ended otherwise, day after day since their opening."""
    steps = _curve(view.version, visitor.sight(), view.scope)
    if not steps or steps[0].at_risk < FEW_CASES:
        count = steps[0].at_risk if steps else 0
        st.info(f"Trop peu de conflits suivis ({count}) pour tracer leur devenir : il en faut {FEW_CASES}.")
        return
    alt = "Part des conflits résolus, et finis autrement, selon le nombre de jours depuis leur signalement"
    charts.draw_once(view.key, lambda: drawn(steps), alt=alt, key="devenir")
    faint = next((step.day for step in steps if step.at_risk < _FEW_AT_RISK), None)
    thin = (
        f" En gris, à partir de {faint:g} jours : moins de {_FEW_AT_RISK} conflits sont encore suivis."
        if faint is not None and faint <= _SHOWN_DAYS
        else ""
    )
    st.caption(
        "« Finis autrement » : améliorés, non résolus, orientés, en procédure, ou une partie est partie. Un départ n'est ni un "
        f"succès ni un oubli : il empêche la résolution, et il est compté.{thin}"
    )


def drawn(steps: Sequence[Step]) -> go.Figure:
    """Return the two courses as steps over the first 180 days; grey where fewer than ten conflicts are still followed."""
    shown = [step for step in steps if step.day <= _SHOWN_DAYS]
    faint = next((step.day for step in shown if step.at_risk < _FEW_AT_RISK), None)
    last = min(_SHOWN_DAYS, steps[-1].day)
    traces = []
    for rank, (name, side) in enumerate((("Résolus", "resolved"), ("Finis autrement", "left"))):
        points = [(0.0, 0.0), *((step.day, getattr(step, side)) for step in shown)]
        points.append((last, points[-1][1]))
        sure = [point for point in points if faint is None or point[0] <= faint]
        traces.append(_steps(name, sure, PALETTE[(0, 4)[rank]]))
        if faint is not None:
            unsure = [sure[-1], *(point for point in points if point[0] > faint)]
            traces.append(
                _steps(name, unsure, NEUTRAL) | dict(showlegend=False, hoverinfo="skip", hovertemplate=None)
            )
    axis: Part = dict(
        title="jours depuis le signalement", fixedrange=True, range=[0, last], dtick=30, showgrid=False
    )
    return drawing.figure(
        traces, height=340, xaxis=axis, yaxis=drawing.scale("percent") | dict(range=[0, 100]), hovermode="x unified",
        margin=dict(l=8, r=16, t=32, b=40),
    )  # fmt: skip


def _steps(name: str, points: Sequence[tuple[float, float]], colour: str) -> Part:
    place = dict(x=[day for day, _ in points], y=drawing.scaled([share for _, share in points], "percent"))
    style: Part = dict(line=dict(color=colour, width=2, shape="hv"), name=name)
    return dict(type="scatter", mode="lines", **place, **style, **drawing.hover("y", "percent"))


def show_practices(view: View) -> None:
    """Show floor meetings beside individual handling at equal gravity: a difference and its interval, never more than that."""
    found = _practices(view.version, visitor.sight(), view.scope)
    st.markdown(told(found))
    least = visitor.sight().least
    if found.strata:
        rows = [
            {
                "Gravité": f"{_GRAVITY.get(one.severity, one.severity)}, {'reprise' if one.is_repeat else 'premier signalement'}",
                "Réunion de palier": _held(one.floor, least),
                "Entretien ou courrier": _held(one.apart, least),
            }
            for one in found.strata
        ]
        st.table(
            pd.DataFrame(rows),
            hide_index=True,
            border="horizontal",
            alt="Résolution durable par gravité et mode de traitement",
        )
    unknown = (
        f" Gravité non renseignée : {words.plural(found.ungraded, 'conflit', 'conflits')} à part."
        if found.ungraded
        else ""
    )
    st.caption(
        f"Conflits signalés depuis 180 jours au moins, {IN_WORDS}. On compte des conflits, pas des personnes : les mêmes "
        f"voisins peuvent en porter plusieurs.{unknown}"
    )


_GRAVITY = {1: "Léger", 2: "Sérieux", 3: "Grave"}


def told(found: Practices) -> str:
    """Return what may be said of two practices at equal gravity."""
    counts = f"réunion de palier : {_held(found.floor)} ; entretien ou courrier : {_held(found.apart)}"
    if found.refusal == "few_cases":
        return f"**Trop peu de conflits suivis pour comparer** ({counts}) : il en faut {FEW_CASES} de chaque côté."
    if found.difference is None:
        return f"**Pas de comparaison possible** ({counts}) : les deux modes ne se rencontrent pas à gravité comparable."
    points, low, high = (100 * side for side in found.difference)
    way = "en faveur de la réunion de palier" if points > 0 else "en faveur de l'entretien ou du courrier"
    gap = (
        f"À gravité comparable : {words.points(abs(points))} {way}"
        if round(points)
        else "À gravité comparable : aucun écart"
    )
    span = say.plausible(*((-high, -low) if points < 0 else (low, high)))
    if low <= 0 <= high:
        return f"{gap}, {span}. **Différence non établie.**"
    return (
        f"{gap}, {span}. **Différence établie, cause non prouvée** : le mode de traitement a été choisi au cas par cas ; d'autres "
        "différences entre les situations peuvent expliquer l'écart."
    )


def _held(side: tuple[int, int], least: int = 0) -> str:
    if 0 < side[1] < least:
        return f"moins de {least}"
    return f"{side[0]} sur {side[1]}" if side[1] else words.NONE


_definitions = st.cache_data(max_entries=200, show_spinner=False)(cases.definitions)
_curve = st.cache_data(max_entries=200, show_spinner=False)(cases.curve)
_practices = st.cache_data(max_entries=200, show_spinner=False)(cases.practices)
