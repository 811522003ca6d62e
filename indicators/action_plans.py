"""The action plans of the projets sociaux, and what they answer to the needs that residents voiced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from access.scope import Sight
from indicators.compute import set_cutoff
from indicators.partnerships import spelled
from indicators.projects import seen_apart
from indicators.sums import Scope, where
from pipelines import store
from pipelines.store import Connection

_UNNAMED = "un partenaire non nommé"


@dataclass(frozen=True)
class Action:
    """One action of a plan, as it is written; `is_open_ended`: « en continu »."""

    residence: str
    version: str | None
    axis: str | None
    objective: str | None
    action: str
    needs: tuple[str, ...]
    pilot: str | None
    partner: str | None
    started_on: date | None
    planned_end_on: date | None
    is_open_ended: bool
    status: str | None
    progress_pct: float | None
    target: str | None
    achieved: str | None
    funding_call: str | None
    is_in_force: bool

    def is_late(self, as_of: date) -> bool:
        """Return whether its end is past and it is neither done nor given up."""
        is_over = self.planned_end_on is not None and self.planned_end_on < as_of
        return is_over and self.status not in ("realisee", "abandonnee")


def actions(version: str, sight: Sight, codes: Iterable[str], as_of: date) -> list[Action]:
    """Return the actions of the plans in force at a day, and of those being written, by residence, version and axis.

    Raises OutOfSight for whoever sees residences together only.
    """
    chosen = where(Scope(seen_apart(sight, codes)))
    con = store.cursor(version)
    set_cutoff(con, as_of)
    rows = con.execute(
        f"""
        select items.residence, items.version, planned.axis, items.objective, items.action,
            coalesce(string_split(items.needs, ';'), []), items.pilot, items.partner, items.started_on,
            items.planned_end_on, coalesce(items.not_applicable, '') like '%;planned_end_on;%', items.status,
            items.progress_pct, items.target, items.achieved, items.funding_call, planned.counts_from is not null
        from action_items as items
        join planned_actions as planned using (source_row)
        cross join cutoff
        where (planned.counts_from is null or planned.counts_from <= as_of)
            and (planned.counts_until is null or planned.counts_until > as_of)
            and {chosen.replace("residence in", "items.residence in")}
        order by items.residence, planned.counts_from is null, items.version, planned.axis, items.source_row
        """
    ).fetchall()
    return [Action(*[*row[:5], tuple(row[5]), *row[6:]]) for row in rows]


@dataclass(frozen=True)
class Shared:
    """Actions with one partner, in the twelve months that end at a day: its name as most often written, and how many."""

    partner: str
    count: int


@dataclass(frozen=True)
class Answer:
    """What answers a need of the last wave: how many said it, what the plan in force holds for it, and what partners do."""

    residence: str
    wave: str
    need: str
    needing: int
    answering: int
    place: int
    is_frequent: bool
    actions: tuple[Action, ...]
    with_partners: tuple[Shared, ...] = ()

    @property
    def has_objective(self) -> bool:
        """True when an objective of the plan in force aims at this need."""
        return any(one.objective for one in self.actions)

    @property
    def has_action(self) -> bool:
        """True when it is covered as I49 counts it: an action of the plan under way or done, or one with a partner in the year."""
        return bool(self.with_partners) or any(one.status in ("en_cours", "realisee") for one in self.actions)

    @property
    def is_gap(self) -> bool:
        """True for a need that counts, and that nothing answers, or no objective names."""
        return (self.is_frequent and not self.has_action) or (self.place <= 5 and not self.has_objective)


def answers_to_needs(version: str, sight: Sight, codes: Iterable[str], as_of: date) -> list[Answer]:
    """Return, of each residence, what answers each need of its last wave: gaps first, then the most frequent.

    Raises OutOfSight for whoever sees residences together only.
    """
    asked = seen_apart(sight, codes)
    aimed = [one for one in actions(version, sight, asked, as_of) if one.is_in_force]
    con = store.cursor(version)
    set_cutoff(con, as_of)
    rows = con.execute(
        f"""
        select residence, wave, category, needing, answering, place, 100 * needing >= parameters.value * answering
        from waves_by_need
        cross join cutoff
        join parameters on parameters.name = 'need_threshold_pct'
        where collected_month <= as_of and (next_collected_month is null or next_collected_month > as_of)
            and needing > 0 and {where(Scope(asked))}
        order by residence, place, category
        """
    ).fetchall()
    shared = _with_partners(con, where(Scope(asked)), spelled(version, sight))
    found = [
        Answer(
            *[
                *row,
                tuple(one for one in aimed if one.residence == row[0] and row[2] in one.needs),
                shared.get((row[0], row[2]), ()),
            ]
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.residence, not one.is_gap, one.place))


def _with_partners(
    con: Connection, chosen: str, names: Mapping[str, str]
) -> dict[tuple[str, str], tuple[Shared, ...]]:
    """Return the actions with partners of the year that ends at the cut-off, by residence and need, most actions first."""
    rows = con.execute(
        f"""
        with held as (
            select acts.residence, asked.needs, known.partner
            from partner_actions as acts
            join partner_action_needs as asked on asked.source_row = acts.source_row
            left join partners as known on known.residence = acts.residence and known.partner_key = acts.partner_key
            cross join cutoff
            where acts.held_on > cutoff.year_before and acts.held_on <= cutoff.as_of
        )
        select residence, needs, partner, cast(count(*) as int) as count
        from held
        where {chosen}
        group by residence, needs, partner
        order by residence, needs, count desc, partner
        """
    ).fetchall()
    found: dict[tuple[str, str], tuple[Shared, ...]] = {}
    for residence, need, known, count in rows:
        one = Shared(names.get(known, _UNNAMED), count)
        found[residence, need] = (*found.get((residence, need), ()), one)
    return found


def asked_on(version: str, sight: Sight, residence: str, wave: str) -> date | None:
    """Return the first day of the month in which a wave was collected in a residence; None for one that is not known there."""
    seen_apart(sight, (residence,))
    row = (
        store.cursor(version)
        .execute("select collected_month from waves where residence = ? and wave = ?", [residence, wave])
        .fetchone()
    )
    return row[0] if row else None
