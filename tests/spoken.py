"""Surveys where residents wrote something: what a person then publishes of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from access.scope import Sight, sight_of
from indicators.compute import compute
from indicators.measure import current_version
from indicators.places import Said, verbatims
from pipelines.decisions import Verdict, WordsAct
from pipelines.ownership import UNBOUNDED, Bounds
from pipelines.publishing import Words, decide
from tests.workbooks import Rows, load, write_xlsx

OLD, NEW = "Vague 1", "Vague 2"
DAYS = {OLD: date(2025, 3, 4), NEW: date(2025, 12, 4)}
# One of the three is out of the call; two wrote the very same words at the first wave.
SAID: Rows = [
    ("VIA", OLD, "Réfléchir par palier contre les punaises"),
    ("VIA", OLD, "Discuter entre voisins"),
    ("VIA", OLD, "Discuter entre voisins"),
    ("VIA", OLD, "Mon voisin est malade"),
    ("VIA", NEW, "Un atelier d'informatique"),
    ("TIL", OLD, "Discuter entre voisins"),
    ("TIL", OLD, "Un bus le dimanche"),
    ("ROC", OLD, "Une laverie moins chère"),
]
NAMES = {"VIA": "Résidence Viala", "TIL": "Résidence Tilbury", "ROC": "Résidence Rochebrune"}
NEEDS = ["Santé / soins", "Maintien à domicile", "Accès aux droits / démarches"]
HEADER = ["Vague", "Résidence", "N° questionnaire", "Date", *NEEDS, "Source", "Verbatim"]

LEADERSHIP = sight_of("direction", (), None, None)
TEAM = sight_of("equipe", ("VIA",), None, None)
FUNDER = sight_of("evaluateur", ("TIL", "VIA"), date(2025, 1, 1), date(2025, 12, 1))


def residences(folder: Path) -> Path:
    rows = [["Code", "Résidence", "Commune", "Type", "Nb logements conventionnés", "Nb paliers"]]
    rows += [[code, name, "Ville-Essai", "Résidence sociale", "60", "3"] for code, name in NAMES.items()]
    return write_xlsx(folder / "liste.xlsx", {"Résidences": rows})


def survey(folder: Path, said: Rows, name: str = "enquete.xlsx", source: str = "Résidents") -> Path:
    lines = [
        [wave, code, f"Q{number}", DAYS[wave], "x", None, None, source, text]
        for number, (code, wave, text) in enumerate(said)
    ]
    return write_xlsx(folder / name, {"Enquête": [HEADER, *lines]})


def collect(folder: Path, said: Rows = SAID, name: str = "enquete.xlsx") -> str:
    """Load a survey, and return the load."""
    receipts = load(survey(folder, said, name), residences(folder))
    assert {one["status"] for one in receipts} <= {"loaded", "unchanged"}, receipts
    return str(receipts[0]["load_id"])


def say(verdict: Verdict, *chosen: tuple[str, str, str], bounds: Bounds = UNBOUNDED) -> WordsAct:
    """Decide of words as somebody with these bounds."""
    return decide([(Words(*one), verdict) for one in chosen], compute, "test", bounds)


def told(sight: Sight, published_only: bool = False) -> list[Said]:
    return verbatims(str(current_version()), sight, published_only)


def texts(sight: Sight, published_only: bool = False) -> list[str]:
    return [one.words for one in told(sight, published_only)]
