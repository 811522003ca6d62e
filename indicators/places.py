"""What there is to look at: residences, months transmitted, survey waves, the words of closed lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from access.scope import OutOfSight, Sight
from indicators.sums import Scope, where
from indicators.unplaced import unplaced
from pipelines import store

ELECTION_DUTY_FROM = 30  # contract holders: CCH, R633-5 and R633-7


@dataclass(frozen=True)
class Place:
    """A residence, with its latest transmitted counts (None when never transmitted, or when they may not be read)."""

    code: str
    name: str
    city: str | None
    landings_count: int | None
    units: int | None
    residents: int | None
    contract_holders: int | None
    month: str | None

    @property
    def short_name(self) -> str:
        """The name without the words that every residence bears."""
        for word in ("Résidence sociale ", "Résidence ", "RS "):
            if self.name.startswith(word):
                return self.name.removeprefix(word)
        return self.name

    @property
    def has_election_duty(self) -> bool | None:
        """True from 30 contract holders (the conseil and an elected comité are due), None when unknown."""
        return None if self.contract_holders is None else self.contract_holders >= ELECTION_DUTY_FROM


def places(version: str, sight: Sight) -> list[Place]:
    """Return the residences in sight, by name, each with the counts of its last transmitted month.

    Where residences may only be seen together, their names and towns come alone.
    """
    rows = _fetch(
        version,
        f"""
        with latest as (
            select *, row_number() over (partition by residence order by month desc) as age
            from occupancy
            where {where(_bounds(sight))}
        ),
        listed as (select * from residences where {where(Scope(sight.choose(())))})
        select listed.residence, listed.name, listed.city, listed.landings_count,
            coalesce(latest.units_total, listed.units_total), latest.residents_eom, latest.contract_holders_eom,
            strftime(latest.month, '%Y-%m')
        from listed
        left join latest on latest.residence = listed.residence and latest.age = 1
        order by listed.name
        """,
    )
    shown = [Place(*row) for row in rows]
    return shown if sight.by_residence else [_named_only(place) for place in shown]


def _named_only(place: Place) -> Place:
    return Place(place.code, place.name, place.city, None, None, None, None, None)


def months(version: str, sight: Sight) -> list[str]:
    """Return every month in sight from the first to the last that anybody transmitted, « 2025-03 », oldest first."""
    within = replace(_bounds(sight), residences=())
    rows = _fetch(
        version,
        f"""
        with transmitted as (select as_of, cast(date_trunc('month', as_of) as date) as month from month_ends)
        select strftime(month, '%Y-%m') from transmitted where {where(within)} order by as_of
        """,
    )
    return [row[0] for row in rows]


def waves(version: str, sight: Sight) -> list[str]:
    """Return the survey waves in sight, oldest first."""
    rows = _fetch(
        version,
        f"""
        with collected as (select *, collected_month as month from waves)
        select wave from collected where {where(_bounds(sight))} group by wave order by min(month), wave
        """,
    )
    return [row[0] for row in rows]


def labels(version: str, name: str) -> dict[str, str]:
    """Return the words of a closed list (`reunions.meeting_type`), code -> label, in the list's order."""
    rows = _fetch(version, "select code, label from code_labels where list = ? order by place", name)
    return dict(rows)


def transmitted(version: str, sight: Sight, fact: str) -> set[tuple[str, str]]:
    """Return the (residence, month) in sight that some load covers for a fact (`occupancy`, `meetings`, `conflicts`)."""
    if not sight.by_residence:
        raise OutOfSight("ce que chaque résidence a transmis ne vous est pas ouvert ; seul le total l'est")
    return _covered(version, sight, fact)


def months_missing(
    version: str, sight: Sight, fact: str, residences: Iterable[str], asked: Iterable[str]
) -> int:
    """Return how many of the months asked, each counted in each residence (all in sight if empty), no load covers."""
    chosen = sight.choose(residences)
    codes = [place.code for place in places(version, sight) if not chosen or place.code in chosen]
    known = _covered(version, sight, fact)
    within = set(asked) & set(months(version, sight))
    return sum((code, month) not in known for code in codes for month in within)


def _covered(version: str, sight: Sight, fact: str) -> set[tuple[str, str]]:
    rows = _fetch(
        version,
        f"select residence, strftime(month, '%Y-%m') from coverage where fact = ? and {where(_bounds(sight))}",
        fact,
    )
    return {(row[0], row[1]) for row in rows}


