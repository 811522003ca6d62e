"""Residences -> the anonymous satisfaction questionnaires of three waves: opinions by quota, some without opinion."""

from __future__ import annotations

import random
from datetime import date, timedelta

from pipelines.demo.chance import Fact, dice, happens, pick
from pipelines.demo.questions import version_of
from pipelines.demo.residences import YEARS, Residence

# The items, and the share of those with an opinion (%) who were satisfied in 2023.
_FIRST = {
    #                       MIMOSA TILLEUL GARRIGUE CALANQUE OLIVIER LAVANDE
    "global":               (82, 74, 68, 64, 76, 92),
    "logement":             (78, 80, 72, 66, 58, 88),
    "proprete_communs":     (70, 66, 55, 52, 68, 85),
    "securite":             (76, 72, 62, 60, 74, 88),
    "voisinage":            (77, 70, 52, 63, 72, 84),
    "accueil_gestionnaire": (88, 74, 80, 66, 84, 94),
    "traitement_demandes":  (62, 55, 52, 42, 60, 80),
    "information":          (68, 62, 50, 45, 66, 78),
    "animations":           (54, 48, 46, 52, 68, 76),
    "respect_reglement":    (74, 66, 50, 52, 70, 82),
}  # fmt: skip
_CODES = ("MIMOSA", "TILLEUL", "GARRIGUE", "CALANQUE", "OLIVIER", "LAVANDE")
# What the story changes, in points since 2023: floor meetings at La Garrigue, the works done at Les Oliviers.
_MOVES = {
    ("GARRIGUE", "voisinage"): (0, 7, 24),
    ("GARRIGUE", "respect_reglement"): (0, 4, 21),
    ("GARRIGUE", "information"): (0, 5, 16),
    ("CALANQUE", "voisinage"): (0, -7, -21),
    ("CALANQUE", "proprete_communs"): (0, -4, -12),
    ("TILLEUL", "information"): (0, -9, -24),
    ("OLIVIER", "logement"): (0, -4, 20),
    ("MIMOSA", "animations"): (0, 3, 12),
}
_SILENT = {"animations": 16, "traitement_demandes": 11, "information": 7}
_ASKED_SINCE = {"respect_reglement": 1}  # not asked at the first wave
_OUT_OF_TEN_SINCE = 1  # from the second wave on, the overall question is asked from 0 to 10
_NOTES = {True: {"4/4": 42, "3/4": 58}, False: {"2/4": 66, "1/4": 34}}
_NOTES_OF_TEN = {
    True: {"7/10": 34, "8/10": 38, "9/10": 17, "10/10": 11},
    False: {"6/10": 34, "5/10": 28, "4/10": 18, "3/10": 12, "1/10": 8},
}


def opinions(residence: Residence) -> list[Fact]:
    """Return the questionnaires of a residence, wave after wave; none at a wave in which it was not asked."""
    return [row for rank in range(len(YEARS)) for row in _wave(residence, rank)]


def _wave(residence: Residence, rank: int) -> list[Fact]:
    rng = dice(f"satisfaction {YEARS[rank]}", residence)
    rows = _respondents(residence, rank, rng)
    for item in _FIRST:
        if rank >= _ASKED_SINCE.get(item, 0):
            _answer(residence, rank, item, rows, rng)
    return rows


def _respondents(residence: Residence, rank: int, rng: random.Random) -> list[Fact]:
    count = residence.respondents[rank] * 9 // 10
    return [
        {
            "wave": f"Vague {YEARS[rank]}",
            "residence": residence.code,
            "questionnaire_id": number,
            "answered_on": date(YEARS[rank], 6, 2) + timedelta(days=number * 22 // count + rng.randrange(3)),
            "mode": pick({"auto": 6, "entretien": 4}, rng),
            "questionnaire_version": version_of(YEARS[rank]),
        }
        for number in range(1, count + 1)
    ]


def _answer(residence: Residence, rank: int, item: str, rows: list[Fact], rng: random.Random) -> None:
    heard = [row for row in rows if not happens(_SILENT.get(item, 4), rng)]
    share = _FIRST[item][_CODES.index(residence.code)] + _MOVES.get((residence.code, item), (0, 0, 0))[rank]
    satisfied = round(len(heard) * share / 100) + rng.randint(-1, 1)
    notes = _NOTES_OF_TEN if item == "global" and rank >= _OUT_OF_TEN_SINCE else _NOTES
    for place, row in enumerate(rng.sample(heard, len(heard))):
        row[f"item_{item}"] = pick(notes[place < satisfied], rng)
