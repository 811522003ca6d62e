"""The network as it is looked at: who answers which need, what is left without anybody, what a presentation gave birth to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from access.scope import OutOfSight, Sight
from indicators.narrow import months_after
from indicators.places import months, waves
from indicators.sums import Scope, where
from indicators.survey import need_shares
from pipelines import store


@dataclass(frozen=True)
class Answer:
    """A partner that answers a need: its name as it is most often written, and how many actions; one held in common counts once."""

    partner: str
    need: str
    actions: int


@dataclass(frozen=True)
class Gap:
    """A need voiced at the last wave: the share of those who answered, 0-1, and the actions with partners in the 12 months since."""

    need: str
    share: float
    actions: int


_A_PROJECT = "un projet fédérateur"


@dataclass(frozen=True)
class Journey:
    """A presentation in a local body, and what came of it: the actions of its project, and who came.

    `participants`: people counted at each session, added up; None where nobody counted them, or where they may not be read.
    `residences`: codes, none where residences are seen together; `project` is then not named.
    """

    on: date
    body: str | None
    project: str | None
    residences: tuple[str, ...]
    sessions: int = 0
    first_on: date | None = None
    last_on: date | None = None
    participants: int | None = None
    at_first: int | None = None
    at_last: int | None = None


def answers(version: str, sight: Sight, scope: Scope) -> list[Answer]:
    """Return which partner answers which need in a scope, within a sight: most actions first. Raises OutOfSight."""
    rows = _fetch(
        version,
        f"""
        with dated as (select *, cast(date_trunc('month', held_on) as date) as month from partner_actions),
        chosen as (select * from dated where {where(_within(sight, scope))})
        select partners.partner as known, asked.needs as need,
            cast(count(distinct coalesce('=' || chosen.shared_event_id, chosen.source_row)) as int) as actions
        from chosen
        join partners on partners.residence = chosen.residence and partners.partner_key = chosen.partner_key
        join partner_action_needs as asked on asked.source_row = chosen.source_row
        group by partners.partner, asked.needs
        """,
    )
    names = spelled(version, sight)
    found = [Answer(names[known], need, actions) for known, need, actions in rows]
    return sorted(found, key=lambda one: (-one.actions, one.partner, one.need))


def spelled(version: str, sight: Sight) -> dict[str, str]:
    """Return how to write each partner: as the association chose, else as it is most often written within a sight."""
    rows = _fetch(
        version,
        f"""
        with dated as (select *, cast(date_trunc('month', held_on) as date) as month from partner_actions),
        spellings as (
            -- most often so; then not all in capitals, nor with dots between letters
            select partners.partner as known, dated.partner, row_number() over (
                partition by partners.partner
                order by count(*) desc, dated.partner = upper(dated.partner), dated.partner like '%.%', dated.partner
            ) as place
            from dated
            join partners on partners.residence = dated.residence and partners.partner_key = dated.partner_key
            where {where(_within(sight, Scope())).replace("residence in", "dated.residence in")}
            group by partners.partner, dated.partner
        )
        select spellings.known, coalesce(max(partner_names.name), max(spellings.partner))
        from spellings
        left join partner_names on partner_names.taken_for = spellings.known
        where spellings.place = 1
        group by spellings.known
        """,
    )
    return dict(rows)


def names(version: str) -> list[str]:
    """Return the names of partners, each as most often written, in order: for whoever says which are one."""
    rows = _fetch(
        version,
        """
        with said as (
            select partner_key, partner from partner_actions where partner_key is not null
            union all select partner_key, partner from referrals where partner_key is not null
        )
        select mode(partner) as name from said group by partner_key order by lower(name)
        """,
    )
    return [row[0] for row in rows]


def voiced(version: str, sight: Sight, codes: tuple[str, ...] = ()) -> list[Gap]:
    """Return the needs of the last wave in sight, most voiced first, each with the actions of the last 12 months transmitted.

    Empty without a survey. What is a gap is for whoever reads to say: a need voiced by many, without an action.
    """
    known, asked = waves(version, sight), months(version, sight)
    if not known or not asked:
        return []
    last = date.fromisoformat(f"{asked[-1]}-01")
    year = Scope(sight.choose(codes), months_after(last, -11), last)
    acts = defaultdict[str, int](int)
    for one in answers(version, sight, year):
        acts[one.need] += one.actions
    shares = need_shares(version, sight, codes)
    found = [
        Gap(need, share.value, acts[need]) for (wave, need), share in shares.items() if wave == known[-1]
    ]
    return sorted(found, key=lambda gap: (-gap.share, gap.need))


def threshold(version: str) -> float:
    """Return the share of respondents from which a need counts, 0-1: a setting of the association (I49)."""
    return (
        float(_fetch(version, "select value from parameters where name = 'need_threshold_pct'")[0][0]) / 100
    )


def journeys(version: str, sight: Sight, codes: tuple[str, ...] = ()) -> list[Journey]:
    """Return the presentations in sight, oldest first, each with the project born of it and who came since."""
    rows = _fetch(
        version,
        f"""
        with dated as (select *, cast(date_trunc('month', held_on) as date) as month from partner_actions)
        select held_on, nature, local_body, joint_project, project_key, residence, participants,
            coalesce('=' || shared_event_id, source_row) as event
        from dated
        where {where(_within(sight, Scope(codes)))} and (nature = 'presentation_instance' or project_key is not null)
        order by held_on, residence, event
        """,
    )
    sessions: dict[str, dict[str, tuple[date, int | None]]] = defaultdict(dict)
    presented: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in rows:
        on, nature, key, people, event = row[0], row[1], row[4], row[6], row[7]
        if nature == "presentation_instance":
            presented[event].append(row)
        else:
            # One event in several registers counts its people once: those that most of them saw.
            known = sessions[key].get(event, (on, None))[1]
            sessions[key][event] = (on, max((n for n in (known, people) if n is not None), default=None))
    found = [_journey(sight, some, list(sessions[some[0][4]].values())) for some in presented.values()]
    return sorted(found, key=lambda one: one.on)


def outcomes(version: str, sight: Sight, scope: Scope) -> list[tuple[str, str | None, int]]:
    """Return (quarter, status, referrals) in a scope, within a sight, oldest first. Raises OutOfSight for whoever sees totals only."""
    if not sight.by_residence:
        raise OutOfSight(
            "le devenir des orientations, statut par statut, ne vous est pas ouvert ; seuls les totaux le sont"
        )
    rows = _fetch(
        version,
        f"""
        with dated as (select *, cast(date_trunc('month', referred_on) as date) as month from referrals)
        select extract(year from month) || '-T' || extract(quarter from month) as quarter, status, cast(count(*) as int)
        from dated
        where {where(_within(sight, scope))}
        group by all
        order by quarter, status
        """,
    )
    return [(row[0], row[1], row[2]) for row in rows]


def has_facts(version: str, sight: Sight, fact: str) -> bool:
    """Return whether any month in sight is covered for a fact (`partner_actions`, `referrals`, `home_support`)."""
    rows = _fetch(
        version, f"select count(*) from coverage where fact = '{fact}' and {where(_within(sight, Scope()))}"
    )
    return bool(rows[0][0])


def _journey(sight: Sight, some: list[tuple[Any, ...]], sessions: list[tuple[date, int | None]]) -> Journey:
    on, _, body, project, *_ = some[0]
    places = tuple(dict.fromkeys(row[5] for row in some)) if sight.by_residence else ()
    # The name of a project may be that of a residence: outside, it is told that one was born.
    told = Journey(on, body, project if sight.by_residence or not project else _A_PROJECT, places)
    later = sorted(one for one in sessions if one[0] >= on)
    if not later or some[0][4] is None:
        return told
    told = replace(told, sessions=len(later), first_on=later[0][0], last_on=later[-1][0])
    counted = [people for _, people in later if people is not None]
    # Outside, who came is not read: session after session, one reading less the one before would tell it of each.
    if not counted or not sight.by_residence:
        return told
    return replace(told, participants=sum(counted), at_first=counted[0], at_last=counted[-1])


def _within(sight: Sight, scope: Scope) -> Scope:
    """Return a scope bounded by a sight; raise OutOfSight for residences that may not be asked for."""
    return Scope(
        sight.choose(scope.residences),
        *sight.months(scope.first, scope.last),
        closed_run=int(sight.closed_only),
    )


def _fetch(version: str, sql: str) -> list[Any]:
    rows: list[Any] = store.cursor(version).execute(sql).fetchall()
    return rows
