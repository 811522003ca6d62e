"""Satisfaction over several residences and waves: which waves, on which scales, and what can be said of a change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from access.scope import Sight
from indicators.catalogue import indicator_named
from indicators.measure import Figure, measure
from indicators.narrow import narrow
from indicators.questions import Left, broken, compared, of_one_wording, sorted_left
from indicators.sums import Scope, where
from indicators.survey import is_one, sizes_of
from indicators.verdicts import Change, Count, association_changes, changes
from pipelines import store

RATE, TOGETHER = "satisfaction_rate", "living_together_rate"
_TOGETHER_ITEMS = ("voisinage", "respect_reglement")
Part = tuple[Count, Count, float]  # one residence: before, after, its residents


@dataclass(frozen=True)
class Asked:
    """How a residence asked an item at a wave: the best note of its scale, the version of its questionnaire, the wave before."""

    best: int
    version: str
    wave_before: str | None


def waves(version: str, sight: Sight) -> list[str]:
    """Return the satisfaction waves in sight, oldest first."""
    rows = _fetch(
        version, sight, "select wave from dated where @within group by wave order by min(month), wave"
    )
    return [row[0] for row in rows]


def scales(version: str, sight: Sight, codes: tuple[str, ...] = ()) -> dict[tuple[str, str], frozenset[int]]:
    """Return the scales on which each (wave, item) was asked in some residences: 4, 10, or both, which are never mixed."""
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    chosen = sight.choose(codes)
    for (residence, wave, item), asked in _asked(version, sight).items():
        if not chosen or residence in chosen:
            found[wave, item].add(asked.best)
    return {key: frozenset(some) for key, some in found.items()}


def asked_alike(version: str, sight: Sight, wave: str, codes: tuple[str, ...]) -> set[str]:
    """Return the items that every one of some residences that asked them at a wave asked on one scale, in the same words."""
    found: dict[str, set[tuple[int, str]]] = defaultdict(set)
    for (residence, of_wave, item), asked in _asked(version, sight).items():
        if of_wave == wave and residence in codes:
            found[item].add((asked.best, asked.version))
    known = compared(version, "satisfaction")
    return {
        item
        for item, ways in found.items()
        if all(
            one[0] == other[0] and not broken(known, item, one[1], other[1]) for one in ways for other in ways
        )
    }


def without_mixed(
    version: str, sight: Sight, figures: Sequence[Figure], codes: tuple[str, ...] = ()
) -> tuple[list[Figure], list[str]]:
    """Return the figures that add one scale up, and the waves of those left out: residences asked there on 4 and on 10.

    To be asked of figures of RATE or TOGETHER that are not by residence.
    """
    mixed = {key for key, some in scales(version, sight, codes).items() if len(some) > 1}
    waves_of_both = {wave for wave, item in mixed if item in _TOGETHER_ITEMS}

    def is_mixed(one: Figure) -> bool:
        wave = one.group.get("wave")
        return (
            wave in waves_of_both if one.indicator == TOGETHER else (wave, one.group.get("category")) in mixed
        )

    left_out = [one for one in figures if is_mixed(one)]
    told = dict.fromkeys(str(one.group["wave"]) for one in left_out)
    return [one for one in figures if not is_mixed(one)], list(told)


def opinion_changes(
    version: str, sight: Sight, wave: str, codes: tuple[str, ...] = ()
) -> dict[str, Change | None]:
    """Return the change of each item since the wave before of each residence, judged together; of several, residence by residence.

    None where the item was asked before too, but on another scale or in other words (`questions.py`). An item that was not
    asked before is left out. Raises OutOfSight for residences that may not be asked for.
    """
    return _opinion_changes(version, sight, wave, codes)[0]


def opinions_left_out(version: str, sight: Sight, wave: str, codes: tuple[str, ...] = ()) -> list[Left]:
    """Return the residences that no change of several residences together rests on: asked otherwise before, or than most."""
    return _opinion_changes(version, sight, wave, codes)[1]


def _opinion_changes(
    version: str, sight: Sight, wave: str, codes: tuple[str, ...]
) -> tuple[dict[str, Change | None], list[Left]]:
    scope, parts = Scope(sight.choose(codes)), sight.whole()
    if not sight.by_residence:
        return {}, []  # people are counted outside in editions only
    known = sizes_of(version, parts, scope, RATE)
    found = measure(version, parts, RATE, ("residence", "wave", "category"), scope)
    figures = {(one.group["residence"], one.group["wave"], one.group["category"]): one for one in found}
    asked, texts = _asked(version, parts), compared(version, "satisfaction")
    of_item: dict[str, dict[str, tuple[Part, str]]] = {}
    left: list[Left] = []
    for (residence, of_wave, item), now in figures.items():
        how = asked.get((residence, of_wave, item))
        if of_wave != wave or how is None or how.wave_before is None:
            continue
        before, was = asked.get((residence, how.wave_before, item)), (residence, how.wave_before, item)
        if before is None or was not in figures or not now.denominator or not figures[was].denominator:
            continue
        of_place = of_item.setdefault(item, {})
        if why := broken(texts, item, before.version, how.version) or (
            "answers" if before.best != how.best else ""
        ):
            left.append(Left(residence, item, why))
        else:
            size = known.get((residence, wave), now.denominator)
            of_place[residence] = (_count(figures[was]), _count(now), size), how.version
    together = {
        item: of_one_wording(texts, item, {at: (of, part[2]) for at, (part, of) in some.items()})
        for item, some in of_item.items()
    }
    left += [
        Left(at, item, "unlike") for item, some in of_item.items() for at in some if at not in together[item]
    ]
    kept = {
        item: [part for at, (part, _) in some.items() if at in together[item]]
        for item, some in of_item.items()
    }
    return _judged(kept, is_one(version, sight, scope)), sorted_left(left)


def _judged(of_item: dict[str, list[Part]], is_one_residence: bool) -> dict[str, Change | None]:
    comparable = {item: found for item, found in of_item.items() if found}
    if is_one_residence:
        judged = changes([found[0][:2] for found in comparable.values()])
    else:
        families = [tuple(zip(*found, strict=True)) for found in comparable.values()]
        judged = association_changes(families)  # type: ignore[arg-type]
    told: dict[str, Change | None] = dict(zip(comparable, judged, strict=True))
    return {item: told.get(item) for item in of_item}


def _count(figure: Figure) -> Count:
    return figure.numerator or 0.0, figure.denominator or 0.0


def _asked(version: str, sight: Sight) -> dict[tuple[str, str, str], Asked]:
    rows = _fetch(
        version,
        sight,
        """
        select dated.residence, dated.wave, asked_items.item, cast(asked_items.best as int), dated.questionnaire_version,
            dated.wave_before
        from (select * from dated where @within) as dated
        join asked_items on asked_items.residence = dated.residence and asked_items.wave = dated.wave
        """,
    )
    return {(row[0], row[1], row[2]): Asked(*row[3:]) for row in rows}


def _fetch(version: str, sight: Sight, sql: str) -> list[Any]:
    con = store.cursor(version)
    within = where(narrow(con, indicator_named(RATE), sight, Scope()))
    dated = "with dated as (select *, collected_month as month from opinion_waves)\n"
    rows: list[Any] = con.execute(dated + sql.replace("@within", within)).fetchall()
    return rows
