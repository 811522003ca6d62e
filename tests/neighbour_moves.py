"""Entries and exits, and opinions, of the three neighbours of tests/neighbours.py: drawn, the same at every run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from random import Random
from typing import Any

MOVES = [
    "line_no",
    "residence",
    "moved_on",
    "move_type",
    "vacant_days_before_entry",
    "legacy_resident",
    "contract_start_on",
]
MOVES += ["origin", "quota", "plai_eligible", "exit_destination"]
OPINIONS = [
    "wave",
    "residence",
    "questionnaire_id",
    "answered_on",
    "item_global",
    "item_voisinage",
    "item_respect_reglement",
]

_ORIGINS, _QUOTAS = ["rue", "chrs", "chez_tiers", "autre", None], ["prefet", "siao", "gestionnaire", None]
_PLACES = ["parc_social", "parc_prive", "famille_tiers", "deces", "transfert_interne", "inconnu", None]


def moves(code: str, months: Iterable[date]) -> Iterator[list[Any]]:
    pick = Random(f"moves {code}")
    for month in months:
        for number in range(1, pick.randrange(3, 8)):
            day = month + timedelta(days=pick.randrange(27))
            if pick.random() < 0.5:
                entry = [pick.randrange(90), None, None, pick.choice(_ORIGINS), pick.choice(_QUOTAS)]
                yield [number, code, day, "entree", *entry, pick.choice([True, False, None]), None]
            else:
                start = day - timedelta(days=pick.randrange(40, 3000)) if pick.random() < 0.9 else None
                legacy = pick.choice([True, False, False, None])
                yield [
                    number,
                    code,
                    day,
                    "sortie",
                    None,
                    legacy,
                    start,
                    None,
                    None,
                    None,
                    pick.choice(_PLACES),
                ]


def opinions(code: str, waves: Mapping[str, date]) -> Iterator[list[Any]]:
    pick = Random(f"opinions {code}")
    for wave, month in waves.items():
        for number in range(pick.randrange(22, 34)):
            notes = [
                f"{pick.randrange(11)}/10",
                f"{pick.randrange(1, 5)}/4",
                pick.choice(["4/4", "2/4", None]),
            ]
            yield [wave, code, str(number), month + timedelta(days=number % 20), *notes]
