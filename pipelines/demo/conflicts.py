"""Residences -> their conflict registers: what is reported, how the team answers, who is warned."""

from __future__ import annotations

import random
from datetime import date, timedelta

from pipelines.demo.chance import Fact, day_in_half, deal, dice, pick, working_day
from pipelines.demo.outcomes import settle
from pipelines.demo.residences import Residence, half_of

_MODES = {"entretien_individuel": 46, "courrier": 22, "mediation_interne": 17, "procedure": 6}
_MODES |= {"comite": 4, "mediation_externe": 3, "aucune": 2}
_SHARED = {"bruit": 30, "proprete_communs": 19, "cuisine_sanitaires": 17, "occupation_communs": 12}
_SHARED |= {"fumee_odeurs": 9, "incivilites_verbales": 7, "stationnement": 4, "animaux": 2}
# Threats and violence are never brought before a floor meeting; nor are the guests of one resident.
_APART = _SHARED | {"violences_menaces": 9, "hebergement_tiers": 11, "degradations": 6}
_REPORTERS = {"resident": 62, "equipe": 23, "comite": 8, "voisinage_exterieur": 5, "partenaire": 2}


def conflicts(residence: Residence) -> list[Fact]:
    """Return the register of a residence, in the order of reporting."""
    rng = dice("conflits", residence)
    rows = [row for half in range(6) for row in _half(residence, half, rng)]
    rows.sort(key=lambda row: row["reported_on"])
    _number(residence, rows)
    settle(residence, rows, rng)
    _warn(residence, rows, rng)
    return rows


def _half(residence: Residence, half: int, rng: random.Random) -> list[Fact]:
    by_floor = residence.by_floor[half]
    modes = ["reunion_palier"] * by_floor + deal(_MODES, residence.conflicts[half] - by_floor, rng)
    return [_reported(residence, mode, day_in_half(half, rng), rng) for mode in modes]


def _reported(residence: Residence, mode: str, day: date, rng: random.Random) -> Fact:
    category = pick(_SHARED if mode == "reunion_palier" else _APART, rng)
    is_grave = category == "violences_menaces"
    acted_on = working_day(day + timedelta(days=pick({0: 20, 1: 25, 2: 25, 4: 20, 7: 10}, rng)))
    return {
        "conflict_id": "",
        "residence": residence.code,
        "reported_on": day,
        "landing": rng.choice(residence.open_landings),
        "category": category,
        "severity": 3 if is_grave else pick({1: 55, 2: 37, 3: 8}, rng),
        "parties_count": pick({2: 50, 3: 24, 4: 12, 5: 8, 7: 6}, rng),
        "reported_by": pick(_REPORTERS, rng),
        "first_action_on": None if mode == "aucune" else acted_on,
        "response_mode": mode,
        "floor_meeting_on": None,
        "warnings_issued": 0,
        "max_step": "rappel_ecrit" if mode == "courrier" or is_grave else "rappel_oral",
    }


def _number(residence: Residence, rows: list[Fact]) -> None:
    counts: dict[int, int] = {}
    for row in rows:
        year = row["reported_on"].year
        counts[year] = counts.get(year, 0) + 1
        row["conflict_id"] = f"{residence.code[:3]}-{year % 100}-{counts[year]:02d}"


def _warn(residence: Residence, rows: list[Fact], rng: random.Random) -> None:
    for half, count in enumerate(residence.warnings):
        of_half = [row for row in rows if half_of(row["reported_on"]) == half]
        # A letter warns before a talk does; a floor meeting hardly ever.
        order = sorted(of_half, key=lambda row: (row["response_mode"] == "reunion_palier", rng.random()))
        for rank in range(count):
            row = order[rank % len(order)]
            row["warnings_issued"] += 1
            if row["max_step"].startswith("rappel"):
                row["max_step"] = "avertissement"
