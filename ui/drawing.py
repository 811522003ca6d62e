"""The parts charts are made of: palette, French locale, units, axes, traces. The charts are in charts.py."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap
from typing import Any, Literal

import plotly.graph_objects as go

from ui import words

Unit = Literal["percent", "number"]
Value = float | None
Part = dict[str, Any]  # a trace, an axis or a layout, as Plotly reads it

# Six residences that colour-blind readers tell apart, at 3:1 or more on the light and on the dark background.
# The same six are chartCategoricalColors in .streamlit/config.toml.
PALETTE = ("#2566ca", "#b08c1a", "#91487a", "#2a9fd2", "#a5452f", "#8f8a75")
# Colour never speaks alone: each line has its own marker too.
SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "star")
SHADES = ((0, "#e1ecfa"), (0.5, "#7aabe8"), (1, "#123f86"))
FAINT = "rgba(128,138,148,.22)"
NEUTRAL = "#808a94"
_CLEAR = "rgba(0,0,0,0)"
_DASHED = {"color": NEUTRAL, "width": 2, "dash": "dash"}
_SUFFIX = {"percent": f"{words.THIN}%", "number": ""}

CONFIG: Part = {
    "locale": "fr",
    "locales": {"fr": json.loads((Path(__file__).parent / "static/plotly-fr.json").read_text("utf-8"))},
    "displaylogo": False,
    # No zooming tools: a finger that scrolls the page must not zoom the chart.
    "modeBarButtonsToRemove": ["zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "autoScale2d", "resetScale2d"],
    "toImageButtonOptions": {"filename": "palier"},
}


def figure(traces: Sequence[Part], *, height: int, **layout: Any) -> go.Figure:
    """Return the figure, transparent, with French separators; text colours are left to the theme."""
    common: Part = dict(
        height=height,
        margin=dict(l=8, r=16, t=32, b=8),
        legend=dict(orientation="h", x=0, y=1.02, yanchor="bottom", traceorder="normal"),
        separators=f",{words.THIN}",
        dragmode=False,
        modebar=dict(bgcolor=_CLEAR, color=NEUTRAL, activecolor=PALETTE[0]),
        bargap=0.25,
        paper_bgcolor=_CLEAR,
        plot_bgcolor=_CLEAR,
    )
    return go.Figure(data=list(traces), layout=common | layout)


def scaled(values: Sequence[Value], unit: Unit) -> list[Value]:
    """Return the values as the axis counts them: shares become percentages, a missing value stays None."""
    factor = 100 if unit == "percent" else 1
    return [None if value is None or value != value else value * factor for value in values]


def text(value: Value, unit: Unit) -> str:
    """Return the value as it is written on its bar."""
    if unit == "percent":
        return words.percent(value)
    return words.number(value, 0 if value is None or float(value).is_integer() else 1)


def hover(place: str, unit: Unit, more: str = "") -> Part:
    """Return the text under the pointer, where `place` is the coordinate that holds the value."""
    return dict(hovertemplate=f"%{{{place}:,.1~f}}{_SUFFIX[unit]}{more}")


def scale(unit: Unit) -> Part:
    """Return the axis of the values: from zero, in its unit."""
    ticks: Part = dict(ticksuffix=_SUFFIX[unit], tickformat=",.2~f", nticks=6)
    return dict(ticks, rangemode="tozero", fixedrange=True, automargin=True, zeroline=False)


def names(labels: Sequence[str], width: int = 22) -> list[str]:
    """Return the labels on several short lines, so that a telephone has room for the bars."""
    return ["<br>".join(wrap(label, width, break_long_words=False)) for label in labels]


def named(*, down: bool = False) -> Part:
    """Return the axis of the labels: across, or `down` with the first one on top."""
    axis: Part = dict(type="category", fixedrange=True, automargin=True, showgrid=False)
    return dict(axis, autorange="reversed") if down else axis


def periods(x: Sequence[str]) -> tuple[list[str], Part]:
    """Return the places of the periods and their axis: a calendar for "2025-03", else as they come."""
    if not all(re.fullmatch(r"\d{4}-\d{2}", when) for when in x):
        return [words.short(when) for when in x], named()
    every = next((step for step in (1, 2, 3, 6) if len(x) <= 7 * step), 12)
    ticks: Part = dict(tickformat="%b\n%Y", hoverformat="%B %Y", dtick=f"M{every}")
    return [f"{when}-01" for when in x], dict(named(), type="date", **ticks)


def line(rank: int, name: str, places: Sequence[str], values: Sequence[Value], unit: Unit) -> Part:
    """Return a line that stops where a value is missing."""
    colour = PALETTE[rank % len(PALETTE)]
    style: Part = dict(
        line=dict(color=colour, width=2),
        marker=dict(color=colour, symbol=SYMBOLS[rank % len(SYMBOLS)], size=7),
        connectgaps=False,
    )
    place = dict(x=list(places), y=scaled(values, unit))
    return dict(type="scatter", mode="lines+markers", name=name, **place, **style, **hover("y", unit))


def target(places: Sequence[str], level: float, name: str, unit: Unit) -> Part:
    """Return the dashed line of a target, named in the legend."""
    y = scaled([level] * len(places), unit)
    place = dict(x=list(places), y=y)
    return dict(type="scatter", mode="lines", name=name, line=_DASHED, **place, **hover("y", unit))


def unknown(labels: Sequence[str], values: Sequence[Value], horizontal: bool = True) -> list[Part]:
    """Return a dash where a value is missing, so that it is not taken for a zero."""
    missing = [label for label, value in zip(labels, values, strict=True) if value is None]
    note: Part = dict(text=words.NONE, showarrow=False, xanchor="left" if horizontal else "center")
    return [dict(note, x=0, y=label) if horizontal else dict(note, x=label, y=0) for label in missing]


def bar(rank: int, name: str) -> Part:
    """Return the bars of one series, still without a place."""
    return dict(type="bar", name=name, marker=dict(color=PALETTE[rank % len(PALETTE)]))


def whiskers(dots: Sequence[Value], lows: Sequence[Value], highs: Sequence[Value]) -> Part:
    """Return the error bars that reach from `lows` to `highs` around the dots."""

    def lengths(ends: Sequence[Value]) -> list[Value]:
        pairs = zip(dots, ends, strict=True)
        return [None if dot is None or end is None else abs(end - dot) for dot, end in pairs]

    ends: Part = dict(array=lengths(highs), arrayminus=lengths(lows))
    return dict(type="data", symmetric=False, color=PALETTE[0], width=5, **ends)


def reference(level: float, name: str, unit: Unit) -> Part:
    """Return a dashed vertical line with its name above it, as a Plotly shape."""
    [x] = scaled([level], unit)
    label: Part = dict(text=name, textposition="end", textangle=0, xanchor="center", yanchor="bottom")
    return dict(type="line", x0=x, x1=x, yref="paper", y0=0, y1=1, line=_DASHED, label=label)
