"""Reported conflicts -> how they ended. Outcomes are dealt by quota: the rates of the story are kept."""

from __future__ import annotations

import random
from datetime import timedelta

from pipelines.demo.chance import Fact, deal, happens, pick, working_day
from pipelines.demo.residences import LAST_ENTRY, LAST_EVENT, YEARS, Residence

_OUTCOMES = {"resolu": 50, "ameliore": 20, "non_resolu": 16, "sans_suite": 6, "procedure": 4}
_OUTCOMES |= {"depart_partie": 3, "oriente_externe": 1}
_DELAYS = {"reunion_palier": 13, "entretien_individuel": 19, "courrier": 28, "procedure": 75}
_RECURS = {"reunion_palier": 7, "entretien_individuel": 19, "courrier": 24}
_SETTLED = ("resolu", "ameliore")
_FORGETFUL = "CALANQUE"  # overwhelmed, this team closes its conflicts late, or not at all


def settle(residence: Residence, rows: list[Fact], rng: random.Random) -> None:
    """Write the end of each conflict: outcome, closing day, what came back, how the parties felt."""
    resolved, improved = residence.floor_outcomes
    rest = 100 - resolved - improved
    of_floor = {
        "resolu": resolved,
        "ameliore": improved,
        "non_resolu": rest * 0.7,
        "depart_partie": rest * 0.3,
    }
    on_floor = [row for row in rows if row["response_mode"] == "reunion_palier"]
    apart = [row for row in rows if row["response_mode"] != "reunion_palier"]
    for some, shares in ((on_floor, of_floor), (apart, _OUTCOMES)):
        ended = [row for row in some if _ends(row, 9 if residence.code == _FORGETFUL else 3, rng)]
        for row, outcome in zip(ended, deal(shares, len(ended), rng), strict=True):
            _conclude(row, outcome, rng)
    _recur(rows, rng)
    if residence.code == _FORGETFUL:
        _forget_a_date(rows)


def _ends(row: Fact, forgotten: int, rng: random.Random) -> bool:
    """Write how long a conflict takes, and tell whether its end is known when the register is handed in.

    A few (`forgotten`, in %) are never closed: old ones keep no outcome at all, recent ones are still open.
    """
    action = row["first_action_on"] or working_day(row["reported_on"] + timedelta(days=9))
    if row["response_mode"] == "reunion_palier":
        action = working_day(action + timedelta(days=rng.randint(2, 12)))
        row["floor_meeting_on"] = action if action <= LAST_EVENT else None
    days = 2 + round(rng.lognormvariate(0, 0.6) * _DELAYS.get(row["response_mode"], 26))
    closed = working_day(action + timedelta(days=days))
    is_forgotten = happens(forgotten, rng)
    is_over = closed <= LAST_ENTRY and not is_forgotten
    is_old = row["reported_on"].year < LAST_EVENT.year
    row["outcome"] = None if is_forgotten and is_old else "en_cours"
    row["closed_on"] = closed if is_over else None
    return is_over


def _conclude(row: Fact, outcome: str, rng: random.Random) -> None:
    row["outcome"] = outcome
    if "procedure" in (outcome, row["response_mode"]):
        row["max_step"] = pick({"mise_en_demeure": 2, "resiliation": 1}, rng)
    if outcome in _SETTLED and happens(60, rng):
        is_floor = row["response_mode"] == "reunion_palier"
        row["satisfaction"] = pick({4: 3, 3: 5, 2: 1} if is_floor else {4: 1, 3: 4, 2: 3}, rng)


def _recur(rows: list[Fact], rng: random.Random) -> None:
    """Make some settled conflicts come back: a later one of the same residence becomes their sequel."""
    shared = [row for row in rows if row["category"] != "violences_menaces"]
    for row in (row for row in shared if row["outcome"] in _SETTLED):
        if happens(_RECURS.get(row["response_mode"], 12), rng):
            later = [
                other for other in shared if (other["reported_on"] - row["closed_on"]).days in range(6, 86)
            ]
            later = [other for other in later if "recurrence_of" not in other]
            if later:
                sequel = rng.choice(later)
                sequel |= {"recurrence_of": row["conflict_id"]}
                sequel |= {"category": row["category"], "landing": row["landing"]}


def _forget_a_date(rows: list[Fact]) -> None:
    """Leave one resolved conflict of each year without its closing date: a doubt, loaded with its reason."""
    for year in YEARS:
        of_year = [row for row in rows if row["reported_on"].year == year and row["outcome"] == "resolu"]
        of_year[-1]["closed_on"] = None
