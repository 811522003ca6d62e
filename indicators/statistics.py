"""How sure a figure is: intervals for processes, surveys of finite residences, and changes between waves.

The choices and their simulations: shared notes on statistics, sections 1 and 2 (see docs/methode.md for readers).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

_Z = NormalDist().inv_cdf(0.975)


def wilson(x: float, n: float) -> tuple[float, float]:
    """Return the 95 % Wilson interval of x successes among n, as shares 0-1. For a process without a fixed population."""
    if n <= 0:
        raise ValueError("an interval needs at least one case")
    share, z2 = x / n, _Z * _Z
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def survey_interval(x: int, n: int, population: int) -> tuple[int, int]:
    """Return the exact 95 % interval, in people, of how many of `population` say yes when x of n answers do.

    Hypergeometric: {M : P(X >= x) > 2.5 % and P(X <= x) > 2.5 %}; it is x itself when everybody answered.
    """
    import numpy as np
    from scipy.stats import hypergeom

    if not 0 <= x <= n <= population or n == 0:
        raise ValueError("a survey needs 0 <= x <= n <= population, n > 0")
    yes = np.arange(x, population - n + x + 1)
    plausible = (hypergeom.sf(x - 1, population, yes, n) > 0.025) & (
        hypergeom.cdf(x, population, yes, n) > 0.025
    )
    return int(yes[plausible].min()), int(yes[plausible].max())


def nonresponse_range(x: int, n: int, population: int) -> tuple[float, float]:
    """Return the shares 0-1 if everyone who did not answer said no, then if everyone said yes."""
    return x / population, (x + population - n) / population


def change(x1: float, n1: float, x2: float, n2: float) -> tuple[float, float, float, float]:
    """Return (difference, low, high, p) of x2/n2 - x1/n1: Newcombe's hybrid interval and the pooled z test."""
    p1, p2 = x1 / n1, x2 / n2
    (l1, u1), (l2, u2) = wilson(x1, n1), wilson(x2, n2)
    difference = p2 - p1
    low = difference - sqrt((p2 - l2) ** 2 + (u1 - p1) ** 2)
    high = difference + sqrt((u2 - p2) ** 2 + (p1 - l1) ** 2)
    pooled = (x1 + x2) / (n1 + n2)
    error = sqrt(pooled * (1 - pooled) * (1 / n1 + 1 / n2))
    p = 2 * (1 - NormalDist().cdf(abs(difference) / error)) if error else 1.0
    return difference, low, high, p


def false_discovery(p_values: Sequence[float]) -> list[float]:
    """Return the Benjamini-Hochberg q of each p, in input order."""
    from scipy.stats import false_discovery_control

    return [float(q) for q in false_discovery_control(p_values)] if p_values else []


def population_share(
    xs: Sequence[float], ns: Sequence[float], populations: Sequence[float]
) -> tuple[float, float]:
    """Return (share, standard error) of the whole association: each residence weighs its residents, not its answers."""
    total = sum(populations)
    share = sum(size * x / n for x, n, size in zip(xs, ns, populations, strict=True)) / total
    variance = sum(
        (size / total) ** 2 * (1 - n / size) * (x / n) * (1 - x / n) / (n - 1)
        for x, n, size in zip(xs, ns, populations, strict=True)
        if n > 1
    )
    return share, sqrt(variance)


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
    p = 2 * (1 - NormalDist().cdf(abs(difference) / error)) if error else 1.0
    return difference, difference - _Z * error, difference + _Z * error, p
