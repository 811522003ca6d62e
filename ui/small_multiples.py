"""Several small charts over the same months, one above the other, with what happened marked across them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import plotly.graph_objects as go

from ui import drawing
from ui.drawing import FAINT, NEUTRAL, Part, Unit, Value

_HEIGHT, _LINE, _TOP, _BOTTOM = (
    120,
    17,
    24,
    46,
)  # pixels: a panel, a line of its title, the numbers of the marks, the axis
_ABREAST = 2  # names of series on one line: a telephone takes no more


@dataclass(frozen=True)
class Panel:
    """One small chart: a title that says its unit, and its series over the months; `holes`: months that nothing was sent of."""

    title: str
    series: Mapping[str, Sequence[Value]]
    unit: Unit
    kind: Literal["line", "bar", "points"]
    holes: frozenset[str] = frozenset()


def small_multiples(months: Sequence[str], panels: Sequence[Panel], marks: Mapping[str, str]) -> go.Figure:
    """Return the panels over the months, and at each month of `marks` a dashed line that bears its number."""
    places, axis = drawing.periods(months)
    layout: Part = dict(hovermode="closest", barmode="stack", showlegend=False, shapes=[], annotations=[])
    traces: list[Part] = []
    inner = sum(_HEIGHT + _LINE * (1 + len(_heading(panel))) for panel in panels)
    left = float(inner)
    for at, panel in enumerate(panels):
        left -= _LINE * (1 + len(_heading(panel)))
        top, bottom = left / inner, max(0.0, (left - _HEIGHT) / inner)
        left -= _HEIGHT
        y = f"y{at + 1}" if at else "y"
        layout[f"yaxis{at + 1}" if at else "yaxis"] = drawing.scale(panel.unit) | dict(
            domain=[bottom, top], nticks=4
        )
        layout["annotations"].append(_title(panel, top))
        layout["shapes"] += [_hole(f"{month}-01", y) for month in sorted(panel.holes)]
        traces += [
            _trace(panel, name, places, values, rank) | dict(yaxis=y, xaxis="x")
            for rank, (name, values) in enumerate(panel.series.items())
        ]
    for month, number in marks.items():
        layout["shapes"].append(_mark(f"{month}-01"))
        layout["annotations"].append(_number(f"{month}-01", number))
    last = f"y{len(panels)}" if len(panels) > 1 else "y"
    ends: Part = dict(range=_span(places), anchor=last) if places else {}
    margin = dict(l=8, r=16, t=_TOP, b=_BOTTOM)
    return drawing.figure(traces, height=inner + _TOP + _BOTTOM, xaxis=axis | ends, margin=margin, **layout)


def _span(places: Sequence[str]) -> list[str]:
    """Return the ends of the axis: half a month on each side, so that the first and last bars are whole."""
    return [f"{_shifted(places[0], -1)}-16", f"{places[-1][:7]}-16"]


def _trace(panel: Panel, name: str, places: Sequence[str], values: Sequence[Value], rank: int) -> Part:
    if panel.kind == "bar":
        place: Part = dict(x=list(places), y=drawing.scaled(values, panel.unit))
        return (
            drawing.bar(rank, name)
            | place
            | drawing.hover("y", panel.unit, f"<extra>{name}, %{{x|%B %Y}}</extra>")
        )
    line = drawing.line(rank, name, places, values, panel.unit)
    line |= drawing.hover("y", panel.unit, f"<extra>{name}, %{{x|%B %Y}}</extra>")
    if panel.kind == "points":  # survey waves lie months apart: what is between them is not known
        known = [(x, y) for x, y in zip(line["x"], line["y"], strict=True) if y is not None]
        line |= dict(x=[x for x, _ in known], y=[y for _, y in known], line=line["line"] | dict(dash="dot"))
        return line
    return line | dict(mode="lines")


def _heading(panel: Panel) -> list[str]:
    """Return the lines above a panel: its title, then, where it has several, its series named in their own colours."""
    named = [
        f'<span style="color:{drawing.PALETTE[rank % len(drawing.PALETTE)]}">■</span> {name}'
        for rank, name in enumerate(panel.series)
    ]
    lines = ["  ".join(named[at : at + _ABREAST]) for at in range(0, len(named), _ABREAST)]
    return [f"<b>{panel.title}</b>", *(lines if len(named) > 1 else [])]


def _title(panel: Panel, top: float) -> Part:
    place: Part = dict(xref="paper", x=0, yref="paper", y=top, xanchor="left", yanchor="bottom")
    return dict(text="<br>".join(_heading(panel)), showarrow=False, align="left", font=dict(size=12), **place)


def _mark(day: str) -> Part:
    line: Part = dict(color=NEUTRAL, width=1, dash="dash")
    return dict(type="line", xref="x", x0=day, x1=day, yref="paper", y0=0, y1=1, line=line)


def _number(day: str, number: str) -> Part:
    place: Part = dict(xref="x", x=day, yref="paper", y=1, yanchor="bottom")
    return dict(text=f"<b>{number}</b>", showarrow=False, font=dict(size=12), **place)


def _hole(day: str, y: str) -> Part:
    x: Part = dict(xref="x", x0=f"{_shifted(day, -1)}-16", x1=f"{day[:7]}-16")
    return dict(
        type="rect", yref=f"{y} domain", y0=0, y1=1, fillcolor=FAINT, line=dict(width=0), layer="below", **x
    )


def _shifted(day: str, months: int) -> str:
    year, rank = divmod(int(day[:4]) * 12 + int(day[5:7]) - 1 + months, 12)
    return f"{year}-{rank + 1:02d}"
