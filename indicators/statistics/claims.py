"""A claimed rate, and a register -> whether the register shows it, and how many cases it would take.

Exact binomial: shared notes on statistics, section 3.3. « 90 % » may mean three things; only one of them is demonstrated here: that
the true rate is above it.
"""

from __future__ import annotations

from typing import Literal

from indicators.statistics.shares import wilson

FEW_CASES = 10  # under this, a rate is not judged
CONFIDENCE = 0.95
Verdict = Literal["too_few", "compatible", "demonstrated", "incompatible"]


def cases_needed(rate: float, failures: int) -> int:
    """Return how many cases, `failures` of them failed, demonstrate that the true rate (0-1) is at least `rate`.

    Exact binomial, one-sided 95 %: the smallest n for which, were the rate `rate`, so few failures had at most 5 % chance.
    29 for 90 % without a failure. Raises ValueError unless 0 < rate < 1 and `failures` is a whole number, 0 or more.
    """
    from scipy.stats import binom

    if not 0 < rate < 1:
        raise ValueError("a rate between 0 and 1, neither included: no number of cases demonstrates 100 %")
    if failures < 0 or failures != int(failures):
        raise ValueError("failures are counted: a whole number, 0 or more")
    at_most, short, enough = 1 - CONFIDENCE, int(failures), int(failures) + 1
    while binom.cdf(failures, enough, 1 - rate) > at_most:
        short, enough = enough, 2 * enough
    while enough - short > 1:
        half = (short + enough) // 2
        short, enough = (half, enough) if binom.cdf(failures, half, 1 - rate) > at_most else (short, half)
    return enough


def verdict(x: float, n: float, claim: float) -> Verdict:
    """Return what x successes among n cases say of a claimed rate (0-1).

    `too_few`: under 10 cases. `demonstrated`: as many cases as `cases_needed` asks for n - x failures (one-sided 95 %).
    `incompatible`: the claim is above the whole Wilson interval. `compatible`: neither shown nor refuted. Raises ValueError unless
    0 <= x <= n and 0 < claim <= 1.
    """
    if not 0 <= x <= n:
        raise ValueError("successes are counted among the cases: 0 <= x <= n")
    if not 0 < claim <= 1:
        raise ValueError("a claimed rate is a share, 0 excluded")
    if n < FEW_CASES:
        return "too_few"
    if claim < 1 and n >= cases_needed(claim, round(n - x)):
        return "demonstrated"
    return "incompatible" if wilson(x, n)[1] < claim and x < n else "compatible"
