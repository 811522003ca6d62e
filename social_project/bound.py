"""A bound figure -> what it says: measured within a sight at a version of the data, and written as the sentence rounds it."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from access.scope import OutOfSight, Sight
from indicators.catalogue import indicator_named
from indicators.measure import Figure, measure
from indicators.sums import Scope, last_month_end
from indicators.trace import Period, period_named
from pipelines import store
from social_project.document import BadFigure, BoundFigure, figure_at
from ui import say

_LINK = re.compile(r"\[((?:[^\[\]\\]|\\.)*)\]\((chiffre:[^)\s]+)\)")
MASKED = "s"  # the one neutral symbol of what may not be read


@dataclass(frozen=True)
class Said:
    """What a bound figure says today: the words that stand in the sentence, and the figure behind them, None where there is none."""

    bound: BoundFigure
    text: str
    figure: Figure | None


def said(version: str, sight: Sight, bound: BoundFigure) -> Said:
    """Return what a bound figure says at a version of the data, for whoever looks.

    Raises UnknownIndicator, BadQuestion, or OutOfSight for a residence that may not be asked for, the whole association included
    for whoever sees some residences only: their total is another figure.
    """
    if not (bound.residence or sight.residences is None or indicator_named(bound.indicator).is_association):
        raise OutOfSight("ce chiffre est celui de toute l'association ; il ne vous est pas ouvert")
    period, scope = period_named(bound.period), scope_of(version, bound)
    # One residence at one wave: its answers have an interval of their own.
    by = (("residence",) if bound.residence else ()) + (("wave",) if period.wave else ())
    found = [
        one
        for one in measure(version, sight, bound.indicator, by, scope)
        if not period.wave or one.group["wave"] == period.wave
    ]
    figure = found[0] if len(found) == 1 else None
    return Said(bound, written(bound, figure), figure)


def scope_of(version: str, bound: BoundFigure) -> Scope:
    """Return the scope that a bound figure is measured in, its wave apart; raise UnknownIndicator."""
    period = period_named(bound.period)
    return Scope(
        (bound.residence,) if bound.residence else (),
        period.first,
        period.last,
        category=bound.category or None,
        as_of=cut_off(version, bound, period),
    )


def written(bound: BoundFigure, figure: Figure | None) -> str:
    """Return a figure as a sentence shows it: its value in its unit, or one of its counts; `s` where masked, « — » for none."""
    if figure is not None and figure.masked:
        return MASKED
    indicator = indicator_named(bound.indicator)
    if bound.decimals is not None:
        indicator = replace(indicator, decimals=bound.decimals)
    if figure is None:
        return say.value(indicator, None)
    if bound.shown == "value":
        return say.value(indicator, figure.value)
    number = figure.numerator if bound.shown == "numerator" else figure.denominator
    return say.value(replace(indicator, unit="", decimals=bound.decimals or 0), number)


def refreshed(text: str, tell: Callable[[BoundFigure, str], str]) -> str:
    """Return a text with the words of each bound figure written anew; an address that names no figure is left as it stands.

    `tell`: the figure and the words that it has -> those that it is given.
    """

    def written_anew(found: re.Match[str]) -> str:
        try:
            return link(figure_at(found[2]), tell(figure_at(found[2]), found[1]))
        except BadFigure:
            return found[0]

    return _LINK.sub(written_anew, text)


def exchanged(text: str, bound: BoundFigure, now: str) -> str:
    """Return a text in which something else stands wherever a figure is told."""
    return _LINK.sub(lambda found: now if _names(found[2], bound) else found[0], text)


def tells(text: str, bound: BoundFigure) -> bool:
    """Return whether a text tells a figure."""
    return any(_names(found[2], bound) for found in _LINK.finditer(text))


def _names(address: str, bound: BoundFigure) -> bool:
    try:
        return figure_at(address) == bound
    except BadFigure:
        return False


def link(bound: BoundFigure, words: str) -> str:
    """Return what stands in a text for a bound figure that says these words."""
    return f"[{words}]({bound.address})"


def cut_off(version: str, bound: BoundFigure, period: Period) -> date | None:
    """Return the day at which a state of a period is judged: its last one told of. A sentence about 2024 is not judged today."""
    if not indicator_named(bound.indicator).cutoff or period.last is None:
        return None
    end = period.last.replace(day=calendar.monthrange(period.last.year, period.last.month)[1])
    return min(end, last_month_end(store.cursor(version)) or end)
