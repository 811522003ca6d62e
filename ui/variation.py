"""A monthly series and its usual variation: dots, limits where twelve months allow them, what signals, in words.

Never a colour for one month against the one before: grey is usual, blue a favourable signal, orange a signal to look at.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

import plotly.graph_objects as go
import streamlit as st

from indicators import variation as monthly
from indicators.catalogue import Indicator, indicator_named
from indicators.open_figures import is_read_live
from indicators.statistics.variation import LEAST_POINTS
from indicators.variation import COMPLETE, Point, Stretch, Variation
from ui import charts, drawing, say, visitor, words
from ui.drawing import FAINT, NEUTRAL, Part, Unit
from ui.filters import View

BLUE, ORANGE = "#2566ca", "#d97706"
_COLOURS = {"": NEUTRAL, "better": BLUE, "worse": ORANGE, "other": ORANGE}
_SYMBOLS = {"": "circle", "better": "diamond", "worse": "square", "other": "square"}
_NAMES = {
    "": "variation habituelle",
    "better": "signal favorable",
    "worse": "signal à regarder",
    "other": "signal à regarder",
}
_A_MONTH = 26 * 24 * 3600 * 1000  # milliseconds of a bar
_SHOWN = 3
_NARROW = 0.05


def show(view: View, names: Sequence[str], key: str) -> None:
    """Show one monthly series of a few, over every month transmitted, and say what may be said of it."""
    read = [one for one in names if is_read_live(visitor.sight(), one)]
    if not read:
        st.info("Ces séries ne se lisent que dans les tableaux publiés.")
        return
    name = read[0]
    if len(read) > 1:
        titles = {indicator_named(one).title: one for one in read}
        title = st.selectbox("Série", list(titles), key=f"serie-{key}", width=420)
        name = titles.get(str(title), name)
    indicator = indicator_named(name)
    found = _variation(view.version, visitor.sight(), name, view.scope)
    if not any(point.value is not None for point in found.points):
        st.info("Aucun mois transmis pour cette série.")
        return
    alt = f"{indicator.title}, mois par mois, {view.title}"
    charts.draw_once(f"{name}|{view.key}", lambda: drawn(indicator, found), alt=alt, key=f"variation-{key}")
    st.markdown("  \n".join(told(indicator, found)))
    holes = [point for point in found.points if not point.is_complete]
    st.caption(
        "De tout ce qui est transmis, quelle que soit la période choisie. Un signal dit qu'il s'est passé quelque chose, pas quoi."
        + _told_holes(len(holes))
    )


def _told_holes(count: int) -> str:
    if not count:
        return ""
    level = words.percent(COMPLETE)
    return f" Hachuré : {words.plural(count, 'mois', 'mois')} de données complètes à moins de {level}, hors des limites."


def told(indicator: Indicator, found: Variation) -> list[str]:
    """Return what may be said of a series, the latest stretch alone judged, then each change that somebody dated."""
    last = found.stretches[-1]
    return [
        *_of_stretch(indicator, last),
        *(f"À compter de {words.month(one.month)} : {words.escaped(one.words)}." for one in found.notes),
    ]


def _of_stretch(indicator: Indicator, last: Stretch) -> list[str]:
    if last.limits is None:
        known = words.plural(last.known, "mois connu", "mois connus")
        lacking = f"Les limites se calculent à partir de {LEAST_POINTS} mois ; {known} à ce jour"
        middle = f", médiane {say.value(indicator, last.middle)}" if last.middle is not None else ""
        return [f"{lacking}{middle}."]
    fine = _fine(indicator, last.limits)
    lower, upper = max(0.0, last.limits["lower"]), _capped(indicator, last)
    usual = f"D'habitude entre {say.value(fine, lower)} et {say.value(fine, upper)} (moyenne {say.value(fine, last.limits['mean'])})."
    if not any(point.is_judged for point in last.points):
        return [
            usual,
            "Les signaux se liront à partir du prochain mois : ceux-ci servent à calculer les limites.",
        ]
    lines = [_signal(fine, group) for group in _grouped(last.signals)][-_SHOWN:]
    return [usual, *(lines or ["**Variation habituelle** : aucun signal."]), *_assured(last)]


def _fine(indicator: Indicator, limits: Mapping[str, float]) -> Indicator:
    """Return the indicator as it is written where its limits lie close: a share that varies by two points needs a decimal."""
    is_narrow = indicator.is_share and limits["upper"] - limits["lower"] < _NARROW
    return replace(indicator, decimals=max(1, indicator.decimals)) if is_narrow else indicator


def _capped(indicator: Indicator, last: Stretch) -> float:
    upper = (last.limits or {})["upper"]
    return min(1.0, upper) if indicator.is_share else upper


def _grouped(signals: Sequence[Point]) -> list[list[Point]]:
    return [
        list(group)
        for _, group in groupby(signals, lambda one: (one.rule, one.side) if one.rule > 1 else one.month)
    ]


def _signal(indicator: Indicator, group: Sequence[Point]) -> str:
    first, last = group[0], group[-1]
    when = (
        words.month(last.month)
        if len(group) == 1
        else f"de {words.month(first.month)} à {words.month(last.month)}"
    )
    how = {
        1: f"hors des limites ({say.value(indicator, last.value)})",
        2: "parmi 7 mois de suite du même côté de la moyenne",
        3: "parmi 7 mois de suite dans le même sens",
        4: "2 mois sur 3 près d'une limite",
    }[last.rule]
    named = {"better": "Signal favorable", "worse": "Signal à regarder", "other": "Signal à regarder"}[
        last.side or "other"
    ]
    return f"**{named}** : {when}, {how}."


def _assured(last: Stretch) -> list[str]:
    how = {
        "always": "atteint de façon régulière",
        "at_random": "atteint de façon aléatoire",
        "never": "non atteint",
    }
    return [f"Objectif {how[last.assurance]}."] if last.assurance else []


def drawn(indicator: Indicator, found: Variation) -> go.Figure:
    """Return the dots month by month, the mean and limits of each stretch, hatched months, and a mark at each dated change."""
    unit: Unit = "percent" if indicator.is_share else "number"
    places, axis = drawing.periods([point.month for point in found.points])
    day = dict(zip((point.month for point in found.points), places, strict=True))
    traces = [_path(found, day, unit), *_dots(found, day, unit)]
    for stretch in found.stretches:
        traces += _levels(stretch, day, unit)
    low, high = _ends(found, unit)
    holes = [day[point.month] for point in found.points if not point.is_complete]
    if holes:
        traces.append(_hatched(holes, low, high))
    marks = [_mark(day[one.month]) for one in found.notes if one.month in day]
    scale = drawing.scale(unit) | dict(range=[low, high])
    layout: Part = dict(xaxis=axis, yaxis=scale, shapes=marks, hovermode="closest", barmode="overlay")
    return drawing.figure(traces, height=360, **layout)


def _ends(found: Variation, unit: Unit) -> tuple[float, float]:
    """Return the ends of the axis, in its unit: everything drawn is between them, and nothing under zero."""
    values = [point.value for point in found.points if point.value is not None]
    limits = [stretch.limits for stretch in found.stretches if stretch.limits]
    values += [one[side] for one in limits for side in ("lower", "upper")]
    low, high = min([*values, 0.0] if unit == "number" else values), max(values)
    room = 0.08 * ((high - low) or 1)
    top = min(1.0, high + room) if unit == "percent" else high + room
    start, end = drawing.scaled([max(0.0, low - room), top], unit)
    return start or 0.0, end or 1.0


def _path(found: Variation, day: Mapping[str, str], unit: Unit) -> Part:
    x, y = list[str](), list[float | None]()
    for stretch in found.stretches:  # not joined across a dated change
        x += [*(day[point.month] for point in stretch.points), day[stretch.points[-1].month]]
        y += [*drawing.scaled([point.value for point in stretch.points], unit), None]
    style: Part = dict(line=dict(color=FAINT, width=2), connectgaps=False, showlegend=False, hoverinfo="skip")
    return dict(type="scatter", mode="lines", x=x, y=y, **style)


def _dots(found: Variation, day: Mapping[str, str], unit: Unit) -> list[Part]:
    named: dict[str, list[Point]] = {}
    for point in found.points:
        if point.value is not None:
            named.setdefault(_NAMES[point.side], []).append(point)
    traces = []
    for name, points in named.items():
        side = points[0].side
        style: Part = dict(marker=dict(color=_COLOURS[side], symbol=_SYMBOLS[side], size=9 if side else 7))
        values = drawing.scaled([point.value for point in points], unit)
        place = dict(x=[day[point.month] for point in points], y=values)
        said = drawing.hover("y", unit, f"<extra>{name}, %{{x|%B %Y}}</extra>")
        traces.append(dict(type="scatter", mode="markers", name=name, **place, **style, **said))
    return traces


def _levels(stretch: Stretch, day: Mapping[str, str], unit: Unit) -> list[Part]:
    span = [day[stretch.points[0].month], day[stretch.points[-1].month]]
    if stretch.limits is None:
        return [] if stretch.middle is None else [_level("médiane", stretch.middle, span, unit, "dot")]
    limits = stretch.limits
    lines = [("moyenne", limits["mean"], "solid"), ("limite haute", limits["upper"], "dash")]
    if limits["lower"] > 0 or unit == "number":
        lines.append(("limite basse", limits["lower"], "dash"))
    return [_level(name, value, span, unit, dash) for name, value, dash in lines]


def _level(name: str, value: float, span: Sequence[str], unit: Unit, dash: str) -> Part:
    place = dict(x=list(span), y=drawing.scaled([value] * 2, unit))
    style: Part = dict(line=dict(color=NEUTRAL, width=1.5, dash=dash), showlegend=False)
    return dict(
        type="scatter",
        mode="lines",
        name=name,
        **place,
        **style,
        **drawing.hover("y", unit, f"<extra>{name}</extra>"),
    )


def _hatched(places: Sequence[str], low: float, high: float) -> Part:
    marker: Part = dict(
        color="rgba(0,0,0,0)", pattern=dict(shape="/", fgcolor=NEUTRAL, size=6), line=dict(width=0)
    )
    return dict(
        type="bar", x=list(places), y=[high - low] * len(places), base=low, width=_A_MONTH, marker=marker,
        name="incomplet", hovertemplate="incomplet<extra>%{x|%B %Y}</extra>",
    )  # fmt: skip


def _mark(day: str) -> Part:
    line: Part = dict(color=NEUTRAL, width=1.5, dash="dot")
    return dict(type="line", xref="x", x0=day, x1=day, yref="paper", y0=0, y1=1, line=line)


_variation = st.cache_data(max_entries=200, show_spinner=False)(monthly.variation)
