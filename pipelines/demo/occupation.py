"""Residences -> their 36 monthly statements. Every sum that the contract checks holds by construction."""

from __future__ import annotations

import random
from datetime import date

from pipelines.contracts.occupation_mensuelle import BANDS
from pipelines.dates import days_in_month
from pipelines.demo.chance import Fact, dice, some, split
from pipelines.demo.residences import MONTHS, Residence

# The works: the residence, their first month, the last month of their full extent, dwellings withdrawn.
_WORKS = ("OLIVIER", date(2024, 3, 1), date(2025, 9, 1), 26)


def occupation(residence: Residence) -> list[Fact]:
    """Return the monthly statements of a residence, January 2023 first."""
    rng = dice("occupation", residence)
    occupied = round((residence.units - _withdrawn(residence, MONTHS[0])) * residence.occupied / 100)
    statements = []
    for rank, month in enumerate(MONTHS):
        before = occupied
        entries, exits = _flows(residence, month, before, rng)
        occupied += entries - exits
        dwellings = _dwellings(residence, month, before, occupied, rng)
        people = _people(residence, rank, occupied, rng)
        statements.append(
            {
                "residence": residence.code,
                "month": month,
                **dwellings,
                **people,
                "entries": entries,
                "exits": exits,
            }
        )
    return statements


def _withdrawn(residence: Residence, month: date) -> int:
    code, first, last, most = _WORKS
    if residence.code != code or month < first:
        return 1 if residence.units > 150 and month.month in (2, 3, 9) else 0
    elapsed = (month.year - first.year) * 12 + month.month - first.month + 1
    after = (month.year - last.year) * 12 + month.month - last.month
    return min(most, 5 * elapsed) if after <= 0 else max(20, most - 2 * after)


def _flows(residence: Residence, month: date, occupied: int, rng: random.Random) -> tuple[int, int]:
    to_let = residence.units - _withdrawn(residence, month)
    # Fewer people move in August and December than in September.
    season = {8: 0.6, 9: 1.6, 12: 0.6}.get(month.month, 1)
    exits = max(some(occupied, residence.leaving / 12 * season, rng), occupied - to_let)
    wanted = to_let * residence.occupied / 100 + rng.gauss(0, residence.units / 150)
    entries = max(0, min(round(wanted), to_let) - (occupied - exits))
    return entries, exits


def _dwellings(residence: Residence, month: date, before: int, occupied: int, rng: random.Random) -> Fact:
    withdrawn, days = _withdrawn(residence, month), days_in_month(month)
    vacant = residence.units - occupied - withdrawn
    to_let = residence.units - withdrawn
    return {
        "units_total": residence.units,
        "units_occupied_eom": occupied,
        "units_vacant_commercial": vacant,
        "units_unavailable": withdrawn,
        "units_vacant_over_3m": min(vacant, round(vacant * rng.uniform(0.1, 0.45))),
        "unit_days_occupied": min(to_let * days, round((before + occupied) / 2 * days) - rng.randrange(days)),
        "unit_days_unavailable": withdrawn * days,
    }


def _people(residence: Residence, rank: int, occupied: int, rng: random.Random) -> Fact:
    holders = occupied
    residents = holders + round(holders * residence.without_contract / 100)
    women = round(residents * residence.women / 100)
    past = rank / (len(MONTHS) - 1)
    ages = [start + (end - start) * past for start, end in zip(*residence.ages, strict=True)]
    return {
        "residents_eom": residents,
        "contract_holders_eom": holders,
        "men": residents - women,
        "women": women,
        **dict(zip(BANDS, split(residents, ages), strict=True)),
        **_stays(residence, rank, residents, rng),
        "residents_in_arrears": _arrears(residence, rank, holders, rng),
    }


def _stays(residence: Residence, rank: int, residents: int, rng: random.Random) -> Fact:
    legacy = residence.legacy - residence.legacy * rank // 180
    if residence.kind == "pension_famille":  # no limit of stay: the question does not arise
        return {"legacy_residents_eom": 0, "long_stay_residents": "SO", "known_start_residents": residents}
    known = residents - legacy - rng.randrange(3)
    share = 0.34 - residence.leaving / 200 + rank / 600
    return {
        "legacy_residents_eom": legacy,
        "long_stay_residents": round(known * share),
        "known_start_residents": known,
    }


def _arrears(residence: Residence, rank: int, holders: int, rng: random.Random) -> int:
    # Winter bills, then a slow improvement once arrears are followed up (2025).
    season = 1.12 if MONTHS[rank].month in (1, 2, 3) else 1
    followed_up = 1 - max(0, rank - 23) / 60
    return max(0, round(holders * residence.arrears / 100 * season * followed_up + rng.uniform(-1.4, 1.4)))
