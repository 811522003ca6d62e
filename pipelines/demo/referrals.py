"""Residences -> their referrals, whose outcomes improve as the network grows, and the path of home support of one of them."""

from __future__ import annotations

import random
from datetime import date, timedelta

from pipelines.demo.chance import Fact, deal, dice, happens, pick, working_day
from pipelines.demo.partners import partners_of
from pipelines.demo.residences import LAST_ENTRY, LAST_EVENT, YEARS, Residence

# Referrals in a year, and the share (%) of those that end well: it rises with the network.
_COUNTS = {
    "MIMOSA": (18, 26, 34),
    "TILLEUL": (10, 10, 12),
    "GARRIGUE": (16, 28, 40),
    "CALANQUE": (14, 14, 16),
    "OLIVIER": (14, 18, 24),
    "LAVANDE": (2, 3, 3),
}
_ENDS_WELL = (36, 48, 63)
_MAINSTREAM = (46, 61, 74)
_NEEDS = {"acces_droits_demarches": 30, "sante_soins": 24, "budget_redevance": 14, "numerique": 10}
_NEEDS |= {"maintien_domicile": 8, "emploi_formation": 8, "acces_logement_ordinaire": 6}
_YOUNG = {
    "emploi_formation": 30,
    "acces_logement_ordinaire": 22,
    "budget_redevance": 20,
    "acces_droits_demarches": 18,
    "sante_soins": 10,
}
_OUR_OWN = "Service social de l'association (démo)"
# The right that a need leads to, when one is opened.
_FAMILIES = {
    "sante_soins": {"sante": 1},
    "acces_droits_demarches": {"retraite": 4, "prestations_caf": 4, "titre_administratif": 2},
    "budget_redevance": {"prestations_caf": 3, "autre": 1},
    "maintien_domicile": {"autonomie_apa": 1},
    "emploi_formation": {"emploi": 1},
    "acces_logement_ordinaire": {"logement": 1},
}
_FAILS = {"refusee": 22, "sans_nouvelles": 44, "abandonnee": 18, "en_cours": 10, "rdv_pris": 6}
_REASONS = {
    "refusee": "conditions non remplies",
    "abandonnee": "délai trop long",
    "sans_nouvelles": "pas de retour du service",
}

# The path: entries in a year, the share of those who go on to each stage, days from each stage to the next.
_PATH = "MIMOSA"
_ENTRIES = (9, 13, 16)
_REACHED = (27, 21, 14)  # of the 38 who enter, those who reach the second, third and fourth stages
_DELAYS = ((24, 70, 48), (18, 52, 38), (14, 38, 30))
_STOPS = {"refus": 6, "depart": 3, "deces": 2, "autre": 1}
_LANGUAGES = {"arabe": 6, "français": 3, "berbère": 2}


def referrals(residence: Residence) -> list[Fact]:
    """Return the referrals of a residence, by date."""
    rng = dice("orientations", residence)
    return [row for rank in range(len(YEARS)) for row in _year(residence, rank, rng)]


def _year(residence: Residence, rank: int, rng: random.Random) -> list[Fact]:
    year, count = YEARS[rank], _COUNTS[residence.code][rank]
    well = round(count * _ENDS_WELL[rank] / 100)
    ends = deal({"aboutie": well, "": count - well}, count, rng)
    needs = deal(_YOUNG if residence.code == "CALANQUE" else _NEEDS, count, rng)
    rows = [
        _referral(residence, rank, place, end or pick(_FAILS, rng), need, rng)
        for place, (end, need) in enumerate(zip(ends, needs, strict=True))
    ]
    for number, row in enumerate(sorted(rows, key=lambda one: one["referred_on"]), 1):
        row["referral_id"] = f"OR-{year % 100}-{number:02d}"
    return sorted(rows, key=lambda one: one["referred_on"])


def _referral(
    residence: Residence, rank: int, place: int, status: str, need: str, rng: random.Random
) -> Fact:
    count = _COUNTS[residence.code][rank]
    day = working_day(date(YEARS[rank], 1, 6) + timedelta(days=350 * place // count + rng.randrange(8)))
    is_mainstream = happens(_MAINSTREAM[rank], rng)
    answering = [one.name for one in partners_of(residence, day.year) if need in one.needs]
    service = rng.choice(answering) if answering else None
    row: Fact = {
        "referral_id": "",
        "referred_on": day,
        "residence": residence.code,
        "need": need,
        "partner": service if is_mainstream else _OUR_OWN,
        "is_mainstream": None if happens(4, rng) else is_mainstream,
    }
    outcome = working_day(day + timedelta(days=rng.randint(8, 80)))
    if outcome > LAST_ENTRY:  # still under way when the register is handed in
        return row | {"status": "rdv_pris" if status == "aboutie" else "en_cours"}
    row |= {"status": None if happens(5, rng) else status, "failure_reason": _REASONS.get(status)}
    row["outcome_on"] = outcome if status in ("aboutie", "refusee", "abandonnee") else None
    if row["status"] == "aboutie" and need in _FAMILIES and happens(58, rng):
        row["right_family"] = pick(_FAMILIES[need], rng)
    return row


def home_support(residence: Residence) -> list[Fact]:
    """Return the paths of home support of the residence that has them, by date of first contact; none elsewhere."""
    if residence.code != _PATH:
        return []
    rng = dice("maintien à domicile", residence)
    entries = [_entry(rank, place, rng) for rank, count in enumerate(_ENTRIES) for place in range(count)]
    going_on = entries
    for stage, count in enumerate(_REACHED, 2):
        # Those who came first had the time to go further.
        going_on = sorted(sorted(going_on, key=lambda row: _progress(row, rng))[:count], key=_contact)
        for row in going_on:
            row[f"stage_{stage}_on"] = _next(row, stage, rng)
        going_on = [row for row in going_on if row[f"stage_{stage}_on"]]
    _stop([row for row in entries if not row.get("stage_4_on")], rng)
    for number, row in enumerate(entries, 1):
        row["case_id"] = f"P{number:02d}"
    return entries


def _entry(rank: int, place: int, rng: random.Random) -> Fact:
    day = date(YEARS[rank], 1, 10) + timedelta(days=(330 if rank < 2 else 250) * place // _ENTRIES[rank])
    return {
        "case_id": "",
        "residence": _PATH,
        "stage_1_on": working_day(day + timedelta(days=rng.randrange(9))),
        "language": pick(_LANGUAGES, rng),
    }


def _contact(row: Fact) -> date:
    day: date = row["stage_1_on"]
    return day


def _progress(row: Fact, rng: random.Random) -> float:
    return (_contact(row) - date(YEARS[0], 1, 1)).days / 2200 + rng.random()


def _next(row: Fact, stage: int, rng: random.Random) -> date | None:
    before: date = row[f"stage_{stage - 1}_on"]
    usual = _DELAYS[row["stage_1_on"].year - YEARS[0]][stage - 2]
    day = working_day(before + timedelta(days=round(usual * rng.uniform(0.5, 1.6))))
    return day if day <= LAST_EVENT else None


def _stop(rows: list[Fact], rng: random.Random) -> None:
    reasons = [reason for reason, count in _STOPS.items() for _ in range(count)]
    for row, reason in zip(sorted(rows, key=_contact), rng.sample(reasons, len(reasons)), strict=False):
        last = max(row[name] for name in ("stage_1_on", "stage_2_on", "stage_3_on") if row.get(name))
        row["stopped_on"] = min(working_day(last + timedelta(days=rng.randint(20, 120))), LAST_EVENT)
        row["stop_reason"] = reason
