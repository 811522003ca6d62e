"""The association's own register over three invented years: working groups, tools, trainings received and given, staff trained."""

from __future__ import annotations

from datetime import date, timedelta

from pipelines.demo.chance import Fact
from pipelines.demo.residences import RESIDENCES, YEARS

_ALL = tuple(sorted(residence.code for residence in RESIDENCES))
_UNITED = "UNAFO"
_FIRST_AID = "Premiers secours en santé mentale, module standard"
_MODULE = "Rédiger ou actualiser le projet social d'une résidence sociale"

# Theme, first day, days between sessions, sessions; attended for each of them, of how many expected.
_GROUPS: tuple[tuple[str, str, date, int, tuple[int, ...], int], ...] = (
    ("gestion_conflits", "Réunions de palier et conflits", date(2023, 2, 7), 56, (5, 6, 6, 8, 9, 9, 8, 10, 9), 11),
    ("participation", "Comités et conseils de concertation", date(2023, 10, 3), 70, (6, 5, 7, 7, 9, 8, 9), 10),
    ("projet_social", "Actualiser le projet social", date(2024, 4, 9), 63, (7, 8, 10, 9, 11, 10, 11, 11, 10), 12),
)  # fmt: skip

# What a group built: theme, rank of its session, name, who uses it; the last one waits to be diffused.
_TOOLS: tuple[tuple[str, int, str, tuple[str, ...], bool], ...] = (
    ("gestion_conflits", 2, "Trame de réunion de palier", ("GARRIGUE", "OLIVIER", "MIMOSA", "LAVANDE"), True),
    ("gestion_conflits", 4, "Fiche de suivi d'un conflit", ("GARRIGUE", "OLIVIER", "CALANQUE"), True),
    ("participation", 1, "Kit d'élection du comité", ("GARRIGUE", "OLIVIER"), True),
    ("participation", 4, "Affiche « Votre comité »;Modèle de compte rendu affiché", ("GARRIGUE", "OLIVIER", "MIMOSA"), True),
    ("projet_social", 2, "Grille de lecture des besoins", _ALL, True),
    ("projet_social", 5, "Plan type du projet social actualisé", ("GARRIGUE", "MIMOSA", "OLIVIER"), True),
    ("projet_social", 8, "Guide du suivi des actions", (), False),
)  # fmt: skip

# Day, days, direction, theme, title, provider, hours, expected, attended, other associations, answers, of which 3 or 4.
_TRAININGS: tuple[tuple[date, int, str, str, str, str, float, int, int, int | None, int | None, int | None], ...] = (
    (date(2023, 3, 14), 2, "recue", "pssm", _FIRST_AID, "Organisme agréé PSSM", 7, 12, 11, None, 11, 10),
    (date(2023, 11, 21), 1, "recue", "addictions", "Repérer et orienter, première année", _UNITED, 7, 14, 12, None, 12, 9),
    (date(2024, 2, 6), 2, "recue", "pssm", _FIRST_AID, "Organisme agréé PSSM", 7, 14, 13, None, 13, 13),
    (date(2024, 5, 28), 2, "donnee", "projet_social", _MODULE, "Interne, pour le réseau", 7, 14, 13, 6, 13, 11),
    (date(2024, 6, 18), 1, "interne", "gestion_conflits", "Animer une réunion de palier", "Interne", 3.5, 16, 14, None, 14, 13),
    (date(2024, 11, 19), 1, "recue", "addictions", "Repérer et orienter, deuxième année", _UNITED, 7, 14, 11, None, None, None),
    (date(2024, 12, 3), 2, "donnee", "projet_social", _MODULE, "Interne, pour le réseau", 7, 15, 12, 7, 12, 10),
    (date(2025, 1, 28), 2, "recue", "pssm", _FIRST_AID, "Organisme agréé PSSM", 7, 12, 12, None, 12, 11),
    (date(2025, 4, 1), 2, "donnee", "projet_social", _MODULE, "Interne, pour le réseau", 7, 16, 15, 8, 15, 14),
    (date(2025, 6, 24), 1, "interne", "gestion_conflits", "Animer une réunion de palier", "Interne", 3.5, 14, 13, None, 13, 13),
    (date(2025, 10, 7), 2, "donnee", "projet_social", _MODULE, "Interne, pour le réseau", 7, 16, 16, 9, 15, 14),
    (date(2025, 11, 18), 1, "recue", "addictions", "Repérer et orienter, troisième année", _UNITED, 7, 14, 13, None, 13, 12),
)  # fmt: skip

# Staff in post at each year's end, then those trained in 24 months, by theme.
_IN_POST = (41, 43, 44)
_TRAINED = {
    "projet_social": (4, 15, 27),
    "pssm": (11, 22, 23),
    "gestion_conflits": (0, 13, 24),
    "addictions": (12, 16, 17),
}


def sessions() -> list[Fact]:
    """Return the register of sessions, in the order of their days."""
    found = [row for group in _GROUPS for row in _group(*group)]
    found += [row for training in _TRAININGS for row in _training(*training)]
    return sorted(found, key=lambda row: (row["held_on"], row["title"]))


def staff_trained() -> list[Fact]:
    """Return what the head office declares each year of staff in post and trained, by theme."""
    method = "Attestations et plan de formation, chaque personne comptée une fois"
    return [
        {
            "year": year,
            "theme": theme,
            "staff_in_post": _IN_POST[rank],
            "trained_count": counts[rank],
            "method": method,
        }
        for rank, year in enumerate(YEARS)
        for theme, counts in _TRAINED.items()
    ]


def _group(
    theme: str, title: str, first: date, step: int, attended: tuple[int, ...], expected: int
) -> list[Fact]:
    built = {rank: (tools, used, diffused) for of, rank, tools, used, diffused in _TOOLS if of == theme}
    rows = []
    for rank, count in enumerate(attended):
        tools, used, diffused = built.get(rank, (None, (), None))
        here = _ALL if count >= 9 else tuple(code for code in _ALL if code not in ("LAVANDE", "CALANQUE"))
        rows.append(
            {
                "held_on": first + timedelta(days=step * rank),
                "nature": "groupe_travail",
                "status": "tenue",
                "theme": theme,
                "title": title,
                "provider": "Interne",
                "hours": 3.0,
                "expected_count": expected,
                "attended_count": count,
                "represented_in": ";".join(here),
                "tools": tools,
                "is_diffused": diffused,
                "used_in": ";".join(sorted(used)) or None,
            }
        )
    return rows


def _training(
    first: date, days: int, direction: str, theme: str, title: str, provider: str, hours: float, expected: int,
    attended: int, others: int | None, answers: int | None, satisfied: int | None,
) -> list[Fact]:  # fmt: skip
    rows: list[Fact] = []
    for rank in range(days):
        is_last = rank == days - 1  # the questionnaire is filled in on the last day
        rows.append(
            {
                "held_on": first + timedelta(days=rank),
                "nature": "formation",
                "status": "tenue",
                "direction": direction,
                "theme": theme,
                "title": title,
                "provider": provider,
                "hours": float(hours),
                "expected_count": expected,
                "attended_count": attended,
                "other_operators": others,
                "represented_in": None if direction == "donnee" else ";".join(_ALL),
                "answers_count": answers if is_last else "SO",
                "satisfied_count": satisfied if is_last else "SO",
                "satisfaction_mean": round(2.9 + (satisfied or 0) / answers * 0.8, 1)
                if is_last and answers
                else None,
            }
        )
    return rows
