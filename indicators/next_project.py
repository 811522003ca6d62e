"""Which projet social comes next, and why: how long its validity is over, times what its plan no longer holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from access.scope import Sight
from indicators.plan_gaps import Gap, plan_gaps
from indicators.projects import ORDER, Project, projects


@dataclass(frozen=True)
class Next:
    """A projet social in the order in which they come: with the gaps of its plan (see `plan_gaps`)."""

    project: Project
    gaps: tuple[Gap, ...]

    @property
    def overdue_years(self) -> float:
        """How long its validity is over, in years; 0 where it is not, or where nobody knows."""
        age = self.project.age_years
        return max(0.0, age - self.project.validity_years) if age is not None else 0.0

    @property
    def weight(self) -> float:
        """Overdue years × (1 + gaps): of two texts as old, the one that holds least comes first; ours, no text sets it."""
        return self.overdue_years * (1 + len(self.gaps))

    @property
    def rank(self) -> tuple[int, float, float]:
        """What comes next first: by standing, then by weight; of those that are not overdue, as `Project.rank`."""
        _, waited = self.project.rank
        return (
            ORDER.index(self.project.standing),
            -self.weight if self.project.standing == "overdue" else 0,
            waited,
        )


def next_projects(version: str, sight: Sight, codes: Iterable[str], as_of: date) -> list[Next]:
    """Return the projet social of each residence (all in sight if none) at a day, what comes next first.

    Raises OutOfSight for whoever sees them together only.
    """
    asked = tuple(codes)
    of_place: dict[str, list[Gap]] = {}
    for gap in plan_gaps(version, sight, asked, as_of):
        of_place.setdefault(gap.residence, []).append(gap)
    found = [
        Next(one, tuple(of_place.get(one.residence, ()))) for one in projects(version, sight, asked, as_of)
    ]
    return sorted(found, key=lambda one: one.rank)
