"""Who was consulted for the update of a projet social, as the register and its stages tell it: counts, organisations, never people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from access.scope import Sight
from indicators.compute import set_cutoff
from indicators.projects import seen_apart
from pipelines import store


@dataclass(frozen=True)
class Told:
    """What a stage tells: residents met, staff who took part, organisations consulted; None where it does not say."""

    stage: str
    began_on: date | None
    done_on: date | None
    residents: int | None
    staff: int | None
    organisations: str | None


@dataclass(frozen=True)
class Consultation:
    """Who was consulted for a version, in all: as declared, without counting anybody twice; None where nobody says.

    `stages`: those of which something is written, in their order; what they count may overlap, and is never added up.
    """

    residence: str
    version: str
    residents: int | None
    staff: int | None
    partners: str | None
    stages: tuple[Told, ...]


def consultation(version: str, sight: Sight, residence: str, as_of: date) -> Consultation | None:
    """Return who was consulted for the last version known at a day (the one coming, else the one in force); None for none.

    Raises OutOfSight for whoever sees residences together only, and for a residence that is not in sight.
    """
    seen_apart(sight, (residence,))
    con = store.cursor(version)
    set_cutoff(con, as_of)
    row = con.execute(
        """
        select cycles.version, texts.residents_involved, texts.staff_involved, texts.partners_involved
        from update_cycles as cycles
        cross join cutoff
        left join social_projects as texts on texts.residence = cycles.residence and texts.version = cycles.version
        where cycles.residence = ? and cycles.began_on <= as_of
            and (cycles.next_began_on is null or cycles.next_began_on > as_of)
        """,
        [residence],
    ).fetchone()
    if row is None:
        return None
    stages = con.execute(
        """
        select steps.stage, told.began_on, told.done_on, told.residents_met, told.staff_met, told.consulted
        from update_steps as steps
        cross join cutoff
        join update_stages as told
            on told.residence = steps.residence and told.version = steps.version and told.stage = steps.stage
        where steps.residence = ? and steps.version = ? and coalesce(told.began_on, told.done_on) <= as_of
        order by steps.place
        """,
        [residence, row[0]],
    ).fetchall()
    name, residents, staff, partners = row
    told = tuple(Told(*stage) for stage in stages)
    return Consultation(residence, name, residents, staff, partners, told)
