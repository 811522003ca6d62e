"""Seven residences whose projets sociaux are at every stage, small enough to be read in one glance."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from indicators.measure import current_version
from tests.workbooks import load, write_xlsx

DAY = date(2025, 12, 31)
REGISTER = ["Résidence", "Version", "Date de validation", "Étape d'actualisation", "Date d'étape", "Fichier"]
VERSIONS: list[list[Any]] = [
    ["OLD", "V1", date(2004, 5, 6), None, None, "PS 2004.pdf"],
    ["OLDER", "V1", date(2001, 3, 12), None, None, "PS 2001.pdf"],
    ["LOST", "V1", "date inconnue", None, None, "scan.pdf"],
    ["SLOW", "V1", date(2012, 1, 2), None, None, None],
    ["SLOW", "V2", None, "Rédaction", date(2025, 6, 1), None],
    ["QUICK", "V1", date(1999, 1, 2), "3", date(2025, 12, 1), None],
    ["SOON", "V1", date(2021, 6, 30), None, None, None],
    ["ONE", "V1", date(2024, 2, 1), None, None, None],
    ["ONE", "V2", date(2026, 1, 5), None, None, None],
]
PLAN = [
    "N° action",
    "Résidence",
    "Version",
    "Axe",
    "Objectif",
    "Action",
    "Besoin visé",
    "Fin prévue",
    "Statut",
]
ACTIONS: list[list[Any]] = [
    ["1", "ONE", "V1", "A", "Se soigner", "Bus", "Santé / soins", date(2025, 12, 30), "En cours"],
    ["2", "ONE", "V1", "A", None, "Cours", "Apprentissage du français", date(2025, 12, 31), "En cours"],
    ["3", "ONE", "V1", "A", "Bouger", "Navette", "Mobilité", date(2025, 1, 1), "Abandonnée"],
    ["4", "ONE", "V2", "B", "Naviguer", "Salle", "Numérique", None, "En cours"],
    ["5", "SLOW", "V2", "C", "Relier", "Visites", None, "en continu", "En cours"],
]
NEEDS = [
    "Vague",
    "Résidence",
    "N° questionnaire",
    "Date",
    "Santé / soins",
    "Apprentissage du français",
    "Mobilité",
    "Numérique",
]


def survey() -> Iterator[list[Any]]:
    yield NEEDS
    for number in range(1, 11):  # santé 10 sur 10, français 5, mobilité 2 (20 % juste), numérique 1
        ticked = [
            "x",
            "x" if number <= 5 else None,
            "x" if number <= 2 else None,
            "x" if number == 1 else None,
        ]
        yield ["Vague 2025", "ONE", number, date(2025, 10, 6), *ticked]


def meetings() -> Iterator[list[Any]]:
    """Three floor meetings in 2024, ten in 2025: three times as many, and ten."""
    yield ["Date", "Résidence", "Type de réunion", "Palier / bâtiment", "Statut"]
    days = [date(2024, month, 6) for month in (2, 5, 11)] + [
        date(2025, 1, 6) + timedelta(30 * at) for at in range(10)
    ]
    yield from ([day, "ONE", "Réunion de palier", "3e", "Tenue"] for day in days)
    yield [date(2024, 4, 9), "ONE", "Élection", None, "Tenue"]
    yield [date(2024, 12, 9), "ONE", "Élection", None, "Annulée"]


def statements() -> Iterator[list[Any]]:
    """Works from March to May 2025: 5 dwellings of 100 are works, 4 are repairs."""
    yield [
        "Résidence",
        "Mois",
        "Capacité",
        "Occupés au dernier jour",
        "Vacants techniques / travaux",
        "Résidents présents",
    ]
    closed = {2: 4, 3: 5, 4: 12, 5: 5, 6: 4}
    for year in (2024, 2025):
        for month in range(1, 13):
            yield ["ONE", date(year, month, 1), 100, 80, closed.get(month, 0) if year == 2025 else 0, 90]


def filled(folder: Path) -> Iterator[str]:
    """Load everything into a data folder of its own, in use while the version is."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(folder / "data"))
        patch.setenv("PALIER_TODAY", "2026-01-15")
        codes = sorted({line[0] for line in VERSIONS} | {"NONE"})
        listed = [
            ["Code", "Résidence", "Nb logements", "Nb paliers"],
            *([code, f"Maison {code}", 100, 3] for code in codes),
        ]
        sheets: dict[str, list[list[Any]]] = {
            "PS": [REGISTER, *VERSIONS],
            "Plan": [PLAN, *ACTIONS],
            "Besoins": list(survey()),
            "Réunions 2024-2025": [["Du 01/01/2024 au 31/12/2025"], *meetings()],
            "Occupation": list(statements()),
        }
        paths = write_xlsx(folder / "1.xlsx", {"Résidences": listed}), write_xlsx(folder / "2.xlsx", sheets)
        _, receipt = load(*paths, reason="essai")
        assert receipt["status"] == "loaded", [one["message"] for one in receipt["problems"]]
        yield current_version() or ""
