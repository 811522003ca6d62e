"""Residences -> what they do with partners: a network that grows, presentations that give projects, a forum held in common."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from pipelines.demo.chance import Fact, dice, happens, pick, working_day
from pipelines.demo.residences import YEARS, Residence


class Partner(NamedTuple):
    """An invented partner: what it is, the needs it answers, the year it comes, when an agreement is signed with it."""

    name: str
    kind: str
    is_mainstream: bool
    needs: str
    since: int
    agreed_on: date | None
    nature: str
    title: str


# {city} is the residence's own. Nobody comes for the building nor for access to ordinary housing: the gaps of the story.
PARTNERS = (
    Partner(
        "CCAS de {city} (démo)",
        "ccas_utas_mds",
        True,
        "acces_droits_demarches",
        2023,
        date(2022, 11, 3),
        "permanence",
        "Permanence accès aux droits",
    ),
    Partner(
        "Centre social des Pins (démo)",
        "association",
        False,
        "loisirs_culture;voisinage_vie_collective",
        2023,
        date(2023, 3, 14),
        "atelier",
        "Atelier cuisine du monde",
    ),
    Partner(
        "Maison de santé du Vallon (démo)",
        "sante",
        True,
        "sante_soins",
        2023,
        None,
        "permanence",
        "Permanence infirmière",
    ),
    Partner(
        "Espace numérique Le Fil (démo)",
        "association",
        False,
        "numerique",
        2024,
        date(2024, 5, 21),
        "atelier",
        "Atelier téléphone et démarches en ligne",
    ),
    Partner(
        "Mission locale du Littoral (démo)",
        "emploi_siae",
        True,
        "emploi_formation",
        2024,
        date(2024, 9, 10),
        "permanence",
        "Permanence emploi",
    ),
    Partner(
        "Point conseil budget Bel-Air (démo)",
        "association",
        True,
        "budget_redevance",
        2024,
        None,
        "atelier",
        "Atelier comprendre sa quittance",
    ),
    Partner(
        "Médiathèque des Sources (démo)",
        "culture",
        True,
        "langue;loisirs_culture",
        2025,
        date(2025, 2, 4),
        "visite",
        "Visite et inscription",
    ),
    Partner(
        "CARSAT Littoral (démo)",
        "carsat_caf_cpam",
        True,
        "acces_droits_demarches",
        2025,
        None,
        "permanence",
        "Permanence retraite",
    ),
)
# Actions with partners in a year, but for presentations and their projects.
_ACTIONS = {
    "MIMOSA": (6, 9, 13),
    "TILLEUL": (4, 4, 5),
    "GARRIGUE": (5, 10, 16),
    "CALANQUE": (4, 5, 7),
    "OLIVIER": (6, 8, 11),
    "LAVANDE": (2, 2, 3),
}
# Where the residence presents itself: day, body, the project born of it, and the number that two residences share.
_PRESENTED: dict[str, tuple[tuple[date, str, str, str], ...]] = {
    "MIMOSA": (
        (date(2023, 11, 14), "asv", "Café des aînés (démo)", ""),
        (date(2025, 4, 8), "cls", "Maison qui veille (démo)", ""),
    ),
    "GARRIGUE": (
        (date(2024, 3, 12), "asv", "Marche du jeudi (démo)", ""),
        (date(2024, 11, 19), "asv", "Jardin des deux rives (démo)", "ASV-24-1"),
    ),
    "OLIVIER": (
        (date(2023, 6, 13), "asv", "", ""),
        (date(2024, 11, 19), "asv", "Jardin des deux rives (démo)", "ASV-24-1"),
    ),
    "CALANQUE": ((date(2025, 2, 11), "clsm", "", ""),),
}
# The project's sessions: first day, days between two, how many, and who comes at the first and at the last.
_PROJECTS = {
    ("MIMOSA", "Café des aînés (démo)"): (date(2024, 2, 6), 61, 12, 9, 24),
    ("MIMOSA", "Maison qui veille (démo)"): (date(2025, 6, 3), 63, 4, 8, 13),
    ("GARRIGUE", "Marche du jeudi (démo)"): (date(2024, 5, 16), 49, 12, 7, 18),
    ("GARRIGUE", "Jardin des deux rives (démo)"): (date(2025, 3, 4), 42, 7, 11, 17),
    ("OLIVIER", "Jardin des deux rives (démo)"): (date(2025, 3, 18), 42, 6, 8, 14),
}
_FORUM = (
    "GARRIGUE",
    "OLIVIER",
)  # a health forum each autumn, for both: the same people are in both registers
_CAME_TO_THE_FORUM = {2023: 34, 2024: 47, 2025: 61}


def partner_actions(residence: Residence) -> list[Fact]:
    """Return what a residence did with partners, by date."""
    rng = dice("partenaires", residence)
    rows = [*_usual(residence, rng), *_presented(residence), *_projects(residence), *_forums(residence)]
    return sorted(rows, key=lambda row: (row["held_on"], row["title"]))


def partners_of(residence: Residence, year: int) -> list[Partner]:
    """Return the partners that a residence works with in a year, its own town's name in theirs."""
    # A smaller or lonelier residence is reached later.
    late = residence.code in ("TILLEUL", "LAVANDE", "CALANQUE")
    return [
        one._replace(name=one.name.format(city=residence.city))
        for one in PARTNERS
        if one.since + (late and one.since > YEARS[0]) <= year
    ]


