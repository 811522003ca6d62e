"""The perimeter of a funding call, offered among the periods: its residences, over its months."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from indicators.narrow import months_after
from indicators.places import Place
from ui import figures, visitor, words

_PREFIX = "Périmètre "


def offered(version: str) -> list[str]:
    """Return the perimeters to choose from, newest call first; none for whoever reads no call, or reads totals only.

    An evaluator's own perimeter is a call already.
    """
    if not visitor.may("calls") or not visitor.sight().by_residence:
        return []
    known = {call: figures.call_perimeter(version, call) for call in figures.calls(version)}
    return [f"{_PREFIX}{call}" for call, (codes, first, _) in known.items() if codes and first]


def within(
    version: str, period: str, places: Sequence[Place], chosen: tuple[Place, ...]
) -> tuple[Place, ...]:
    """Return the residences chosen, bounded by the call if the period is one's; none stands for all of them."""
    if period not in offered(version):
        return chosen
    codes, *_ = figures.call_perimeter(version, _call(period))
    of_call = tuple(place for place in places if place.code in codes)
    kept = tuple(place for place in chosen if place.code in codes)
    _say(_call(period), of_call, [place.name for place in chosen if place.code not in codes])
    return kept or (() if len(of_call) == len(places) else of_call)


def months_of(version: str, period: str, months: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """Return the months of the call and those of the year before it, as far as transmitted; None for any other period."""
    if period not in offered(version):
        return None
    _, first, last = figures.call_perimeter(version, _call(period))
    if first is None or last is None:
        return None
    bounds = (first, last), (months_after(first, -12), months_after(last, -12))
    own, earlier = (
        [month for month in months if f"{start:%Y-%m}" <= month <= f"{end:%Y-%m}"] for start, end in bounds
    )
    return own, earlier


def before(period: str, earlier: Sequence[str]) -> str:
    """Return how the period before is called: its year, or « l'année d'avant » for a call."""
    if not earlier:
        return ""
    return "l'année d'avant" if period.startswith(_PREFIX) else earlier[0][:4]


def _call(period: str) -> str:
    return period.removeprefix(_PREFIX)


def _say(call: str, of_call: Sequence[Place], outside: Sequence[str]) -> None:
    names = words.listing(place.short_name for place in of_call)
    told = (
        f":material/filter_alt: {words.escaped(call)} : {words.plural(len(of_call), 'résidence')} ({names})."
    )
    if outside:
        told += f" Hors de l'appel, et donc laissé de côté : {words.listing(outside)}."
    st.caption(told)
