"""A seed -> draws that come out the same on every machine, and quotas that come out as announced."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, TypeVar

from pipelines.demo.residences import SEED, YEARS, Residence

Dealt = TypeVar("Dealt")
Fact = dict[str, Any]
_HOLIDAYS = frozenset({(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)})


def dice(part: str, residence: Residence) -> random.Random:
    """Return the draws of one part of one residence: changing one part leaves the others as they were."""
    return random.Random(f"{SEED} / {part} / {residence.code}")


def split(total: int, weights: Sequence[float]) -> list[int]:
    """Return whole numbers in proportion to `weights` that add up to `total` (largest remainders)."""
    exact = [total * weight / sum(weights) for weight in weights]
    parts = [int(value) for value in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: parts[place] - exact[place])
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts


def deal(shares: Mapping[Dealt, float], count: int, rng: random.Random) -> list[Dealt]:
    """Return `count` values in the announced shares, each spread along the list: no year holds them all."""
    hands = zip(shares, split(count, list(shares.values())), strict=True)
    placed = [((turn + rng.random()) / times, value) for value, times in hands for turn in range(times)]
    return [value for _, value in sorted(placed, key=lambda pair: pair[0])]


def some(count: int, percent: float, rng: random.Random) -> int:
    """Return how many of `count` people do what each does with a chance of `percent`."""
    return sum(rng.random() * 100 < percent for _ in range(count))


def happens(percent: float, rng: random.Random) -> bool:
    """Return True with a chance of `percent`."""
    return rng.random() * 100 < percent


def pick(values: Mapping[Dealt, float], rng: random.Random) -> Dealt:
    """Return one value, the likelier as its weight is higher."""
    return rng.choices(list(values), list(values.values()))[0]


def turnout(invited: int, percent: float, rng: random.Random) -> int:
    """Return how many of the invited come: close to `percent` of them, two at least."""
    return min(invited, max(2, round(invited * percent / 100 + rng.gauss(0, invited**0.5 / 3))))


def day_in_half(half: int, rng: random.Random) -> date:
    """Return a working day of a half-year of the story."""
    first = date(YEARS[0] + half // 2, 7 if half % 2 else 1, 5)
    return working_day(first + timedelta(days=rng.randrange(175)))


def day_in_month(month: str, rng: random.Random) -> date:
    """Return a working day of a month written 2024-03."""
    return working_day(date.fromisoformat(f"{month}-05") + timedelta(days=rng.randrange(20)))


def working_day(day: date) -> date:
    """Return the day itself, or the last working day before a week-end or a holiday of fixed date."""
    while day.weekday() > 4 or (day.month, day.day) in _HOLIDAYS:
        day -= timedelta(days=1)
    return day
