"""Figures -> the sentence that can honestly be said of them. Words are French: a person reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from indicators.measure import Figure
from indicators.statistics import (
    cases_needed,
    change,
    false_discovery,
    verdict,
    weighted_change,
    wilson,
)
from indicators.statistics.claims import Verdict as Shown

FEW_ANSWERS = 20  # under this in either wave, both shares are shown and no verdict given
FALSE_DISCOVERY = 0.10
STABLE = 10  # points

Verdict = Literal["established", "to_confirm", "not_established", "too_few"]


Count = tuple[float, float]  # (x, n): x of n say yes
Moved = tuple[float, float, float, float]  # difference, low, high, p


@dataclass(frozen=True)
class Change:
    """The change of a share between two moments: both shares 0-1, the gap and its 95 % interval in points, the verdict.

    `family`: how many changes were judged together with it, itself included.
    """

    before: float
    after: float
    points: float
    low: float
    high: float
    verdict: Verdict
    family: int = 1

    @property
    def is_stable(self) -> bool:
        """True when the whole interval lies within ten points: what is merely not established is not thereby stable."""
        return self.verdict == "not_established" and self.low >= -STABLE and self.high <= STABLE

    @property
    def is_rise(self) -> bool:
        """True when the share went up."""
        return self.points > 0


def changes(pairs: Sequence[tuple[Count, Count]]) -> list[Change]:
    """Return the change of each pair ((x1, n1), (x2, n2)), judged together: Benjamini-Hochberg over the family shown."""
    return _judged(
        [(x1 / n1, x2 / n2) for (x1, n1), (x2, n2) in pairs],
        [change(*before, *after) for before, after in pairs],
        [min(before[1], after[1]) >= FEW_ANSWERS for before, after in pairs],
    )


def association_changes(
    families: Sequence[tuple[Sequence[Count], Sequence[Count], Sequence[float]]],
) -> list[Change]:
    """Return the association's change for each (residences before, residences after, their residents), judged together."""
    shares = [(_weighted(before, sizes), _weighted(after, sizes)) for before, after, sizes in families]
    raw = [weighted_change(*family) for family in families]
    enough = [min(sum(n for _, n in wave) for wave in family[:2]) >= FEW_ANSWERS for family in families]
    return _judged(shares, raw, enough)


def _weighted(wave: Sequence[Count], sizes: Sequence[float]) -> float:
    # The sizes are those of the last wave: more people may have answered at the one before.
    return sum(size * x / n for (x, n), size in zip(wave, sizes, strict=True)) / sum(sizes)


def _judged(shares: Sequence[Count], raw: Sequence[Moved], judged: Sequence[bool]) -> list[Change]:
    family = iter(false_discovery([one[3] for one, enough in zip(raw, judged, strict=True) if enough]))
    found = []
    for (before, after), (difference, low, high, _), enough in zip(shares, raw, judged, strict=True):
        verdict: Verdict = _verdict(next(family), low, high) if enough else "too_few"
        found.append(Change(before, after, 100 * difference, 100 * low, 100 * high, verdict, sum(judged)))
    return found


@dataclass(frozen=True)
class Claim:
    """A claimed rate against a register. `needed`: the cases it would take to show it, with as many failures; None for 100 %."""

    claimed: float
    x: float
    n: float
    unknown: int
    low: float | None
    high: float | None
    worst: float | None
    best: float | None
    verdict: Shown
    needed: int | None = None

    @property
    def failures(self) -> int:
        """How many cases went against the claim."""
        return round(self.n - self.x)


def claim(figure: Figure | None, claimed: float) -> Claim:
    """Return what the register says of « x % of cases »: interval, and the rates if unknown outcomes were all bad or good.

    The verdict is that of `statistics.verdict`: shown where so few failures would be unlikely were the claim the true rate.
    """
    x, n, unknown = 0.0, 0.0, 0
    if figure:
        x, n, unknown = figure.numerator or 0, figure.denominator or 0, figure.unknown or 0
    everyone = n + unknown
    worst, best = (x / everyone, (x + unknown) / everyone) if everyone else (None, None)
    told = verdict(x, n, claimed)
    low, high = wilson(x, n) if told != "too_few" else (None, None)
    needed = cases_needed(claimed, round(n - x)) if claimed < 1 else None
    return Claim(claimed, x, n, unknown, low, high, worst, best, told, needed)


def _verdict(q: float, low: float, high: float) -> Verdict:
    if not (low > 0 or high < 0):
        return "not_established"  # even alone in its family: « established » beside an interval across zero would jar
    return "established" if q <= FALSE_DISCOVERY else "to_confirm"
