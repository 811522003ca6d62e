"""Two readings of the same comments -> how far they agree beyond chance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

PUBLISHED_FROM = 0.6  # under it, themes are told without numbers: a convention (statistics.md section 6)


def kappa(first: Sequence[bool], second: Sequence[bool]) -> float | None:
    """Return Cohen's kappa of two readers who said yes or no of the same cases, in the same order.

    kappa = (po - pe) / (1 - pe); po: share of cases where both say the same; pe: share expected of two readers who would say yes
    as often as they do, at random (Cohen, 1960). 1: always the same; 0: no more than by chance; below: less. None where it is
    undefined: no case, or both say yes always, or never, so that chance alone explains everything. Raises ValueError unless
    both read as many cases.
    """
    return pooled_kappa([(first, second)])


def pooled_kappa(pairs: Sequence[tuple[Sequence[bool], Sequence[bool]]]) -> float | None:
    """Return one kappa for several yes-or-no questions asked of cases: agreements and expected agreements, each averaged first.

    De Vries, Elliott, Kanouse and Teleki (2008), *Using Pooled Kappa to Summarize Interrater Agreement across Many Items*: a mean
    of kappas would weigh a theme that nobody met as much as any other. A question without a case is left aside. None where it is
    undefined. Raises ValueError unless both readers of a question read as many cases.
    """
    agreed = [_agreement(first, second) for first, second in pairs if len(first) or len(second)]
    if not agreed:
        return None
    observed, expected = (sum(one[place] for one in agreed) / len(agreed) for place in (0, 1))
    # Expected at 1, each reader said the same of every case of every question.
    return None if expected == 1 else (observed - expected) / (1 - expected)


@dataclass(frozen=True)
class Agreement:
    """How far two readings of `cases` comments agree: over all themes, and on each (None: undefined)."""

    cases: int
    overall: float | None
    by_theme: dict[str, float | None]


def agreement(readings: Sequence[tuple[frozenset[str], frozenset[str]]], themes: Sequence[str]) -> Agreement:
    """Return how far two readings agree: a pair of sets of themes a comment, the first reader's and the second's."""
    columns = {
        theme: ([theme in first for first, _ in readings], [theme in second for _, second in readings])
        for theme in themes
    }
    by_theme = {theme: kappa(*pair) for theme, pair in columns.items()}
    return Agreement(len(readings), pooled_kappa(list(columns.values())), by_theme)


def _agreement(first: Sequence[bool], second: Sequence[bool]) -> tuple[float, float]:
    """Return the share of cases where both say the same, and the share expected by chance."""
    if len(first) != len(second):
        raise ValueError("two readers are compared on the same cases")
    cases = len(first)
    observed = sum(one == other for one, other in zip(first, second, strict=True)) / cases
    yes, other_yes = sum(first) / cases, sum(second) / cases
    return observed, yes * other_yes + (1 - yes) * (1 - other_yes)
