"""A subject of the catalogue -> the cells to publish: one matrix for all its tables, hierarchies and margins."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.regroup import Class, classes, places
from indicators.subjects import RESIDENCE, Subject

Choice = tuple[tuple[str, int], ...]  # (variable, rank of its class), at most two
People = Mapping[tuple[str, ...], int]  # (residence, code of each variable) -> how many


@dataclass(frozen=True)
class Unit:
    """A row of residences told together: one, several regrouped, a city, those of a call, or all."""

    label: str
    level: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Key:
    """What tells a published cell from any other of its subject."""

    unit: Unit
    choice: Choice = ()


@dataclass(frozen=True)
class Block:
    """The published cells of one subject, `keys[i]` counted by `counts[i]` = `cells[i]` · inner cells.

    `totals` and `margins` are indices: how many people a row is of, and of each class in all. `zeros`: those whose zero
    tells of everybody.
    """

    subject: Subject
    code: str
    units: tuple[Unit, ...]
    classes: Mapping[str, Sequence[Class]]
    keys: tuple[Key, ...]
    cells: NDArray[np.int_]
    counts: NDArray[np.int_]
    totals: frozenset[int]
    margins: frozenset[int]
    zeros: frozenset[int]

    @property
    def id(self) -> str:
        """Its name in an edition and in a mask."""
        return f"{self.subject.id}.{self.code}" if self.code else self.subject.id

    @property
    def whole(self) -> Unit:
        """All the residences of the block."""
        return self.units[-1]

    @property
    def shared(self) -> frozenset[int]:
        """The cells that the rest of its family tells too: people of each class, whatever they answered to its own question."""
        if not self.subject.each:
            return frozenset()
        asked = {variable.name for variable in self.subject.variables if variable.is_yes_or_no}
        return self.totals | {i for i in self.margins if not asked & dict(self.keys[i].choice).keys()}

    def name_of(self, key: Key) -> str:
        """Return the name of a cell, the same from one edition to the next."""
        told = [self.classes[variable][rank].label for variable, rank in key.choice]
        return "|".join((self.id, *key.unit.codes, *told))


def tabulate(
    subject: Subject,
    code: str,
    people: People,
    least: int,
    names: Mapping[str, str],
    beyond: Sequence[Unit],
    labels: Mapping[str, Mapping[str, str]],
    room: int = 1,
    weights: Mapping[str, float] | None = None,
) -> Block | None:
    """Return the cells to publish of a subject, classes and residences of too few people regrouped; None when there is nothing.

    `room`: of how many times `least` people a residence must be to be told apart, and a class in a family. `beyond`: the units
    that are not one residence nor all (cities, perimeters of calls); those that would cut a regrouping in two are left out.
    `weights`: what residences are regrouped by, where it is not how many people they count.
    """
    by_place = _summed(people, 0)
    weighed = {one: (weights or by_place)[one] for one in by_place}
    if min(sum(by_place.values()), sum(weighed.values())) < least:
        return None
    found = places({one: names[one] for one in by_place}, weighed, room * least)
    wide = (
        room if subject.each else 1
    )  # the margins of a family stay open: where one hides nobody, they are wider
    told = {
        variable.name: classes(variable, labels[variable.name], _summed(people, rank), least * wide)
        for rank, variable in enumerate(subject.variables, 1)
    }
    if any(len(of) < 2 for of in told.values()):
        told = {name: of for name, of in told.items() if len(of) >= 2}
        if not any(set(table) <= {RESIDENCE, *told} for table in subject.tables):
            return None
    units = _units(found, beyond)
    return _block(subject, code, units, found, told, people)


def _units(found: Sequence[Class], beyond: Sequence[Unit]) -> tuple[Unit, ...]:
    alone = [Unit(one.label, RESIDENCE, one.codes) for one in found]
    whole = Unit("Ensemble", "association", tuple(sorted(code for one in found for code in one.codes)))
    between: list[Unit] = []
    for one in beyond:
        inside = [place for place in found if set(place.codes) & set(one.codes)]
        codes = tuple(sorted(code for place in inside for code in place.codes))
        is_cut = any(set(place.codes) - set(one.codes) for place in inside)
        if not is_cut and 1 < len(inside) < len(found) and codes not in {unit.codes for unit in between}:
            between.append(Unit(one.label, one.level, codes))
    return (
        (*alone, *between, whole)
        if len(found) > 1
        else (Unit(found[0].label, "association", found[0].codes),)
    )


def _block(
    subject: Subject,
    code: str,
    units: tuple[Unit, ...],
    found: Sequence[Class],
    told: Mapping[str, Sequence[Class]],
    people: People,
) -> Block:
    keys = _keys(subject, units, told)
    crossed = itertools.product(range(len(found)), *(range(len(of)) for of in told.values()))
    inner = [one for one in crossed if _exists(subject, told, one)]
    rank = {variable: at for at, variable in enumerate(told, 1)}
    cells = np.array(
        [
            [
                int(
                    set(found[one[0]].codes) <= set(key.unit.codes)
                    and all(one[rank[v]] == c for v, c in key.choice)
                )
                for one in inner
            ]
            for key in keys
        ]
    )
    filled = _filled(subject, found, told, people)
    counts = cells @ np.array([filled[one] for one in inner])
    totals = frozenset(i for i, key in enumerate(keys) if not key.choice)
    margins = frozenset(i for i, key in enumerate(keys) if key.unit == units[-1] and len(key.choice) == 1)
    zeros = frozenset(
        i for i, key in enumerate(keys) if counts[i] == 0 and _tells_all(subject, code, key, told)
    )
    return Block(subject, code, units, told, tuple(keys), cells, counts, totals, margins, zeros)


def _exists(subject: Subject, told: Mapping[str, Sequence[Class]], inner: tuple[int, ...]) -> bool:
    """Return whether anybody could be in an inner cell: what an attacker knows to be impossible must be known here too."""
    of = {name: set(told[name][rank].codes) for name, rank in zip(told, inner[1:], strict=True)}
    return all(
        of[one.name] & of[one.same_as]
        for one in subject.variables
        if one.same_as and {one.name, one.same_as} <= set(told)
    )


def _keys(subject: Subject, units: Sequence[Unit], told: Mapping[str, Sequence[Class]]) -> list[Key]:
    told_apart = any(RESIDENCE in table and set(table) <= {RESIDENCE, *told} for table in subject.tables)
    found = [Key(unit) for unit in (units if told_apart else units[-1:])]
    for table in subject.tables:
        variables = [name for name in table if name != RESIDENCE]
        if set(variables) <= set(told):
            rows = units if RESIDENCE in table else units[-1:]
            for size in range(1, len(variables) + 1):
                for chosen in itertools.combinations(variables, size):
                    ranks = itertools.product(*(range(len(told[name])) for name in chosen))
                    found += [
                        Key(unit, tuple(sorted(zip(chosen, one, strict=True))))
                        for one in ranks
                        for unit in rows
                    ]
    return list(dict.fromkeys(found))


def _tells_all(subject: Subject, code: str, key: Key, told: Mapping[str, Sequence[Class]]) -> bool:
    return code in subject.sensitive and any(
        told[variable][rank].codes == ("non",) for variable, rank in key.choice
    )


def _filled(
    subject: Subject, found: Sequence[Class], told: Mapping[str, Sequence[Class]], people: People
) -> Counter[tuple[int, ...]]:
    place_of = {code: at for at, one in enumerate(found) for code in one.codes}
    class_of = {
        name: {code: at for at, one in enumerate(of) for code in one.codes} for name, of in told.items()
    }
    at_of = {variable.name: at for at, variable in enumerate(subject.variables, 1)}
    filled: Counter[tuple[int, ...]] = Counter()
    for key, number in people.items():
        ranks = [class_of[name][key[at_of[name]]] for name in told if number]
        if number:
            filled[(place_of[key[0]], *ranks)] += number
    return filled


def _summed(people: People, rank: int) -> dict[str, int]:
    found: Counter[str] = Counter()
    for key, number in people.items():
        found[key[rank]] += number
    return dict(found)
