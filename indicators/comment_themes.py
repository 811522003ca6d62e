"""Residents' comments and the themes that people gave them -> how many comments speak of each: never a share of residents.

Those who write are not a sample (statistics.md section 6): comments are counted, told as comments, and given only once two people
who read some of them apart agreed well beyond chance. Small numbers are cells like any (few_people.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from access.scope import OutOfSight, Sight
from indicators.few_people import is_small
from indicators.statistics.agreement import PUBLISHED_FROM, Agreement, agreement
from indicators.sums import Scope, where
from indicators.themes import THEMES
from pipelines import store

LEAST_COMPARED = (
    30  # comments of a wave, under which two waves are not put side by side (statistics.md section 6)
)
CODES = tuple(one.code for one in THEMES)
Why = Literal["", "nothing", "unread", "doubling", "settling", "schemes", "agreement", "few"]


@dataclass(frozen=True)
class Cited:
    """A theme of a wave: in how many comments (None: not given), whether they are too few for whoever looks, its own kappa.

    A theme on which two readers did not agree well enough is told without its number.
    """

    code: str
    comments: int | None
    is_masked: bool = False
    kappa: float | None = None


@dataclass(frozen=True)
class WaveThemes:
    """What the comments of a wave speak of, in a sight.

    `why`: why no number is given, empty when numbers are: no comment in sight (`nothing`), none read (`unread`), a second reading
    not finished (`doubling`), differences that nobody settled (`settling`), two versions of the list (`schemes`), too little
    agreement (`agreement`), too few comments for whoever looks (`few`). `comments`: all in sight; `undecided`: those of them
    whose themes nobody decided yet. `doubled` of `to_double`: comments of the sample that two people read, all residences
    together; `agreed`: how far they agree. `scheme`: the version of the list. `cited`: the themes met, most cited first.
    """

    wave: str
    why: Why
    comments: int = 0
    undecided: int = 0
    doubled: int = 0
    to_double: int = 0
    agreed: Agreement | None = None
    scheme: str = ""
    cited: tuple[Cited, ...] = ()
    of_comment: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    @property
    def never(self) -> list[str]:
        """The themes of the list that no comment speaks of."""
        return [code for code in CODES if code not in {one.code for one in self.cited}]


@dataclass(frozen=True)
class _Row:
    """A comment in force, as people read it; `themes`: those that stand, empty while nothing does."""

    residence: str
    words: str
    times: int
    is_sampled: bool
    readings: tuple[frozenset[str], ...]
    settled: frozenset[str]
    schemes: tuple[str, ...]

    @property
    def themes(self) -> frozenset[str]:
        """The themes that stand: those that whoever saw both chose, else those that nobody disputes."""
        agreed = frozenset[str]() if len(set(self.readings)) != 1 else self.readings[0]
        return self.settled or agreed


def wave_themes(version: str, sight: Sight, wave: str, residences: Sequence[str] = ()) -> WaveThemes:
    """Return what the comments of a wave speak of, in these residences or all those in sight.

    Raises OutOfSight for whoever may not read residents' own words, and for a residence that is not in sight.
    """
    if not sight.traces:
        raise OutOfSight("les thèmes des commentaires ne se lisent que dans l'association")
    scope = Scope(sight.choose(residences), *sight.months(None, None), closed_run=int(sight.closed_only))
    every = _rows(version, wave, Scope())
    seen = _rows(version, wave, scope)
    sampled = [one for one in every if one.is_sampled]
    doubled = [one for one in sampled if len(one.readings) == 2]
    schemes = sorted({scheme for one in every for scheme in one.schemes})
    agreed = agreement([(one.readings[0], one.readings[1]) for one in doubled], CODES)
    why = _why(sight, every, seen, schemes, agreed)
    total = sum(one.times for one in seen)
    return WaveThemes(
        wave,
        why,
        total,
        sum(one.times for one in seen if not one.themes),
        len(doubled),
        len(sampled),
        agreed if len(doubled) == len(sampled) and sampled else None,
        schemes[0] if len(schemes) == 1 else "",
        _cited(sight, seen, agreed, is_told=not why),
        {} if why else {(one.residence, one.words): _ordered(one.themes) for one in seen},
    )


def are_comparable(waves: Sequence[WaveThemes]) -> bool:
    """Return whether waves may be put side by side: numbers given, one version of the list, enough comments in each."""
    return (
        len(waves) > 1
        and len({one.scheme for one in waves}) == 1
        and all(not one.why and one.comments - one.undecided >= LEAST_COMPARED for one in waves)
    )


def _why(
    sight: Sight, every: Sequence[_Row], seen: Sequence[_Row], schemes: Sequence[str], agreed: Agreement
) -> Why:
    """Return the first reason why numbers are not given; the whole wave is judged, whoever looks at part of it."""
    sampled = [one for one in every if one.is_sampled]
    reasons: dict[Why, bool] = {
        "nothing": not seen,
        "unread": not any(one.readings for one in seen),
        "schemes": len(schemes) > 1,
        "doubling": agreed.cases < len(sampled),
        "agreement": agreed.overall is None or agreed.overall < PUBLISHED_FROM,
        "settling": any(one.readings and not one.themes for one in every),
        "few": is_small(sight, sum(one.times for one in seen)),
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def _cited(sight: Sight, seen: Sequence[_Row], agreed: Agreement, is_told: bool) -> tuple[Cited, ...]:
    counts: Counter[str] = Counter()
    for one in seen:
        counts.update(dict.fromkeys(one.themes if is_told else _named(one), one.times))
    if not is_told:
        return tuple(Cited(code, None) for code in CODES if counts[code])
    found = [_one(sight, code, counts[code], agreed.by_theme[code]) for code in CODES if counts[code]]
    # Those whose number is not given go last, in the order of the list: their rank would tell it.
    return tuple(sorted(found, key=lambda one: -(one.comments or 0)))


def _named(one: _Row) -> frozenset[str]:
    """Return the themes that may be named of a comment before numbers are given: nothing that a second reader is still to find."""
    is_awaited = one.is_sampled and len(one.readings) < 2
    return frozenset[str]() if is_awaited else one.settled or frozenset[str]().union(*one.readings)


def _one(sight: Sight, code: str, count: int, kappa: float | None) -> Cited:
    if kappa is None or kappa < PUBLISHED_FROM:
        return Cited(code, None, kappa=kappa)
    return Cited(code, None, True, kappa) if is_small(sight, count) else Cited(code, count, kappa=kappa)


def _ordered(themes: frozenset[str]) -> tuple[str, ...]:
    return tuple(code for code in CODES if code in themes)


def _rows(version: str, wave: str, scope: Scope) -> list[_Row]:
    rows = (
        store.cursor(version)
        .execute(
            f"""
            with said as (
                select themes.*, waves.collected_month as month
                from comment_themes as themes
                join waves on waves.residence = themes.residence and waves.wave = themes.wave
                where themes.wave = ?
            )
            select residence, words, times, is_sampled, first, second, settled, scheme from said
            where {where(scope)} order by residence, words
            """,
            [wave],
        )
        .fetchall()
    )
    return [
        _Row(
            residence,
            words,
            times,
            sampled,
            tuple(_codes(one) for one in (first, second) if one),
            _codes(settled),
            _parted(scheme),
        )
        for residence, words, times, sampled, first, second, settled, scheme in rows
    ]


def _parted(codes: str | None) -> tuple[str, ...]:
    return tuple(codes.split(";")) if codes else ()


def _codes(codes: str | None) -> frozenset[str]:
    return frozenset(_parted(codes))