def _usual(residence: Residence, rng: random.Random) -> Iterator[Fact]:
    for year, count in zip(YEARS, _ACTIONS[residence.code], strict=True):
        known = partners_of(residence, year)
        for rank in range(count):
            one = known[rank % len(known)]
            day = working_day(date(year, 1, 9) + timedelta(days=340 * rank // count + rng.randrange(14)))
            people = None if happens(6, rng) else pick({4: 2, 6: 3, 8: 3, 11: 2, 15: 1}, rng)
            yield _action(residence, day, one) | {
                "title": one.title,
                "needs": one.needs,
                "nature": one.nature,
                "participants": people,
            }


def _action(residence: Residence, day: date, one: Partner) -> Fact:
    signed = one.agreed_on if one.agreed_on and one.agreed_on <= day else None
    return {
        "held_on": day,
        "residence": residence.code,
        "partner": one.name,
        "partner_kind": one.kind,
        "is_mainstream": one.is_mainstream,
        "agreement_on": signed,
    }


def _presented(residence: Residence) -> Iterator[Fact]:
    for day, body, project, shared in _PRESENTED.get(residence.code, ()):
        yield {
            "held_on": day,
            "residence": residence.code,
            "partner": "Atelier Santé Ville (démo)" if body == "asv" else None,
            "partner_kind": "instance",
            "title": "Présentation de la résidence et de ses besoins",
            "nature": "presentation_instance",
            "local_body": body,
            "joint_project": project or "non",
            "shared_event_id": shared or None,
        }


def _projects(residence: Residence) -> Iterator[Fact]:
    for (code, project), (first, between, count, start, end) in _PROJECTS.items():
        if code != residence.code:
            continue
        for rank in range(count):
            yield {
                "held_on": working_day(first + timedelta(days=between * rank)),
                "residence": code,
                "partner": "Centre social des Pins (démo)",
                "partner_kind": "association",
                "title": project,
                "needs": "isolement_lien_social",
                "nature": "atelier",
                "participants": start + (end - start) * rank // max(1, count - 1),
                "joint_project": project,
            }


def _forums(residence: Residence) -> Iterator[Fact]:
    if residence.code in _FORUM:
        for year, people in _CAME_TO_THE_FORUM.items():
            yield {
                "held_on": date(year, 10, 14),
                "residence": residence.code,
                "partner": "Maison de santé du Vallon (démo)",
                "partner_kind": "sante",
                "is_mainstream": True,
                "title": "Forum santé des deux rives",
                "needs": "sante_soins",
                "nature": "forum",
                "participants": people,
                "shared_event_id": f"FORUM-{year}",
            }
