"""The projets sociaux of the residences in sight: version in force, update under way stage by stage, what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from access.scope import OutOfSight, Sight
from indicators.compute import set_cutoff
from indicators.sums import Scope, where
from pipelines import store

Standing = Literal["overdue", "unknown", "none", "under_way", "due_soon", "up_to_date"]
# What comes next, first: a text past its validity with nothing begun, then those of which nothing is known.
ORDER: tuple[Standing, ...] = ("overdue", "unknown", "none", "under_way", "due_soon", "up_to_date")
_DAYS_A_YEAR = 365.25
_SOON = 1.0  # years before the end of validity: an update takes about as long (ours)


@dataclass(frozen=True)
class Stage:
    """One of the seven stages of an update, at a day. `is_known`: something is written of it."""

    code: str
    began_on: date | None
    done_on: date | None
    is_known: bool
    residents_met: int | None = None
    consulted: str | None = None


@dataclass(frozen=True)
class Project:
    """The projet social of a residence at a day. `in_force`, `coming`: names of versions; `stages`: empty where none is told."""

    residence: str
    name: str
    as_of: date
    validity_years: float
    in_force: str | None = None
    validated_on: date | None = None
    file_name: str | None = None
    publics: str | None = None
    coming: str | None = None
    finished_on: date | None = None
    stages: tuple[Stage, ...] = ()

    @property
    def age_years(self) -> float | None:
        """How old the version in force is, in years; None when its date is not known."""
        return (self.as_of - self.validated_on).days / _DAYS_A_YEAR if self.validated_on else None

    @property
    def current(self) -> Stage | None:
        """The stage under way: the first not done; None once all are, or when no stage is told."""
        return next((stage for stage in self.stages if stage.done_on is None), None)

    @property
    def days_in_stage(self) -> int | None:
        """How long the stage under way has lasted, None when its beginning is not known."""
        now = self.current
        return (self.as_of - now.began_on).days if now and now.began_on else None

    @property
    def due_on(self) -> date | None:
        """The last day on which the version in force is held up to date."""
        if self.validated_on is None:
            return None
        return self.validated_on + timedelta(days=int(self.validity_years * _DAYS_A_YEAR))

    @property
    def standing(self) -> Standing:
        """Where the projet social stands: what decides which one comes next."""
        if self.current:
            return "under_way"
        if self.in_force is None:
            return "none"
        if self.age_years is None:
            return "unknown"
        if self.age_years > self.validity_years:
            return "overdue"
        return "due_soon" if self.age_years > self.validity_years - _SOON else "up_to_date"

    @property
    def rank(self) -> tuple[int, float]:
        """What comes next first: by standing, then the oldest, or the longest at the same stage."""
        waited = self.days_in_stage if self.standing == "under_way" else self.age_years
        return ORDER.index(self.standing), -(waited or 0)


def projects(version: str, sight: Sight, codes: Iterable[str], as_of: date) -> list[Project]:
    """Return the projet social of each residence (all in sight if none), at a day, what comes next first.

    Raises OutOfSight for whoever sees residences together only.
    """
    chosen = where(Scope(seen_apart(sight, codes)))
    con = store.cursor(version)
    set_cutoff(con, as_of)
    steps = _steps(con, chosen)
    rows = con.execute(
        f"""
        with in_force as (
            select known_versions.*, social_projects.file_name, social_projects.priority_publics
            from known_versions
            left join social_projects using (source_row)
            cross join cutoff
            where in_force_from <= as_of and (in_force_until is null or in_force_until > as_of)
        ),
        coming as (
            select residence, version, finished_on, cutoff.as_of
            from update_cycles cross join cutoff
            where began_on <= as_of and (next_began_on is null or next_began_on > as_of) and has_stages = 1
        )
        select residences.residence, residences.name, cutoff.as_of, parameters.value, in_force.version,
            in_force.validated_on, in_force.file_name, in_force.priority_publics, coming.version,
            case when coming.finished_on <= cutoff.as_of then coming.finished_on end
        from residences
        cross join cutoff
        join parameters on parameters.name = 'validity_years'
        left join in_force on in_force.residence = residences.residence
        left join coming on coming.residence = residences.residence
        where {chosen.replace("residence in", "residences.residence in")}
        order by residences.name
        """
    ).fetchall()
    return sorted((Project(*[*row, tuple(steps.get(row[0], ()))]) for row in rows), key=lambda one: one.rank)


def _steps(con: Any, chosen: str) -> dict[str, list[Stage]]:
    rows = con.execute(
        f"""
        select update_steps.residence, update_steps.stage,
            case when update_steps.began_on <= as_of then update_steps.began_on end,
            case when update_steps.done_on <= as_of then update_steps.done_on end,
            update_steps.is_told = 1 and coalesce(update_steps.began_on, update_steps.done_on, as_of) <= as_of,
            update_stages.residents_met, update_stages.consulted
        from update_steps
        cross join cutoff
        left join update_stages using (residence, version, stage)
        where cycle_began_on <= as_of and (next_began_on is null or next_began_on > as_of)
            and {chosen.replace("residence in", "update_steps.residence in")}
        order by update_steps.residence, update_steps.place
        """
    ).fetchall()
    found: dict[str, list[Stage]] = {}
    for residence, *stage in rows:
        found.setdefault(residence, []).append(Stage(*stage))
    return found


def seen_apart(sight: Sight, codes: Iterable[str]) -> tuple[str, ...]:
    """Return the residences to read one by one; raise OutOfSight for whoever sees them together only."""
    if not sight.by_residence:
        raise OutOfSight(
            "le projet social de chaque résidence ne vous est pas ouvert ; seuls les totaux le sont"
        )
    return sight.choose(codes)
