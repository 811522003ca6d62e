"""Counts at two moments, or of two practices -> the difference, its interval, and what chance alone would make of it.

Newcombe (1998) for two shares, Benjamini and Hochberg (1995) for many at once, Mantel-Haenszel with Sato's variance (1989)
for two practices at comparable severity: shared notes on statistics, sections 2 and 3.4.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import NormalDist

from indicators.statistics.shares import Z, wilson

Stratum = tuple[float, float, float, float]
_LEAST_CASES, _LEAST_STRATA = 10, 2
_POWER = NormalDist().inv_cdf(0.80)


def change(x1: float, n1: float, x2: float, n2: float) -> tuple[float, float, float, float]:
    """Return (difference, low, high, p) of x2/n2 - x1/n1, as shares: Newcombe's hybrid interval and the pooled z test.

    Raises ValueError where a wave has no answer, or more yes than answers.
    """
    (l1, u1), (l2, u2) = wilson(x1, n1), wilson(x2, n2)
    p1, p2 = x1 / n1, x2 / n2
    difference = p2 - p1
    low = difference - sqrt((p2 - l2) ** 2 + (u1 - p1) ** 2)
    high = difference + sqrt((u2 - p2) ** 2 + (p1 - l1) ** 2)
    pooled = (x1 + x2) / (n1 + n2)
    error = sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    return difference, low, high, _two_sided(difference, error)


def false_discovery(p_values: Sequence[float]) -> list[float]:
    """Return the Benjamini-Hochberg q of each p, in input order. Raises ValueError on what is no probability."""
    from scipy.stats import false_discovery_control

    return [float(q) for q in false_discovery_control(p_values)] if len(p_values) else []


def weighted_change(
    before: Sequence[tuple[float, float]], after: Sequence[tuple[float, float]], populations: Sequence[float]
) -> tuple[float, float, float, float]:
    """Return (difference, low, high, p) of the association's share between two waves, residence by residence.

    Each residence weighs `populations` at both waves, so that a change of public is not taken for a change of need. No
    finite-population correction on a change: the question is whether something moved, not how many people are where.
    """
    total = sum(populations)
    difference = (
        sum(
            size * (x2 / n2 - x1 / n1)
            for (x1, n1), (x2, n2), size in zip(before, after, populations, strict=True)
        )
        / total
    )
    variance = sum(
        (size / total) ** 2 * share * (1 - share) / max(n - 1, 1)
        for wave in (before, after)
        for (x, n), size in zip(wave, populations, strict=True)
        for share in ((x + 0.5) / (n + 1),)  # a residence where all or none say yes is not thereby certain
    )
    error = sqrt(variance)
    return difference, difference - Z * error, difference + Z * error, _two_sided(difference, error)


def stratified_difference(table: Sequence[Stratum] | Mapping[object, Stratum]) -> tuple[float, float, float]:
    """Return (difference, low, high), as shares: resolved by the first practice minus by the second, at comparable severity.

    `table`: one (a, b, c, d) a stratum (or a mapping of them): resolved and not by the first practice, resolved and not by
    the second. Mantel-Haenszel weights, Sato's variance, 95 %. Raises ValueError on a negative count, where a practice has
    fewer than 10 cases, or where fewer than two strata hold both practices: the crude gap would then be all there is.
    """
    strata = list(table.values() if isinstance(table, Mapping) else table)
    if any(len(cells) != 4 or not all(count >= 0 for count in cells) for cells in strata):
        raise ValueError(
            "a stratum is four counts: resolved and not, by the first practice then by the second"
        )
    if min(sum(a + b for a, b, _, _ in strata), sum(c + d for _, _, c, d in strata)) < _LEAST_CASES:
        raise ValueError(f"each practice needs at least {_LEAST_CASES} cases")
    shared = [(a, c, a + b, c + d) for a, b, c, d in strata if a + b and c + d]
    if len(shared) < _LEAST_STRATA:
        raise ValueError(f"at least {_LEAST_STRATA} strata must hold both practices")
    weight = sum(n1 * n0 / (n1 + n0) for _, _, n1, n0 in shared)
    difference = sum((a * n0 - c * n1) / (n1 + n0) for a, c, n1, n0 in shared) / weight
    p = sum((n1 * n1 * c - n0 * n0 * a + n1 * n0 * (n0 - n1) / 2) / (n1 + n0) ** 2 for a, c, n1, n0 in shared)
    q = sum((a * (n0 - c) + c * (n1 - a)) / (2 * (n1 + n0)) for a, c, n1, n0 in shared)
    # With every case alike the variance is nought, and rounding may leave it a hair below.
    error = sqrt(max(0.0, difference * p + q)) / weight
    return difference, difference - Z * error, difference + Z * error


def decompose(
    before: Mapping[str, tuple[float, float]], after: Mapping[str, tuple[float, float]]
) -> tuple[float, float]:
    """Return (public, rest), as shares: what the mix of strata makes of a change, and what is left; their sum is the change.

    Kitagawa (1955): each stratum's weight moves at its mean share, each share moves at its mean weight. `before`, `after`: (x, n)
    by stratum (age band…). Raises ValueError where a stratum is met in one of the two only, or holds nobody.
    """
    if set(before) != set(after) or not before:
        raise ValueError("the same strata are needed at both waves")
    if not all(0 <= x <= n and n > 0 for x, n in (*before.values(), *after.values())):
        raise ValueError("each stratum needs 0 <= x <= n, n > 0")
    total1, total2 = (sum(n for _, n in wave.values()) for wave in (before, after))
    public = rest = 0.0
    for name, (x1, n1) in before.items():
        x2, n2 = after[name]
        public += (n2 / total2 - n1 / total1) * (x1 / n1 + x2 / n2) / 2
        rest += (x2 / n2 - x1 / n1) * (n1 / total1 + n2 / total2) / 2
    return public, rest


def detectable_change(n1: float, n2: float, before: float = 0.2) -> float:
    """Return the smallest rise, as a share, that two waves of n1 and n2 answers show four times in five.

    `before`: the share at the first wave. Two-sided test at 5 %, power 80 %, normal approximation. Raises ValueError
    without an answer; is never more than what is left above `before`.
    """
    if not min(n1, n2) > 0:
        raise ValueError("a wave needs at least one answer")
    low, high = 0.0, 1 - before
    for _ in range(60):
        rise = (low + high) / 2
        after = before + rise
        pooled = (n1 * before + n2 * after) / (n1 + n2)
        under_none = sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
        under_rise = sqrt(before * (1 - before) / n1 + after * (1 - after) / n2)
        low, high = (rise, high) if rise < Z * under_none + _POWER * under_rise else (low, rise)
    return high


def _two_sided(difference: float, error: float) -> float:
    return 2 * (1 - NormalDist().cdf(abs(difference) / error)) if error else 1.0
