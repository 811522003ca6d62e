"""A number typed by hand -> the figures that it may be: by the words near it, and by what they say; a person decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from indicators.catalogue import Indicator, indicators
from social_project import search
from social_project.bound import Said, link
from social_project.document import BoundFigure, Shown
from social_project.numbers import Number
from ui import words

_LOOKED_AT = 8  # indicators whose values are compared: each is measured at every period
_PART = 0.3  # what a part named by the sentence adds
_EQUAL = 0.5  # what an equal value adds to the nearness of words, from 0 to 1
_LENGTHS = {"mois": "mois", "jour": "jours", "jours": "jours", "an": "ans", "ans": "ans"}


@dataclass(frozen=True)
class Proposal:
    """A figure that a number may be. `said`: what it says; `is_equal`: whether that is the number, as it is rounded in the text."""

    said: Said
    is_equal: bool
    score: float

    @property
    def bound(self) -> BoundFigure:
        """The figure to bind; of « 46 sur 96 », the first of its two counts."""
        return self.said.bound


def proposals(
    number: Number,
    residence: str,
    periods: Callable[[Indicator], Sequence[str]],
    tell: Callable[[BoundFigure], Said],
    labels: Callable[[Indicator], Mapping[str, str]] = lambda _: {},
    limit: int = 3,
) -> list[Proposal]:
    """Return at most `limit` figures that a number may be, the likeliest first.

    `labels`: the parts that an indicator is told by, code -> label (needs, answers): one always told by part is proposed for those
    that the sentence names. `periods`: those that an indicator may be asked for, the latest first. `tell`: what a bound figure says,
    within a sight. Of one indicator, the period whose value is the number stands for it, else the one that the sentence names, else
    the latest.
    """
    near = search.find(number.sentence, _LOOKED_AT, lambda one: _may_be(number, one))
    found = []
    for one in [*near, *(part for part in _told_by_part(number) if part not in near)]:
        parts = search.named(number.sentence, labels(one)) if "category" in one.always_by else {"": 0.0}
        for category, share in parts.items():
            if best := _best(number, one, BoundFigure("", residence, "", category), periods(one), tell):
                found.append(replace(best, score=best.score + _PART * share))
    return sorted(found, key=lambda one: -one.score)[:limit]


def _told_by_part(number: Number) -> list[Indicator]:
    """Return the indicators that are always told by part: « se soigner » names none of them, and one of their parts."""
    every = indicators().values()
    return [
        one for one in every if "category" in one.always_by and search.offered(one) and _may_be(number, one)
    ]


def bind(text: str, number: Number, bound: BoundFigure, said: Callable[[BoundFigure], str]) -> str:
    """Return a text where a number is bound to a figure; of « 46 sur 96 », both counts are."""
    told = link(bound, said(bound))
    if number.sort == "ratio":
        of = replace(bound, shown="denominator", decimals=None)
        told += f"{words.NO_BREAK}sur {link(of, said(of))}"
    return text[: number.start] + told + text[number.end :]


def _may_be(number: Number, indicator: Indicator) -> bool:
    if number.sort == "percent":
        return indicator.is_share
    if number.sort == "length":
        return indicator.unit == _LENGTHS[number.unit]
    if number.sort == "ratio":
        return indicator.is_share or indicator.unit.startswith("pour 100")
    return indicator.unit not in ("mois", "jours", "ans", "points", "€")


def _best(
    number: Number,
    indicator: Indicator,
    place: BoundFigure,
    periods: Iterable[str],
    tell: Callable[[BoundFigure], Said],
) -> Proposal | None:
    """Return the figure of an indicator that the number most likely is: its value first, then the latest period."""
    near = search.score(number.sentence, indicator)
    first: Proposal | None = None
    # « En 2024 » names the period, a survey wave by its year too.
    years = re.findall(r"\b(?:19|20)\d\d\b", number.sentence)
    ordered = sorted(periods, key=lambda period: not any(year in period for year in years))
    for bound in _figures(number, indicator, place, ordered):
        said = tell(bound)
        if said.figure is None or (said.figure.value is None and not said.figure.masked):
            continue
        is_equal = _is_equal(number, bound, said)
        one = Proposal(said, is_equal, near + _EQUAL * is_equal)
        if is_equal:
            return one
        # A bare count may be anybody's: without its value, words alone would name too many.
        if number.sort != "count" and first is None:
            first = one
    return first


def _figures(
    number: Number, indicator: Indicator, place: BoundFigure, periods: Iterable[str]
) -> Iterator[BoundFigure]:
    where = "" if indicator.is_association else place.residence
    shown: dict[str, tuple[Shown, ...]] = {
        "ratio": ("numerator",),
        "count": ("value", "numerator", "denominator"),
    }
    for period in periods:
        for one in shown.get(number.sort, ("value",)):
            if number.sort == "count" and one == "value" and indicator.is_share:
                continue
            is_own = one != "value" or number.digits == indicator.decimals
            decimals = None if is_own else min(number.digits, 2)
            yield BoundFigure(indicator.id, where, period, place.category, one, decimals)


def _is_equal(number: Number, bound: BoundFigure, said: Said) -> bool:
    if said.figure is None or said.figure.masked:
        return False
    if number.sort == "ratio":
        return (said.figure.numerator, said.figure.denominator) == (number.value, number.of)
    figure = {
        "value": said.figure.value,
        "numerator": said.figure.numerator,
        "denominator": said.figure.denominator,
    }
    value = figure[bound.shown]
    if value is None:
        return False
    scale = 100 if number.sort == "percent" else 1
    return words.as_shown(scale * value, number.digits) == words.as_shown(scale * number.value, number.digits)
