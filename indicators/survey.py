"""Needs of several residences together: each weighs its residents, not its answers. The parts are read, totals come out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from access.scope import Sight
from indicators.catalogue import indicator_named
from indicators.measure import Figure, measure
from indicators.places import places
from indicators.questions import Left, asked, breaks, compared, of_one_wording, sorted_left
from indicators.statistics import population_share
from indicators.sums import Scope
from indicators.verdicts import Change, Count, association_changes, changes


@dataclass(frozen=True)
class Share:
    """The share of residents who express a need, 0-1, and its 95 % interval where there is one."""

    value: float
    low: float | None = None
    high: float | None = None


def need_shares(
    version: str, sight: Sight, codes: tuple[str, ...] = (), name: str = "need_rate"
) -> dict[tuple[str, str], Share]:
    """Return the share of each (wave, need): of one residence, with its exact interval; of several, weighted by size.

    A need that nobody's answer is known for is left out. `name`: another survey's indicator, by wave and category, whose
    shares are made in the same way. Raises OutOfSight for residences that may not be asked for.
    """
    scope, parts = Scope(sight.choose(codes)), sight.whole()
    if not sight.by_residence:
        return {}  # people are counted outside in editions only
    pooled = measure(version, sight, name, ("wave", "category"), scope)
    of_need: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for one in measure(version, parts, name, ("residence", "wave", "category"), scope):
        if one.denominator:
            of_need[one.group["wave"], one.group["category"]].append(one)
    if is_one(version, sight, scope):
        return {need: Share(one.value or 0.0, one.low, one.high) for need, [one] in of_need.items()}
    sizes = sizes_of(version, parts, scope, name)
    found = {(one.group["wave"], one.group["category"]): one for one in pooled if one.denominator}
    return {need: _weighted(one, of_need[need], sizes) for need, one in found.items()}


def need_changes(version: str, sight: Sight, wave: str, codes: tuple[str, ...] = ()) -> dict[str, Change]:
    """Return the change of each need since the wave before: of one residence; of several, residence by residence.

    Of several, those that were asked in the same words: two wordings are never added up (see `needs_left_out`).
    """
    return _need_changes(version, sight, wave, codes)[0]


def needs_left_out(version: str, sight: Sight, wave: str, codes: tuple[str, ...] = ()) -> list[Left]:
    """Return the residences that no change of several residences together rests on: asked otherwise before, or than most."""
    return _need_changes(version, sight, wave, codes)[1]


def _need_changes(
    version: str, sight: Sight, wave: str, codes: tuple[str, ...]
) -> tuple[dict[str, Change], list[Left]]:
    scope, parts = Scope(sight.choose(codes)), sight.whole()
    if not sight.by_residence:
        return {}, []
    sizes = sizes_of(version, parts, scope, "need_rate")
    of_need: dict[str, dict[str, tuple[Count, Count, float]]] = defaultdict(dict)
    for one in measure(version, parts, "need_change_pts", ("residence", "wave", "category"), scope):
        if one.group["wave"] == wave and one.before and one.before[1] and one.denominator:
            place = one.group["residence"]
            size = sizes.get((place, wave), one.denominator)
            of_need[one.group["category"]][place] = one.before, (one.numerator or 0, one.denominator), size
    if is_one(version, sight, scope):
        pairs = {
            code: part[:2] for code, some in of_need.items() for part in some.values() if _is_enough(part)
        }
        return dict(zip(pairs, changes(list(pairs.values())), strict=True)), []
    known, of = compared(version, "besoins"), asked(version, sight, "besoins")
    left = breaks(version, sight, "besoins", wave, scope.residences)
    for code, some in of_need.items():
        alike = of_one_wording(known, code, {at: (of[at, wave, code], part[2]) for at, part in some.items()})
        left += [Left(at, code, "unlike") for at in some if at not in alike]
        of_need[code] = {at: part for at, part in some.items() if at in alike}
    families = {code: tuple(zip(*some.values(), strict=True)) for code, some in of_need.items()}
    judged = association_changes(list(families.values()))  # type: ignore[arg-type]
    return dict(zip(families, judged, strict=True)), sorted_left(left)


def need_changes_apart(
    version: str, sight: Sight, codes: tuple[str, ...] = ()
) -> dict[tuple[str, str], dict[str, Change]]:
    """Return the change of each need since the wave before, of each (residence, wave): each residence judged as on its own page."""
    of_place: dict[tuple[str, str], dict[str, tuple[Count, Count]]] = defaultdict(dict)
    scope = Scope(sight.choose(codes))
    for one in measure(version, sight, "need_change_pts", ("residence", "wave", "category"), scope):
        if one.before and one.before[1] and one.denominator:
            pair = (one.before, (one.numerator or 0, one.denominator))
            if _is_enough((*pair, 0)):
                of_place[one.group["residence"], one.group["wave"]][one.group["category"]] = pair
    return {
        key: dict(zip(pairs, changes(list(pairs.values())), strict=True)) for key, pairs in of_place.items()
    }


def is_one(version: str, sight: Sight, scope: Scope) -> bool:
    """Return whether a scope is of one residence."""
    return len(scope.residences or places(version, sight)) == 1


def sizes_of(version: str, parts: Sight, scope: Scope, name: str) -> dict[tuple[str, str], float]:
    """Return the residents of each (residence, wave) at the month in which an indicator's survey was collected."""
    found = measure(version, parts, indicator_named(name).population, ("residence", "wave"), scope)
    return {(one.group["residence"], one.group["wave"]): one.denominator for one in found if one.denominator}


def _weighted(pooled: Figure, rows: list[Figure], sizes: dict[tuple[str, str], float]) -> Share:
    """Return the share of several residences; the share of their answers together where no size is known."""
    known = [
        (one.numerator or 0.0, one.denominator or 0.0, size)
        for one in rows
        if (size := sizes.get((one.group["residence"], one.group["wave"])))
    ]
    if not known:
        return Share(pooled.value or 0.0)
    xs, ns = [x for x, _, _ in known], [n for _, n, _ in known]
    share, error = population_share(xs, ns, [max(size, n) for _, n, size in known])
    return Share(share, max(0.0, share - 1.96 * error), min(1.0, share + 1.96 * error))


def _is_enough(part: tuple[Count, Count, float]) -> bool:
    least = indicator_named("need_change_pts").at_least
    return min(part[0][1], part[1][1]) >= least
