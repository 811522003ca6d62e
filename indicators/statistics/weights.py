"""Answers, and the residents known by the register -> the weight of each answer, or a refusal to weigh.

Off by default: shared notes on statistics, section 2.5. Weighing a survey hides more than it mends as soon as a few answers
stand for many residents; every rule under which it may be done is checked here, and none can be switched off.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

_LEAST_ANSWERS, _LEAST_IN_CATEGORY, _MOST_MARGINS = 30, 5, 2
_MOST_RESPONSE, _LEAST_GAP = 0.70, 0.05
_MOST_DEFF, _MOST_RATIO = 1.5, 5.0
_ROUNDS, _CLOSE, _ROUNDING = 1_000, 1e-12, 1e-9

Margins = Mapping[str, Mapping[Any, float]]


def rake(rows: Sequence[Mapping[str, Any]], margins: Margins) -> list[float]:
    """Return one weight a row, in order: how many residents each answer stands for, so that every margin is that of the register.

    `rows`: one mapping an answer, that holds the category of each margin ({"age": "60 ans et plus", "batiment": "A"}).
    `margins`: residents of each category, in people, {"age": {"60 ans et plus": 70, …}, "batiment": {…}}: one or two, of
    the same total. Iterative proportional fitting, to 1e-12.

    Raises ValueError, saying which rule is broken: fewer than 30 answers; three margins or none; margins of different totals, or more
    answers than residents; an answer of unknown category; a category with fewer than 5 answers (an empty one included); a
    response of 70 % or more; no category 5 points away from the register (nothing to mend); fitting that does not converge; and,
    once fitted, a Kish design effect above 1.5, a heaviest weight above 5 times the lightest, or one below 1 (a respondent cannot
    stand for less than himself).
    """
    places = {name: [row.get(name) for row in rows] for name in margins}
    _check_sizes(len(rows), margins)
    for name, margin in margins.items():
        _check_margin(name, places[name], margin)
    _check_need(len(rows), places, margins)
    weights = _fit(len(rows), places, margins)
    _check_spread(weights)
    return weights


def kish(weights: Sequence[float]) -> tuple[float, float]:
    """Return (design effect, effective number of answers) of some weights: n Σw² / (Σw)², (Σw)² / Σw². Raises ValueError on none."""
    if not weights:
        raise ValueError("no weight")
    effective = sum(weights) ** 2 / sum(weight * weight for weight in weights)
    return len(weights) / effective, effective


def _check_sizes(answers: int, margins: Margins) -> None:
    if not 1 <= len(margins) <= _MOST_MARGINS:
        raise ValueError(f"one or two margins, not {len(margins)}")
    if answers < _LEAST_ANSWERS:
        raise ValueError(f"{answers} answers: nothing is weighed under {_LEAST_ANSWERS}")
    totals = [sum(margin.values()) for margin in margins.values()]
    if max(totals) - min(totals) > _ROUNDING * max(totals):
        raise ValueError(f"the margins do not count the same residents: {' and '.join(map(str, totals))}")
    if answers > totals[0]:
        raise ValueError(f"{answers} answers for {totals[0]} residents")
    if answers >= _MOST_RESPONSE * totals[0]:
        raise ValueError(
            f"{answers} answers for {totals[0]} residents: with 70 % or more, nothing is weighed"
        )


def _check_margin(name: str, categories: Sequence[Any], margin: Mapping[Any, float]) -> None:
    strays = {str(category) for category in categories if category not in margin}
    if strays:
        raise ValueError(f"{name}: {', '.join(sorted(strays))} is not in the register")
    met = Counter(categories)
    for category, residents in margin.items():
        if not 0 < residents < float("inf"):
            raise ValueError(f"{name}, {category}: a category counts residents, at least one")
        if met[category] < _LEAST_IN_CATEGORY:
            raise ValueError(
                f"{name}, {category}: {met[category]} answers, at least {_LEAST_IN_CATEGORY} needed"
            )


def _check_need(answers: int, places: Mapping[str, Sequence[Any]], margins: Margins) -> None:
    gaps = [
        abs(met / answers - margins[name][category] / sum(margins[name].values()))
        for name, categories in places.items()
        for category, met in Counter(categories).items()
    ]
    if max(gaps) <= _LEAST_GAP + _ROUNDING:
        raise ValueError("no margin is more than 5 points away from the register: there is nothing to mend")


def _fit(answers: int, places: Mapping[str, Sequence[Any]], margins: Margins) -> list[float]:
    weights = [1.0] * answers
    for _ in range(_ROUNDS):
        farthest = 0.0
        for name, categories in places.items():
            held: dict[Any, float] = defaultdict(float)
            for category, weight in zip(categories, weights, strict=True):
                held[category] += weight
            factors = {category: residents / held[category] for category, residents in margins[name].items()}
            farthest = max(farthest, *(abs(factor - 1) for factor in factors.values()))
            weights = [
                weight * factors[category] for category, weight in zip(categories, weights, strict=True)
            ]
        if farthest < _CLOSE:
            return weights
    raise ValueError(f"raking did not converge in {_ROUNDS} rounds: some cells are empty")


def _check_spread(weights: Sequence[float]) -> None:
    effect, _ = kish(weights)
    if effect > _MOST_DEFF + _ROUNDING:
        raise ValueError(f"design effect of {effect:.2f}, at most {_MOST_DEFF}")
    if max(weights) > _MOST_RATIO * min(weights) * (1 + _ROUNDING):
        raise ValueError(
            f"the heaviest weight is {max(weights) / min(weights):.1f} times the lightest, at most 5"
        )
    if min(weights) < 1 - _ROUNDING:
        raise ValueError(f"a weight of {min(weights):.2f}: a respondent cannot stand for less than himself")
