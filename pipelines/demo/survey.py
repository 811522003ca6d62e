"""Residences -> the anonymous questionnaires of three waves: needs by quota, give or take two answers."""

from __future__ import annotations

import random
from datetime import date, timedelta

from pipelines.contracts.enquete_besoins import AGES, STAYS
from pipelines.demo.chance import Fact, deal, dice, happens, pick
from pipelines.demo.questions import version_of
from pipelines.demo.residences import YEARS, Residence
from pipelines.demo.voices import VOICES

# The needs asked about, and the share of respondents (%) who expressed each in 2023.
_FIRST = {
    #                           MIMOSA TILLEUL GARRIGUE CALANQUE OLIVIER LAVANDE
    "sante_soins":              (38, 24, 32, 16, 34, 36),
    "acces_droits_demarches":   (42, 30, 44, 26, 40, 28),
    "maintien_domicile":        (26, 6, 16, 2, 18, 14),
    "mobilite":                 (18, 14, 16, 12, 16, 21),
    "numerique":                (34, 20, 46, 9, 37, 28),
    "isolement_lien_social":    (24, 20, 24, 19, 22, 36),
    "voisinage_vie_collective": (30, 26, 38, 28, 34, 21),
    "logement_bati":            (22, 20, 26, 18, 30, 14),
    "energie_fluides":          (14, 16, 18, 12, 24, 7),
    "langue":                   (20, 14, 28, 10, 14, 7),
    "emploi_formation":         (6, 30, 16, 48, 14, 14),
    "budget_redevance":         (24, 34, 28, 36, 26, 21),
    "acces_logement_ordinaire": (10, 36, 16, 52, 14, 14),
    "loisirs_culture":          (18, 16, 16, 26, 16, 36),
}  # fmt: skip
_CODES = ("MIMOSA", "TILLEUL", "GARRIGUE", "CALANQUE", "OLIVIER", "LAVANDE")
# What the story changes, in points since 2023; every other need only moves by its two answers.
_MOVES = {
    ("MIMOSA", "isolement_lien_social"): (0, 3, 33),
    ("", "isolement_lien_social"): (0, 1, 6),
    ("GARRIGUE", "numerique"): (0, -3, -25),
    ("OLIVIER", "numerique"): (0, -2, -14),
}
_OLDER = {"60_64": 2, "65_74": 3, "75_plus": 4}
_YOUNGER = {"18_25": 4, "26_39": 4, "40_49": 3, "50_59": 2}
_LEANING = {
    "maintien_domicile": _OLDER,
    "isolement_lien_social": _OLDER,
    "sante_soins": _OLDER,
    "emploi_formation": _YOUNGER,
    "acces_logement_ordinaire": _YOUNGER,
}
# Two, not three: a line that names three needs looks like a header of the needs survey.
_PRIORITIES = 2
_HELPED = {"acces_droits_demarches": 62, "sante_soins": 58, "isolement_lien_social": 24, "numerique": 41}


def questionnaires(residence: Residence) -> list[Fact]:
    """Return the questionnaires of a residence, wave after wave."""
    return [row for rank in range(len(YEARS)) for row in _wave(residence, rank)]


def _wave(residence: Residence, rank: int) -> list[Fact]:
    rng = dice(f"enquête {YEARS[rank]}", residence)
    rows = _respondents(residence, rank, rng)
    for need in _FIRST:
        for row in _expressing(residence, rank, need, rows, rng):
            row[f"need_{need}"] = 1
            row[f"help_{need}"] = happens(_HELPED.get(need, 36), rng)
    for row in rows:
        _conclude(row, rng)
    _let_speak(residence, rank, rows)
    return rows


def _respondents(residence: Residence, rank: int, rng: random.Random) -> list[Fact]:
    count = residence.respondents[rank]
    ages = deal(dict(zip(AGES, residence.ages[rank // 2], strict=True)), count, rng)
    stays = deal(dict(zip(STAYS, (14, 20, 26, 20, 20), strict=True)), count, rng)
    return [
        {
            "wave": f"Vague {YEARS[rank]}",
            "residence": residence.code,
            "questionnaire_id": number,
            "answered_on": date(YEARS[rank], 10, 2) + timedelta(days=number * 26 // count + rng.randrange(3)),
            "mode": pick({"entretien": 7, "auto": 3}, rng),
            "age_band": age,
            "stay_band": stay,
            "questionnaire_version": version_of(YEARS[rank]),
        }
        for number, (age, stay) in enumerate(zip(ages, stays, strict=True), 1)
    ]


def _expressing(
    residence: Residence, rank: int, need: str, rows: list[Fact], rng: random.Random
) -> list[Fact]:
    move = _MOVES.get((residence.code, need)) or _MOVES.get(("", need), (0, 0, 0))
    share = _FIRST[need][_CODES.index(residence.code)] + move[rank]
    noise = 2 if len(rows) > 60 else 1
    count = max(0, round(len(rows) * share / 100) + rng.randint(-noise, noise))
    leaning = _LEANING.get(need, {})
    order = sorted(rows, key=lambda row: rng.random() ** (1 / leaning.get(row["age_band"], 1)), reverse=True)
    return order[:count]


def _conclude(row: Fact, rng: random.Random) -> None:
    expressed = [need for need in _FIRST if row.get(f"need_{need}")]
    if not expressed and happens(70, rng):  # the others handed back a blank list: unknown, not « no need »
        row["no_need"] = True
    for place, need in enumerate(rng.sample(expressed, min(_PRIORITIES, len(expressed))), 1):
        row[f"priority_{place}"] = need


def _let_speak(residence: Residence, rank: int, rows: list[Fact]) -> None:
    """Give each sentence of this residence and wave to somebody who expressed that need."""
    for need, sentence in VOICES.get((residence.code, YEARS[rank]), ()):
        silent = [row for row in rows if row.get(f"need_{need}") and "verbatim" not in row]
        silent[len(silent) // 2]["verbatim"] = sentence
