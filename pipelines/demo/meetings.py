"""Residences and their conflicts -> meeting logs: floor meetings, the comité, the conseil, and the rest."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import date

from pipelines.demo.attendance import hold
from pipelines.demo.bodies import group_sessions
from pipelines.demo.chance import Fact, day_in_half, day_in_month, dice
from pipelines.demo.residences import YEARS, Residence, half_of

# The months of the other meetings, the same every year.
_OTHERS = {"pleniere": (4, 11), "info_collective": (3, 10), "atelier": (2, 5, 9, 12), "groupe_action": (6,)}


def meetings(residence: Residence, conflicts: list[Fact], residents: dict[date, int]) -> list[Fact]:
    """Return the log of a residence, by date; `residents` by month say how many may be invited."""
    rng = dice("réunions", residence)
    planned = [*_on_floors(residence, conflicts, rng), *_bodies(residence, rng), *_others(residence, rng)]
    once = {(row["held_on"], row["meeting_type"], row["landing"]): row for row in planned}
    rows = sorted(once.values(), key=lambda row: (row["held_on"], row["meeting_type"], row["landing"] or ""))
    for row in rows:
        hold(residence, row, residents[row["held_on"].replace(day=1)], rng)
    # Drawn apart: a group more leaves every other meeting as it was.
    of_groups, own = list(group_sessions(residence)), dice("groupes", residence)
    for row in of_groups:
        hold(residence, row, residents[row["held_on"].replace(day=1)], own)
    return sorted([*rows, *of_groups], key=lambda row: row["held_on"])


def _planned(residence: Residence, kind: str, day: date, landing: str | None = None) -> Fact:
    return {"held_on": day, "residence": residence.code, "meeting_type": kind, "landing": landing}


def _on_floors(residence: Residence, conflicts: list[Fact], rng: random.Random) -> Iterator[Fact]:
    left = list(residence.floor_meetings)
    met: Counter[tuple[int, str]] = Counter()
    for conflict in conflicts:
        if day := conflict["floor_meeting_on"]:
            left[half_of(day)] -= 1
            met[half_of(day), conflict["landing"]] += 1
            meeting = _planned(residence, "palier", day, conflict["landing"])
            yield meeting | {"conflict_id": conflict["conflict_id"]}
    for half, count in enumerate(left):
        for _ in range(count):
            # The team first goes where nobody has met yet.
            never = [landing for landing in residence.open_landings if not met[half, landing]]
            landing = rng.choice(never or residence.open_landings)
            met[half, landing] += 1
            yield _planned(residence, "palier", day_in_half(half, rng), landing)


def _bodies(residence: Residence, rng: random.Random) -> Iterator[Fact]:
    for kind, months in (("comite", residence.committee), ("conseil", residence.councils)):
        yield from (_planned(residence, kind, day_in_month(month, rng)) for month in months)
    if residence.elected:
        yield _planned(residence, "election", day_in_month(residence.elected, rng))


def _others(residence: Residence, rng: random.Random) -> Iterator[Fact]:
    for kind, months in _OTHERS.items():
        chosen = months[:1] if residence.units < 60 and kind != "pleniere" else months
        for month in (f"{year}-{number:02d}" for year in YEARS for number in chosen):
            yield _planned(residence, kind, day_in_month(month, rng))
