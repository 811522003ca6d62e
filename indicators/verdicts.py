"""Figures -> the sentence that can honestly be said of them. Words are French: a person reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from indicators.measure import Figure
from indicators.statistics import change, false_discovery, wilson

FEW_CASES = 10  # under this, a rate is not judged
FEW_ANSWERS = 20  # under this in either wave, both shares are shown and no verdict given
FALSE_DISCOVERY = 0.10

Verdict = Literal["established", "to_confirm", "not_established", "too_few"]


@dataclass(frozen=True)
class Change:
    """The change of a share between two moments, in points, with its 95 % interval and what can be said of it."""

    before: tuple[float, float]
    after: tuple[float, float]
    points: float
    low: float
    high: float
    p: float
    verdict: Verdict

    @property
    def is_rise(self) -> bool:
        """True when the share went up."""
        return self.points > 0


def changes(pairs: Sequence[tuple[tuple[float, float], tuple[float, float]]]) -> list[Change]:
    """Return the change of each pair ((x1, n1), (x2, n2)), judged together: Benjamini-Hochberg over the family shown."""
    raw = [change(*before, *after) for before, after in pairs]
    judged = [min(before[1], after[1]) >= FEW_ANSWERS for before, after in pairs]
    family = iter(false_discovery([one[3] for one, enough in zip(raw, judged, strict=True) if enough]))
    found = []
    for (before, after), (difference, low, high, p), enough in zip(pairs, raw, judged, strict=True):
        verdict: Verdict = _verdict(next(family), low, high) if enough else "too_few"
        found.append(Change(before, after, 100 * difference, 100 * low, 100 * high, p, verdict))
    return found


@dataclass(frozen=True)
class Claim:
    """A claimed rate against a register."""

    claimed: float
    x: float
    n: float
    unknown: int
    low: float | None
    high: float | None
    worst: float | None
    best: float | None
    verdict: Literal["too_few", "compatible", "demonstrated", "incompatible"]


def claim(figure: Figure | None, claimed: float) -> Claim:
    """Return what the register says of « x % of cases »: interval, and the rates if unknown outcomes were all bad or good.

    `demonstrated` needs the lower bound of the interval above the claim; `incompatible`, the claim outside the interval.
    """
    x, n, unknown = (figure.numerator or 0, figure.denominator or 0, figure.unknown) if figure else (0, 0, 0)
    everyone = n + unknown
    worst, best = (x / everyone, (x + unknown) / everyone) if everyone else (None, None)
    if n < FEW_CASES:
        return Claim(claimed, x, n, unknown, None, None, worst, best, "too_few")
    low, high = wilson(x, n)
    verdict: Literal["compatible", "demonstrated", "incompatible"] = "compatible"
    if low > claimed:
        verdict = "demonstrated"
    elif high < claimed:
        verdict = "incompatible"
    return Claim(claimed, x, n, unknown, low, high, worst, best, verdict)


def _verdict(q: float, low: float, high: float) -> Verdict:
    if q <= FALSE_DISCOVERY:
        return "established"
    return "to_confirm" if low > 0 or high < 0 else "not_established"
