"""Planned meetings -> held ones: who asked for them, who came, what was decided, when minutes were posted."""

from __future__ import annotations

import random
from datetime import date, timedelta

from pipelines.demo.chance import Fact, happens, pick, some, turnout
from pipelines.demo.residences import LAST_ENTRY, YEARS, Residence, half_of

_THEMES = {
    "palier": ("voisinage", "proprete", "espaces_communs", "reglement_interieur", "fluides_energie"),
    "pleniere": ("projet_social", "travaux", "charte", "redevance", "animation"),
    "comite": ("espaces_communs", "reglement_interieur", "animation", "charte", "projet_social"),
    "conseil": ("travaux", "reglement_interieur", "projet_social", "redevance", "fluides_energie"),
    "atelier": ("fluides_energie", "sante", "droits", "animation"),
    "info_collective": ("droits", "sante", "redevance", "travaux"),
    "groupe_action": ("charte", "animation", "espaces_communs"),
    "election": ("projet_social",),
}
_LEVELS = {
    "palier": {"consultation": 25, "concertation": 55, "co_construction": 20},
    "pleniere": {"information": 60, "consultation": 40},
    "comite": {"consultation": 40, "concertation": 60},
    "conseil": {"consultation": 45, "concertation": 55},
    "groupe_action": {"co_construction": 70, "co_decision": 30},
}
_POSTED = {"palier": 74, "comite": 92, "conseil": 94, "pleniere": 60}
_PARTNERS = ("Centre social", "Médiathèque", "Point conseil budget", "Régie de quartier")


def hold(residence: Residence, row: Fact, residents: int, rng: random.Random) -> None:
    """Write whether a meeting was held and, if so, how many were invited and came; `residents` live there."""
    kind, share = row["meeting_type"], residence.attendance[half_of(row["held_on"])]
    row["status"] = "tenue" if row.get("conflict_id") or kind == "election" else _status(rng)
    row["initiative"] = _initiative(residence, kind, row["held_on"], rng)
    row["themes"] = _themes(kind, "conflict_id" in row, rng)
    if row["status"] != "tenue":
        return
    row |= _attendance(residence, row, residents, share, rng)
    if kind in ("info_collective", "atelier") and happens(60, rng):
        row["partners_present"] = rng.choice(_PARTNERS)
    if kind != "election":
        row |= _follow_up(row["held_on"], rng)
    row["participation_level"] = pick(_LEVELS[kind], rng) if kind in _LEVELS else None
    row["minutes_posted_on"] = _posted(row, share, rng)


def _status(rng: random.Random) -> str:
    return pick({"tenue": 93, "annulee": 4, "reportee": 3}, rng)


def _initiative(residence: Residence, kind: str, day: date, rng: random.Random) -> str:
    if kind != "palier":
        return {"comite": "comite", "groupe_action": "residents"}.get(kind, "gestionnaire")
    # Where people come, they also call: the share of meetings that residents ask for follows attendance.
    asked = max(4, residence.attendance[half_of(day)] - 12)
    by_body = 6 if residence.members[day.year - YEARS[0]] else 0
    return pick({"residents": asked, "comite": by_body, "gestionnaire": 88 - asked, "mixte": 6, "nc": 4}, rng)


def _themes(kind: str, has_conflict: bool, rng: random.Random) -> str:
    chosen = rng.sample(_THEMES[kind], min(len(_THEMES[kind]), rng.choice((1, 1, 2))))
    return ";".join(sorted({*chosen, "voisinage"} if has_conflict else chosen))


def _attendance(residence: Residence, row: Fact, residents: int, share: int, rng: random.Random) -> Fact:
    kind = row["meeting_type"]
    if kind in ("comite", "conseil"):
        return _body_attendance(residence, kind, row["held_on"].year, rng)
    if kind == "election":  # counted in the election's own workbook
        return {}
    if kind == "palier":
        invited = residents // len(residence.open_landings) + rng.randint(-2, 2)
        attended = turnout(invited, share, rng)
    elif kind == "pleniere":
        invited, attended = residents, turnout(residents, share * 0.6, rng)
    else:  # open to all: nobody is invited by name
        invited, attended = None, rng.randint(5, max(6, residents // 9))
    women = some(attended, residence.women, rng)
    known = None if happens(5, rng) else invited
    return {"invited_count": known, "attended_count": attended, "women_count": women}


def _body_attendance(residence: Residence, kind: str, year: int, rng: random.Random) -> Fact:
    office = residence.members[year - YEARS[0]]
    present = turnout(office, 78, rng)
    counts = {"invited_count": office, "attended_count": present}
    if kind == "comite":
        return counts | {"members_present": present, "members_in_office": office}
    return counts | {"manager_reps": 2, "owner_reps": rng.choice((0, 1)), "resident_reps": present}


def _follow_up(day: date, rng: random.Random) -> Fact:
    taken = pick({0: 20, 1: 30, 2: 30, 3: 15, 4: 5}, rng)
    done = some(taken, 68 if day < date(2025, 11, 1) else 25, rng)
    return {"decisions_taken": taken, "decisions_done": done}


def _posted(row: Fact, share: int, rng: random.Random) -> date | None:
    likely = _POSTED.get(row["meeting_type"], 0)
    likely += (share - 30) // 2 if row["meeting_type"] == "palier" else 0
    posted: date = row["held_on"] + timedelta(days=rng.randint(1, 18))
    return posted if happens(likely, rng) and posted <= LAST_ENTRY else None