def landings_met(version: str, sight: Sight) -> list[tuple[str, str, str, int]]:
    """Return (residence, landing, month, floor meetings held), landings of the list never met with month « »."""
    if not sight.traces:
        raise OutOfSight("le détail des paliers ne vous est pas ouvert ; seuls les totaux le sont")
    return _fetch(
        version,
        f"""
        select residence, split_part(item, '/', 2) as landing, strftime(month, '%Y-%m') as month, cast(sum(n) as int) as meetings
        from figures
        where indicator = 'floor_meeting_coverage' and item is not null and {where(_bounds(sight))}
        group by all
        union all
        select residence, landing, '' as month, 0 as meetings
        from landings
        where not coalesce(is_closed, false) and {where(Scope(sight.choose(())))}
        order by 1, 2, 3
        """,
    )


@dataclass(frozen=True)
class Said:
    """What residents wrote at a wave, people masked. `verdict`: `published`, `kept` inside, empty while nobody read it.

    `residence`, `decided_by` and `decided_at` are empty for whoever reads published words only. `times`: how many said so.
    """

    residence: str
    wave: str
    words: str
    verdict: str = ""
    decided_by: str = ""
    decided_at: str = ""
    times: int = 1

    @property
    def is_published(self) -> bool:
        """True for words that may be shown outside the residence."""
        return self.verdict == "published"


def verbatims(version: str, sight: Sight, published_only: bool = False) -> list[Said]:
    """Return the words kept and in sight, latest wave first, each once a residence and wave.

    Those that a person published, and no others, for whoever may not read lines, and for what leaves the residence
    (`published_only`): without their residence, the name of any hidden in them, and in an order that tells nothing of it.
    """
    outside = published_only or not sight.traces
    rows = _fetch(
        version,
        f"""
        with said as (
            select answers.residence, answers.wave, answers.verbatim, waves.collected_month as month,
                coalesce(words_decided.verdict, '') as verdict, coalesce(words_decided.decided_by, '') as decided_by,
                coalesce(words_decided.decided_at, '') as decided_at
            from questionnaires as answers
            join waves on waves.residence = answers.residence and waves.wave = answers.wave
            left join words_decided on words_decided.residence = answers.residence
                and words_decided.wave = answers.wave and words_decided.words = answers.verbatim
            where answers.verbatim is not null and coalesce(answers.source, 'residents') = 'residents'
        ),
        in_sight as (select *, max(month) over (partition by wave) as latest from said where {where(_bounds(sight))})
        select {"''" if outside else "residence"} as place, wave, verbatim, verdict,
            {"'', ''" if outside else "decided_by, decided_at"}, cast(count(*) as int)
        from in_sight
        where {"verdict = 'published'" if outside else "true"}
        group by all
        order by max(latest) desc, wave, verbatim, place
        """,
    )
    return _unplaced(version, rows) if outside else [Said(*row) for row in rows]


def _unplaced(version: str, rows: list[Any]) -> list[Said]:
    """Return words as they leave: those that are the same once no residence is named in them are told together."""
    known = _every_name(version)
    found: dict[tuple[str, str], Said] = {}
    for one in (Said(*row) for row in rows):
        words = unplaced(one.words, known)
        told = found.get((one.wave, words), replace(one, words=words, times=0))
        found[one.wave, words] = replace(told, times=told.times + one.times)
    waves = list(dict.fromkeys(wave for wave, _ in found))
    return sorted(found.values(), key=lambda one: (waves.index(one.wave), one.words))


def _every_name(version: str) -> list[str]:
    """Return every name that a residence of the list goes by, other names included."""
    rows = _fetch(version, "select name, coalesce(aliases, '') from residences")
    return [part.strip() for name, others in rows for part in (name, *others.replace(";", ",").split(","))]


def _bounds(sight: Sight) -> Scope:
    """Return everything in sight, as a scope."""
    return Scope(sight.choose(()), *sight.months(None, None), closed_run=int(sight.closed_only))


def _fetch(version: str, sql: str, *values: Any) -> list[Any]:
    rows: list[Any] = store.cursor(version).execute(sql, list(values)).fetchall()
    return rows


def names(version: str) -> dict[str, str]:
    """Return the name of every residence, by code: for whoever must name one without reading anything of it."""
    return dict(_fetch(version, "select residence, name from residences order by name"))
