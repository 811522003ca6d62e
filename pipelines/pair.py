"""Lines in force and lines to come -> which is which: the same, changed, new or gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass

from pipelines.contract import Contract, Row
from pipelines.types import Identifier

_ALIKE, _LEAST, _TRIED = (
    0.5,
    2,
    200,
)  # share and number of cells in common; lines of a residence beyond which it is not tried


@dataclass(frozen=True, eq=False, slots=True)
class Written:
    """A line: its slice, the mark of its content, its values, and where it is written (sheet, row)."""

    residence: str
    period: str
    fingerprint: str
    values: Row
    place: tuple[str, int]

    @property
    def mark(self) -> tuple[str, str, str]:
        """What two lines that say the same have in common."""
        return self.residence, self.period, self.fingerprint


Pair = tuple[Written | None, Written | None]


def pairs(contract: Contract, before: Iterable[Written], after: Iterable[Written]) -> tuple[int, list[Pair]]:
    """Return how many lines stay the same, and the others two by two; None stands for a line that is not there.

    A line is known by its key. Where no line has its key, it is taken for the one of its residence that differs from it
    by one column of the key only, bears no other number, and has at least half of its other filled cells in common, two
    at least: a meeting whose date was mistyped. Anything less alike is a line gone and a line new.
    """
    before, after, same = _without_same(before, after)
    found = _matched(before, after, lambda one: _key(contract, one.values))
    before, after = _left(before, after, found)
    found += _matched(before, after, lambda one: one.residence, lambda *two: _likeness(contract, *two))
    before, after = _left(before, after, found)
    return same, [*found, *((one, None) for one in before), *((None, one) for one in after)]


def _without_same(
    before: Iterable[Written], after: Iterable[Written]
) -> tuple[list[Written], list[Written], int]:
    left: dict[tuple[str, str, str], list[Written]] = defaultdict(list)
    for one in before:
        left[one.mark].append(one)
    fresh, same = [], 0
    for one in after:
        if twins := left.get(one.mark):
            twins.pop()
            same += 1
        else:
            fresh.append(one)
    return [one for twins in left.values() for one in twins], fresh, same


def _left(
    before: list[Written], after: list[Written], found: list[Pair]
) -> tuple[list[Written], list[Written]]:
    used = {id(one) for pair in found for one in pair}
    return [one for one in before if id(one) not in used], [one for one in after if id(one) not in used]


def _matched(
    before: list[Written],
    after: list[Written],
    group: Callable[[Written], Hashable],
    likeness: Callable[[Written, Written], float] | None = None,
) -> list[Pair]:
    """Return the pairs within each group, the most alike first; lines not alike at all are left."""
    sides: dict[Hashable, tuple[list[Written], list[Written]]] = defaultdict(lambda: ([], []))
    for side, lines in enumerate((before, after)):
        for one in lines:
            sides[group(one)][side].append(one)
    found: list[Pair] = []
    for olds, news in sides.values():
        if likeness is None and len(olds) == len(news) == 1:
            found.append((olds[0], news[0]))
        elif olds and news and max(len(olds), len(news)) <= _TRIED:
            found += _best(olds, news, likeness or _in_common)
    return found


def _best(
    olds: list[Written], news: list[Written], likeness: Callable[[Written, Written], float]
) -> Iterator[Pair]:
    ranked = sorted(((likeness(old, new), old, new) for old in olds for new in news), key=lambda one: -one[0])
    used: set[int] = set()
    for alike, old, new in ranked:
        if alike >= 0 and id(old) not in used and id(new) not in used:
            used |= {id(old), id(new)}
            yield old, new


def _in_common(old: Written, new: Written) -> float:
    return len(
        [name for name, value in old.values.items() if value is not None and value == new.values.get(name)]
    )


def _likeness(contract: Contract, old: Written, new: Written) -> float:
    """Return the share of cells that two lines have in common, more within one period; -1 where they are two lines."""
    differing = [name for name in contract.key if old.values.get(name) != new.values.get(name)]
    if len(differing) != 1 or isinstance(contract.by_name[differing[0]].type, Identifier):
        return -1
    others = [column.name for column in contract.kept if column.name not in contract.key]
    filled = [name for name in others if old.values.get(name) is not None or new.values.get(name) is not None]
    alike = len([name for name in filled if old.values.get(name) == new.values.get(name)])
    if alike < max(_LEAST, _ALIKE * len(filled)):
        return -1
    return alike / len(filled) + (old.period == new.period)


def _key(contract: Contract, row: Row) -> Hashable:
    key = tuple(row.get(name) for name in contract.key)
    if None in key and contract.other_key:
        return tuple(row.get(name) for name in contract.other_key)
    return key
