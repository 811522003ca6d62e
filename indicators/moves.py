"""A figure before and after: whether it reads the same, how far it moves, which to tell first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import isclose
from typing import Any

from indicators.catalogue import KEY_INDICATORS, indicator_named
from indicators.measure import Figure

ENOUGH = 10  # cases under which a rate is not judged: the same as where figures are shown


@dataclass(frozen=True)
class Move:
    """One figure, before and after; None where there is none. `period` is empty for all periods together."""

    indicator: str
    residence: str
    period: str
    category: str | None
    before: Figure | None
    after: Figure | None

    @property
    def is_new(self) -> bool:
        """True where there was no figure."""
        return self.before is None

    @property
    def is_gone(self) -> bool:
        """True where there will be none."""
        return self.after is None

    @property
    def is_enough(self) -> bool:
        """True where every rate rests on enough cases to be judged; a count always does."""
        sizes = [_size(one) for one in (self.before, self.after) if one]
        return all(size is None or size >= ENOUGH for size in sizes)

    @property
    def gap(self) -> float:
        """How far the value moves, 0 to 1: of a share in the share itself, of anything else relatively."""
        before, after = (one.value if one else None for one in (self.before, self.after))
        if before is None or after is None:
            return 0.0 if before is after else 1.0
        if indicator_named(self.indicator).is_share:
            return abs(after - before)
        return abs(after - before) / max(abs(before), abs(after), 1e-9)

    def told(self) -> str:
        """Return it in a line: « Taux de présence aux réunions · 2025-03 : 38 % (31/82) → 41 % (35/85) »."""
        title = indicator_named(self.indicator).title
        place = " ".join(filter(None, (self.period, self.category)))
        return f"{title} · {place} : {_told(self.before)} → {_told(self.after)}"

    def as_json(self) -> dict[str, Any]:
        """Return what `--effect --json` prints."""
        return {
            "indicator": self.indicator,
            "residence": self.residence,
            "period": self.period,
            "category": self.category,
            "before": self.before.as_json() if self.before else None,
            "after": self.after.as_json() if self.after else None,
        }


def _told(figure: Figure | None) -> str:
    if figure is None:
        return "rien"
    is_share = indicator_named(figure.indicator).is_share
    number = None if figure.value is None else figure.value * (100 if is_share else 1)
    value = "—" if number is None else f"{number:.1f}".removesuffix(".0").replace(".", ",") + " %" * is_share
    basis = "" if figure.denominator is None else f" ({figure.numerator or 0:g}/{figure.denominator:g})"
    return value + basis


def rank(move: Move) -> tuple[bool | float | str, ...]:
    """Return the place of a figure among those to tell, first the least.

    A value that moves comes before what it rests on alone; rates on enough cases first; then figures on both sides, those
    that disappear, new ones; key indicators first; then by how far they move.
    """
    is_key = move.indicator in KEY_INDICATORS
    order = (
        not move.gap,
        not move.is_enough,
        move.is_new,
        not is_key,
        move.is_new or move.is_gone,
        -move.gap,
    )
    return (*order, move.category or "", move.indicator, move.residence, move.period)


def grouped(moves: Iterable[Move]) -> list[list[Move]]:
    """Return figures put together by indicator and residence, in the order of the first of each."""
    groups: dict[tuple[str, str], list[Move]] = defaultdict(list)
    for move in moves:
        groups[move.indicator, move.residence].append(move)
    return list(groups.values())


def is_same(before: Figure | None, after: Figure | None) -> bool:
    """Return whether two figures read the same: what each rests on, and its value."""
    if before is None or after is None:
        return before is after
    return all(_near(*pair) for pair in zip(_read(before), _read(after), strict=True))


def _read(figure: Figure) -> list[float | None]:
    is_median = indicator_named(figure.indicator).aggregate == "median"
    cases = figure.n if is_median else None
    return [figure.value, figure.numerator, figure.denominator, figure.unknown, cases, *(figure.before or ())]


def _near(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return one is other
    return isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def _size(figure: Figure) -> float | None:
    if figure.denominator is None:
        return figure.n if indicator_named(figure.indicator).aggregate == "median" else None
    return min(figure.denominator, figure.before[1]) if figure.before else figure.denominator
