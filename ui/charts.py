"""Figures -> drawings: the only place that makes a chart, so that all speak French and look alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import plotly.graph_objects as go
import streamlit as st

from ui import drawing, words
from ui.drawing import FAINT, PALETTE, SHADES, Part, Unit, Value

Series = Mapping[str, Sequence[Value]]


def lines(
    x: Sequence[str],
    series: Series,
    *,
    unit: Unit,
    target: float | None = None,
    target_label: str = "",
    from_zero: bool = True,
) -> go.Figure:
    """Return one line a series over the periods `x`; a missing value is a gap, never joined over.

    `from_zero=False` where the lines would lie flat at the top: positions on a line, unlike lengths of bars, bear it.
    """
    places, axis = drawing.periods(x)
    traces = [drawing.line(rank, name, places, series[name], unit) for rank, name in enumerate(series)]
    if target is not None:
        traces.append(drawing.target(places, target, target_label, unit))
    layout: Part = dict(xaxis=axis, yaxis=drawing.scale(unit), hovermode="x unified")
    # On a telephone, the legend takes a line a series.
    return drawing.figure(traces, height=310 + 18 * len(traces), showlegend=len(traces) > 1, **layout)


def stacked(x: Sequence[str], series: Series, *, unit: Unit) -> go.Figure:
    """Return bars over the periods `x`, one layer a series; a missing value has no layer."""
    places, axis = drawing.periods(x)
    traces = [
        dict(drawing.bar(rank, name), x=places, y=drawing.scaled(values, unit), **drawing.hover("y", unit))
        for rank, (name, values) in enumerate(series.items())
    ]
    layout: Part = dict(xaxis=axis, yaxis=drawing.scale(unit), hovermode="x unified", barmode="stack")
    return drawing.figure(traces, height=310 + 18 * len(traces), **layout)


def bars(
    labels: Sequence[str],
    values: Sequence[Value],
    *,
    unit: Unit,
    texts: Sequence[str] | None = None,
    horizontal: bool = True,
    colors: Sequence[str] | None = None,
    longest: float | None = None,
) -> go.Figure:
    """Return one bar a label, with its value (or `texts`) written on it; the first label comes first.

    `longest`: the value at the end of the axis, for two charts side by side whose bars are compared.
    """
    written = texts or [drawing.text(value, unit) for value in values]
    trace: Part = dict(type="bar", text=list(written), textposition="auto", textangle=0)
    trace |= dict(marker=dict(color=list(colors or PALETTE[:1] * len(labels))))
    trace |= _laid(labels, values, unit, horizontal)
    height = 84 + 38 * len(labels) if horizontal else 340
    dashes = drawing.unknown(trace["y" if horizontal else "x"], values, horizontal)
    layout = dict(_axes(unit, horizontal), annotations=dashes, showlegend=False)
    if longest is not None:
        [end] = drawing.scaled([longest], unit)
        axis = "xaxis" if horizontal else "yaxis"
        layout[axis] = dict(layout[axis], range=[0, end])
    return drawing.figure([trace], height=height, **layout)


def grouped_bars(labels: Sequence[str], series: Series, *, unit: Unit) -> go.Figure:
    """Return, for each label, one bar a series; the first label and the first series on top."""
    traces = [
        drawing.bar(rank, name) | _laid(labels, values, unit)
        for rank, (name, values) in enumerate(series.items())
    ]
    height = 90 + len(labels) * (16 + 18 * len(series))
    return drawing.figure(traces, height=height, barmode="group", **_axes(unit))


def heatmap(
    rows: Sequence[str],
    columns: Sequence[str],
    values: Sequence[Sequence[Value]],
    *,
    unit: Unit,
    missing_label: str = "non transmis",
) -> go.Figure:
    """Return one tile a row and column, its value written in it; a missing one is grey, and says so."""
    shown = [drawing.scaled(row, unit) for row in values]
    holes = [[0 if value is None else None for value in row] for row in shown]
    grid: Part = dict(
        type="heatmap", x=[words.short(when) for when in columns], y=drawing.names(rows), xgap=2, ygap=2
    )
    grid |= dict(showscale=False, hoverongaps=False)
    digits = 0 if unit == "percent" else 1
    known = dict(grid, z=shown, colorscale=SHADES, texttemplate=f"%{{z:,.{digits}~f}}")
    known |= drawing.hover("z", unit, "<extra>%{y}, %{x}</extra>")
    missing = dict(grid, z=holes, colorscale=((0, FAINT), (1, FAINT)), name=missing_label)
    missing |= dict(hovertemplate=f"{missing_label}<extra>%{{y}}, %{{x}}</extra>")
    missing |= dict(showlegend=any(0 in row for row in holes))
    axes: Part = dict(xaxis=drawing.named(), yaxis=drawing.named(down=True))
    return drawing.figure([known, missing], height=90 + 38 * len(rows), **axes)


def intervals(
    labels: Sequence[str],
    values: Sequence[Value],
    lows: Sequence[Value],
    highs: Sequence[Value],
    *,
    reference: float | None = None,
    reference_label: str = "",
    unit: Unit,
) -> go.Figure:
    """Return one dot a label with the whiskers of its interval, and the reference as a vertical line."""
    dots, low, high = (drawing.scaled(side, unit) for side in (values, lows, highs))
    trace: Part = dict(type="scatter", mode="markers", x=dots, y=drawing.names(labels))
    trace |= dict(marker=dict(color=PALETTE[0], size=11), error_x=drawing.whiskers(dots, low, high))
    trace |= dict(customdata=list(zip(low, high, strict=True)))
    trace |= drawing.hover("x", unit, " (de %{customdata[0]:,.1~f} à %{customdata[1]:,.1~f})<extra></extra>")
    layout = dict(_axes(unit), annotations=drawing.unknown(trace["y"], dots), showlegend=False)
    if reference is not None:
        layout |= dict(shapes=[drawing.reference(reference, reference_label, unit)])
    return drawing.figure([trace], height=90 + 40 * len(labels), **layout)


def draw(figure: go.Figure, *, alt: str, key: str) -> None:
    """Put the figure on the page; `alt` is what a reader who cannot see it hears."""
    st.plotly_chart(figure, key=key, alt=alt, config=dict(drawing.CONFIG))


def draw_once(view: str, build: Callable[[], go.Figure], *, alt: str, key: str) -> None:
    """Put on the page a figure that is built once for a view (its key names version and filters), then kept."""
    draw(_kept(f"{key}|{view}", build), alt=alt, key=key)


@st.cache_resource(max_entries=300, show_spinner=False)
def _kept(name: str, _build: Callable[[], go.Figure]) -> go.Figure:
    return _build()


def _laid(labels: Sequence[str], values: Sequence[Value], unit: Unit, horizontal: bool = True) -> Part:
    long, across = ("x", "y") if horizontal else ("y", "x")
    place = {long: drawing.scaled(values, unit), across: drawing.names(labels)}
    return dict(place, orientation="h" if horizontal else "v", **drawing.hover(long, unit))


def _axes(unit: Unit, horizontal: bool = True) -> Part:
    long, across = ("xaxis", "yaxis") if horizontal else ("yaxis", "xaxis")
    return {long: drawing.scale(unit), across: drawing.named(down=horizontal)}
