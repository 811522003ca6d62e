"""Counts -> how sure a share is: a process (Wilson), a survey of a finite residence (exact), several residences together.

The choices and their simulations: shared notes on statistics, sections 1 and 2. A register is counted, not sampled: it has no
interval, and no function here.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)


def wilson(x: float, n: float) -> tuple[float, float]:
    """Return the 95 % Wilson interval of x successes among n, as shares 0-1. For a process without a fixed population.

    Raises ValueError without a case, or unless 0 <= x <= n.
    """
    if not n > 0:
        raise ValueError("an interval needs at least one case")
    if not 0 <= x <= n:
        raise ValueError("successes are counted among the cases: 0 <= x <= n")
    share, z2 = x / n, Z * Z
    centre = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z * sqrt(share * (1 - share) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return max(0.0, centre - half), min(1.0, centre + half)


def survey_interval(x: int, n: int, population: int) -> tuple[int, int]:
    """Return the exact 95 % interval, in people, of how many of `population` say yes when x of n answers do.

    Hypergeometric: {M : P(X >= x) > 2.5 % and P(X <= x) > 2.5 %}; it is x itself when everybody answered. Raises ValueError
    unless 0 <= x <= n <= population and n > 0.
    """
    import numpy as np
    from scipy.stats import hypergeom

    _check_survey(x, n, population)
    yes = np.arange(x, population - n + x + 1)
    plausible = (hypergeom.sf(x - 1, population, yes, n) > 0.025) & (
        hypergeom.cdf(x, population, yes, n) > 0.025
    )
    return int(yes[plausible].min()), int(yes[plausible].max())


def nonresponse_range(x: int, n: int, population: int) -> tuple[float, float]:
    """Return the shares 0-1 of `population` if everyone who did not answer said no, then if everyone said yes.

    Raises ValueError unless 0 <= x <= n <= population and n > 0.
    """
    _check_survey(x, n, population)
    return x / population, (x + population - n) / population


def population_share(
    xs: Sequence[float], ns: Sequence[float], populations: Sequence[float]
) -> tuple[float, float]:
    """Return (share 0-1, standard error) of the whole association: each residence weighs its residents, not its answers.

    Stratified, with the finite-population correction. A residence with one answer says nothing of its own spread: the widest
    there is (1/4) is taken. Raises ValueError without a residence, on lists of unequal lengths, or on an impossible survey.
    """
    strata = list(zip(xs, ns, populations, strict=True))
    if not strata:
        raise ValueError("a share of the association needs at least one residence")
    for stratum in strata:
        _check_survey(*stratum)
    total = sum(size for _, _, size in strata)
    share = sum(size * x / n for x, n, size in strata) / total
    variance = sum((size / total) ** 2 * (1 - n / size) * _spread(x, n) for x, n, size in strata)
    return share, sqrt(variance)


def _spread(x: float, n: float) -> float:
    return (x / n) * (1 - x / n) / (n - 1) if n > 1 else 0.25


def _check_survey(x: float, n: float, population: float) -> None:
    if not 0 <= x <= n <= population or not n > 0:
        raise ValueError("a survey needs 0 <= x <= n <= population, n > 0")
