"""The association's own workbooks of the small year: sessions, staff trained, and one call with its actions and budget."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

CALL = "AAP 2025"


def sessions() -> Iterable[list[Any]]:
    """Yield a year of sessions: two a theme, one training of each way."""
    yield [
        date(2025, 1, 14),
        "groupe_travail",
        "tenue",
        None,
        "gestion_conflits",
        10,
        8,
        "Trame",
        True,
        "TIL;VIA",
        None,
        None,
    ]
    yield [
        date(2025, 3, 11),
        "groupe_travail",
        "tenue",
        None,
        "projet_social",
        6,
        6,
        "Livret",
        True,
        "VIA",
        None,
        None,
    ]
    yield [
        date(2025, 3, 18),
        "formation",
        "tenue",
        "donnee",
        "projet_social",
        14,
        13,
        None,
        None,
        None,
        12,
        10,
    ]
    yield [date(2025, 12, 2), "formation", "tenue", "recue", "pssm", 12, 12, None, None, None, 12, 12]
    yield [
        date(2025, 12, 9),
        "groupe_travail",
        "tenue",
        None,
        "gestion_conflits",
        10,
        9,
        "Fiche",
        True,
        "TIL",
        None,
        None,
    ]


def actions() -> Iterable[list[Any]]:
    """Yield the actions of the call: people counted once, attendances, and one of which little is known."""
    yield [CALL, "A1", "gestion_besoins", "Ateliers", 10.0, 10.0, 40, 38, "distinct", "realisee"]
    yield [CALL, "A2", "gestion_besoins", "Permanences", 90.0, 88.0, 700, 690, "passages", "partielle"]
    yield [CALL, "A3", "mobilier_ages", "Lits", 20.0, None, None, None, None, None]


def budget() -> Iterable[list[Any]]:
    """Yield the budget of the call."""
    yield [CALL, "60", "Achats", "A1", 4000.0, 3000.0, 2400.5, 2000.0]
    yield [CALL, "64", "Salaires", None, 30000.0, 24000.0, 24000.0, 17000.0]
    yield [CALL, "74", "Subvention", None, 25000.0, 20000.0, 20000.0, 20000.0]
    yield [CALL, "75", "Fonds propres", None, 9000.0, 7000.0, 6400.5, 0.0]


FILES: dict[str, tuple[str, list[str], Callable[[], Iterable[list[Any]]]]] = {
    "seances.xlsx": ("F13", ["held_on", "nature", "status", "direction", "theme", "expected_count", "attended_count", "tools",
                             "is_diffused", "used_in", "answers_count", "satisfied_count"], sessions),
    "salaries.xlsx": ("F13bis", ["year", "theme", "staff_in_post", "trained_count"], lambda: [[2025, "pssm", 40, 20]]),
    "appel.xlsx": ("F14", ["call_id", "action_id", "axis", "action", "planned", "achieved", "beneficiaries_planned",
                           "beneficiaries_achieved", "counting", "status"], actions),
    "dossier.xlsx": ("F14bis", ["call_id", "notified", "fiscal_year_end_on"], lambda: [[CALL, 20000.0, date(2025, 12, 31)]]),
    "budget.xlsx": ("F15", ["call_id", "account", "label", "action_id", "planned_initial", "planned_revised", "achieved",
                            "grant_charged"], budget),
}  # fmt: skip
