"""What each residence's convention and projet social promise: the prefect's share of dwellings, the longest stay."""

from __future__ import annotations

from dataclasses import dataclass

from access.scope import OutOfSight, Sight
from indicators.sums import Scope, where
from pipelines import store


@dataclass(frozen=True)
class Commitment:
    """The promises of one residence: a share 0-1, a number of months; None where the list of residences says none."""

    prefect_quota: float | None
    longest_stay: int | None


def commitments(version: str, sight: Sight) -> dict[str, Commitment]:
    """Return the promises of each residence in sight, by code."""
    if not sight.by_residence:
        raise OutOfSight(
            "les engagements de chaque résidence ne vous sont pas ouverts ; seuls les totaux le sont"
        )
    rows = (
        store.cursor(version)
        .execute(
            f"""
        select residence, prefect_quota_pct / 100, max_stay_months from residences
        where {where(Scope(sight.choose(())))} order by residence
        """
        )
        .fetchall()
    )
    return {row[0]: Commitment(*row[1:]) for row in rows}
