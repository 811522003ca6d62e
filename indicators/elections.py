"""The elections of the comités, one by one, with whether each had an object: what the page lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from access.scope import OutOfSight, Sight
from indicators.sums import Scope, where
from pipelines import store


@dataclass(frozen=True)
class Election:
    """One election; None is « not known ». `has_object`: False under 30 contract holders (CCH, R633-7)."""

    residence: str
    elected_on: date
    registered: int | None
    voters: int | None
    candidates: int | None
    seats: int | None
    elected: int | None
    substitutes: int | None
    term_end_on: date | None
    has_object: bool

    @property
    def turnout(self) -> float | None:
        """The share of those registered who voted, None when not known or without object."""
        if not self.has_object or not self.registered or self.voters is None:
            return None
        return self.voters / self.registered


def elections(version: str, sight: Sight, codes: tuple[str, ...] = ()) -> list[Election]:
    """Return the elections of the residences asked (all in sight if none), latest first.

    Raises OutOfSight for a residence not in sight, or for whoever sees residences only together.
    """
    if not sight.by_residence:
        raise OutOfSight(
            "les élections de chaque résidence ne vous sont pas ouvertes ; seuls les totaux le sont"
        )
    rows = (
        store.cursor(version)
        .execute(
            f"""
            with asked as (select * from elections where {where(Scope(sight.choose(codes)))})
            select asked.residence, asked.elected_on, asked.registered_voters, asked.voters, asked.candidates,
                asked.seats_planned, asked.full_members_elected, asked.substitutes_elected, asked.term_end_on,
                polls.source_row is not null
            from asked
            left join polls on polls.source_row = asked.source_row
            order by asked.elected_on desc, asked.residence
            """
        )
        .fetchall()
    )
    return [Election(*row) for row in rows]
