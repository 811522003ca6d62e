"""A series, or several residences -> what is usual variation, and what is not.

XmR charts with the four rules of the NHS's « Making Data Count », funnels with exact binomial limits, modified z-scores:
shared notes on statistics, sections 4 and 7. Limits are reckoned, never drawn from a target.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from statistics import fmean, median
from typing import Any

LEAST_POINTS = 12
OUTSIDE, SHIFT, TREND, NEAR = 1, 2, 3, 4  # the four rules
_LIMIT, _NEAR_LIMIT, _SCREEN, _RUN = 2.66, 1.773, 3.267, 7
Value = float | None


def xmr(values: Sequence[Value], baseline: int | None = None) -> dict[str, Any]:
    """Return the mean of a series, its limits, and its signals: dict(mean, lower, upper, near_lower, near_upper, signals).

    Mean and limits (mean ± 2.66 AmR, near ± 1.773 AmR) come from the first `baseline` known values (all of them by default). AmR
    is the mean moving range, reckoned again once without those of 3.267 AmR or more. Limits are not clipped at zero.
    `signals`: one number a value, 0 where variation is usual, else the first rule that it breaks: 1 outside the limits; 2 among
    seven in a row on one side of the mean; 3 among seven each higher (or each lower) than the one before; 4 among two out of
    three in the outer third, all three on one side.

    A missing value (None, NaN) has no signal, is out of the limits and ends every run. A series that does not move has no
    signal; where screening would leave no move at all, nothing is screened. Raises ValueError under 12 known values of
    baseline: before that, dots and a median.
    """
    known = [None if value is None or value != value else float(value) for value in values]
    first = [value for value in known if value is not None][:baseline]
    if len(first) < LEAST_POINTS:
        raise ValueError(f"{len(first)} values: limits need at least {LEAST_POINTS}")
    mean, moving = fmean(first), _moving_range(known, baseline)
    limits = {"lower": -_LIMIT, "upper": _LIMIT, "near_lower": -_NEAR_LIMIT, "near_upper": _NEAR_LIMIT}
    found: dict[str, Any] = {"mean": mean} | {name: mean + times * moving for name, times in limits.items()}
    return found | {"signals": _signals(known, found)}


def _moving_range(values: Sequence[Value], baseline: int | None) -> float:
    moves, met = [], 0
    for before, now in zip([None, *values], values, strict=False):
        met += now is not None
        if baseline is not None and met > baseline:
            break
        if before is not None and now is not None:
            moves.append(abs(now - before))
    if not moves:
        raise ValueError("no two values in a row: nothing is known of how the series moves")
    screened = [move for move in moves if move < _SCREEN * fmean(moves)]
    return fmean(screened) if any(screened) else fmean(moves)


def _signals(values: Sequence[Value], limits: dict[str, Any]) -> list[int]:
    found = [0] * len(values)
    for is_known, group in groupby(range(len(values)), lambda at: values[at] is not None):
        if is_known:
            places = list(group)
            run = [value for at in places if (value := values[at]) is not None]
            for rule, broken in _broken(run, limits):
                for at in broken:
                    found[places[at]] = found[places[at]] or rule
    return found


def _broken(run: Sequence[float], limits: dict[str, Any]) -> Iterator[tuple[int, Sequence[int]]]:
    """Yield each rule with the places that break it, in a run without a hole."""
    sides = [_sign(value - limits["mean"]) for value in run]
    outside = [not limits["lower"] <= value <= limits["upper"] for value in run]
    near = [
        not is_out and not limits["near_lower"] <= value <= limits["near_upper"]
        for value, is_out in zip(run, outside, strict=True)
    ]
    yield OUTSIDE, [at for at, is_out in enumerate(outside) if is_out]
    for start in range(len(run) - _RUN + 1):
        window = range(start, start + _RUN)
        if abs(sum(sides[at] for at in window)) == _RUN:
            yield SHIFT, window
    for start in range(len(run) - _RUN + 1):
        window = range(start, start + _RUN)
        if abs(sum(_sign(run[at] - run[at - 1]) for at in window[1:])) == _RUN - 1:
            yield TREND, window
    for start in range(len(run) - 2):
        window = range(start, start + 3)
        if sum(near[at] for at in window) >= 2 and abs(sum(sides[at] for at in window)) == 3:
            yield NEAR, [at for at in window if near[at]]


def _sign(number: float) -> int:
    return (number > 0) - (number < 0)


def funnel(x: Sequence[float], n: Sequence[float]) -> dict[str, Any]:
    """Return the funnel of some shares x/n around their share together: dict(centre, lower_95, upper_95, lower_998, upper_998, signals).

    Each limit is a list, one share a place: exact binomial limits at 95 % and 99.8 %, interpolated between counts (Spiegelhalter 2005),
    not clipped (under 0 or above 1, no count is a signal). `signals`: 0 within, 95 or 99.8 (outside that limit), with a minus below. No
    over-dispersion is reckoned from a handful of residences. Raises ValueError without a place, on lists of unequal lengths, or unless
    0 <= x <= n and n > 0 everywhere.
    """
    from scipy.stats import binom

    pairs = list(zip(x, n, strict=True))
    if not pairs or not all(0 <= one <= cases and cases > 0 for one, cases in pairs):
        raise ValueError("a funnel needs 0 <= x <= n, n > 0, in one place at least")
    centre = sum(one for one, _ in pairs) / sum(cases for _, cases in pairs)

    def limit(tail: float, cases: float) -> float:
        if centre in (0, 1):
            return centre
        count = binom.ppf(tail, cases, centre)
        over = (binom.cdf(count, cases, centre) - tail) / binom.pmf(count, cases, centre)
        return float((count - over) / cases)

    tails = {"lower_95": 0.025, "upper_95": 0.975, "lower_998": 0.001, "upper_998": 0.999}
    limits = {name: [limit(tail, cases) for _, cases in pairs] for name, tail in tails.items()}
    return (
        {"centre": centre}
        | limits
        | {"signals": [_beyond(one / cases, limits, at) for at, (one, cases) in enumerate(pairs)]}
    )


def _beyond(share: float, limits: dict[str, list[float]], at: int) -> float:
    for name, level in (("998", 99.8), ("95", 95.0)):
        if share > limits[f"upper_{name}"][at]:
            return level
        if share < limits[f"lower_{name}"][at]:
            return -level
    return 0


def modified_z(values: Sequence[float]) -> list[float]:
    """Return the modified z-score of each value: 0.6745 (value - median) / MAD (Iglewicz and Hoaglin 1993).

    Where the MAD is nought, (value - median) / (1.253314 x mean absolute deviation); where that is nought too, zeros. A score beyond 3.5
    asks a question, of eight past values or more; it corrects nothing. Empty without values; ValueError on one that is unknown.
    """
    if any(value is None or value != value for value in values):
        raise ValueError("an unknown value has no score")
    if not values:
        return []
    middle = median(values)
    away = [abs(value - middle) for value in values]
    spread = median(away) / 0.6745 or 1.253314 * fmean(away)
    return [(value - middle) / spread if spread else 0.0 for value in values]
