"""Residences side by side on a share of cases: a funnel, and a sentence on each one that stands out. Never a ranking."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from indicators import among as side_by_side
from indicators.among import Among, limits_over
from indicators.catalogue import indicator_named
from indicators.verdicts import FEW_ANSWERS
from ui import charts, drawing, say, visitor, words
from ui.drawing import NEUTRAL, Part
from ui.filters import View
from ui.variation import BLUE, ORANGE


def show(view: View, name: str, key: str) -> None:
    """Show the residences of a view in the funnel of a share, and say which stand out of what chance does."""
    if not view.shows_residences or len(view.places) < 3:
        return
    indicator = indicator_named(name)
    found = _among(view.version, visitor.sight(), name, view.scope)
    if found is None:
        st.info("Trop peu de résidences ont des cas suivis pour les comparer : il en faut trois.")
        return
    alt = f"{indicator.title} : chaque résidence selon son nombre de cas, et ce que le hasard explique"
    charts.draw_once(
        f"{name}|{view.key}", lambda: drawn(found, indicator.better), alt=alt, key=f"entonnoir-{key}"
    )
    st.markdown(told(found))
    st.caption(
        "Chaque résidence est comparée aux autres ensemble. Entre les courbes, l'écart est de l'ordre du hasard : tirets, 95 % ; "
        f"pointillés, 99,8 %. Sous {FEW_ANSWERS} cas, une résidence est montrée et n'est pas jugée. Aucun classement n'est fait."
    )


def told(found: Among) -> str:
    """Return which residences stand out, each with its gap to the others together; or that none does."""
    if not found.apart:
        return "**Aucune résidence ne se distingue nettement des autres** : les écarts sont de l'ordre du hasard."
    lines = [
        f"- **{words.escaped(one.place.name)}** : {words.number(one.x)} sur {words.number(one.n)} ({words.percent(one.x / one.n)}), "
        f"contre {words.percent(one.change.before)} dans les autres ensemble ({words.points(one.change.points)}, "
        f"{say.plausible(one.change.low, one.change.high)})."
        for one in found.apart
    ]
    return "\n".join(["Se distinguent des autres, au-delà du hasard :", *lines])


def drawn(found: Among, better: str) -> go.Figure:
    """Return the funnel: one dot a residence by its number of cases, the limits that chance draws around all of them."""
    most = int(1.1 * max(one.n for one in found.places)) + 2
    limits = limits_over(found.centre, most)
    cases = list(range(1, most + 1))
    traces: list[Part] = [
        _limit(cases, limits[side], dash)
        for side, dash in (
            ("lower_998", "dot"),
            ("lower_95", "dash"),
            ("upper_95", "dash"),
            ("upper_998", "dot"),
        )
    ]
    traces.append(_limit(cases, [found.centre] * most, "solid"))
    traces.append(_dots(found, better))
    notes = [
        dict(
            x=one.n,
            y=100 * one.x / one.n,
            text=_short(one.place.name),
            showarrow=False,
            yshift=14,
            font=dict(size=11),
        )
        for one in found.places
    ]
    axis: Part = dict(title="cas suivis", range=[0, most], fixedrange=True, showgrid=False)
    scale = drawing.scale("percent") | dict(range=[0, 100])
    layout: Part = dict(margin=dict(l=8, r=16, t=24, b=40), hovermode="closest", annotations=notes)
    return drawing.figure(traces, height=380, xaxis=axis, yaxis=scale, **layout)


def _dots(found: Among, better: str) -> Part:
    place: Part = dict(
        x=[one.n for one in found.places],
        y=drawing.scaled([one.x / one.n for one in found.places], "percent"),
        customdata=[one.place.name for one in found.places],
    )
    colours = [_colour(one.beyond, better) for one in found.places]
    marker: Part = dict(color=colours, size=11, line=dict(width=1, color=NEUTRAL))
    said = drawing.hover("y", "percent", " (%{x:.0f} cas)<extra>%{customdata}</extra>")
    return dict(type="scatter", mode="markers", marker=marker, showlegend=False, **place, **said)


def _colour(beyond: float, better: str) -> str:
    if not beyond:
        return NEUTRAL
    return BLUE if better != "none" and (beyond > 0) == (better == "higher") else ORANGE


def _limit(cases: list[int], shares: list[float], dash: str) -> Part:
    shown = drawing.scaled([min(1.0, max(0.0, share)) for share in shares], "percent")
    style: Part = dict(
        line=dict(color=NEUTRAL, width=1, dash=dash, shape="spline"), showlegend=False, hoverinfo="skip"
    )
    return dict(type="scatter", mode="lines", x=cases, y=shown, **style)


def _short(name: str) -> str:
    """Return a residence's name for beside a dot: without the word that all of them bear."""
    return name.removeprefix("Résidence ").removesuffix(" (démo)")


_among = st.cache_data(max_entries=200, show_spinner=False)(side_by_side.among)
