"""Classes of few people -> classes of enough: done before anything is masked, since it costs the reader less."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.subjects import Variable

UNKNOWN = "inconnu"
_BAND = re.compile(r"(\d+)(?:-(\d+) ans| ans et plus)")


@dataclass(frozen=True)
class Class:
    """People told together: a label, and the codes that it joins."""

    label: str
    codes: tuple[str, ...]


def classes(
    variable: Variable, labels: Mapping[str, str], people: Mapping[str, int], least: int
) -> list[Class]:
    """Return the classes of a variable that are published, each of `least` people or more; fewer than two: none can be.

    What people have or have not is left as it is: joining the two classes would say nothing.
    """
    if variable.is_yes_or_no:
        return [Class(label, (code,)) for code, label in labels.items()]
    known = [Class(label, (code,)) for code, label in labels.items() if code != UNKNOWN]
    if variable.joined:
        known = [Class(label, codes) for label, codes in variable.joined]
    told = {code for one in known for code in one.codes}
    stray = [code for code in people if code not in told]
    of_stray = sum(people[code] for code in stray)
    if variable.is_ordered:
        found = _neighbours(known, people, least)
        if of_stray >= least:
            return [*found, Class("Non connu", tuple(stray))]
        return _with_stray(found, stray, people) if of_stray else found
    rest = [one for one in known if size(one, people)]
    if of_stray:
        rest.append(Class(labels.get(UNKNOWN, "Non connu"), tuple(stray)))
    return _others(rest, people, least)


def places(names: Mapping[str, str], people: Mapping[str, float], least: int) -> list[Class]:
    """Return the residences that are told apart, those of too few people joined to the next smallest. Nobody is left out."""
    alone = [Class(names[code], (code,)) for code in sorted(names, key=lambda code: names[code])]
    return _others(alone, people, least, "")


def size(one: Class, people: Mapping[str, float]) -> float:
    """Return how many people are of a class."""
    return sum(people.get(code, 0) for code in one.codes)


def _neighbours(found: list[Class], people: Mapping[str, int], least: int) -> list[Class]:
    while len(found) > 1:
        at = min(range(len(found)), key=lambda i: size(found[i], people))
        if size(found[at], people) >= least:
            break
        beside = [i for i in (at - 1, at + 1) if 0 <= i < len(found)]
        to = min(beside, key=lambda i: size(found[i], people))
        first, last = sorted((at, to))
        joined = Class(_span(found[first].label, found[last].label), found[first].codes + found[last].codes)
        found = [*found[:first], joined, *found[last + 1 :]]
    return found


def _span(first: str, last: str) -> str:
    one, other = _BAND.fullmatch(first), _BAND.fullmatch(last)
    if not one or not other:
        return f"{first} – {last}"
    return f"{one[1]}-{other[2]} ans" if other[2] else f"{one[1]} ans et plus"


def _with_stray(found: list[Class], stray: list[str], people: Mapping[str, int]) -> list[Class]:
    smallest = min(found, key=lambda one: size(one, people))
    joined = Class(f"{smallest.label} ou non connu", (*smallest.codes, *stray))
    return [joined if one is smallest else one for one in found]


def _others(
    found: list[Class], people: Mapping[str, float], least: int, title: str = "Autres"
) -> list[Class]:
    """Join the classes of few people together, and with the next smallest while they are too few; a zero is told as it is."""
    few = [one for one in found if 0 < size(one, people) < least]
    kept = [one for one in found if one not in few]
    while few and sum(size(one, people) for one in few) < least:
        candidates = [one for one in kept if size(one, people)]
        if not candidates:
            break
        few.append(min(candidates, key=lambda one: size(one, people)))
        kept.remove(few[-1])
    if not few:
        return kept
    label = title if title and len(few) > 2 else (" ; " if title else " et ").join(one.label for one in few)
    return [*kept, Class(label, tuple(code for one in few for code in one.codes))]
