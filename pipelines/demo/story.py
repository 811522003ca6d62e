"""Declared residences -> the facts of three invented years, by kind of workbook, the same at every run."""

from __future__ import annotations

from datetime import date

from pipelines.demo.action_plans import actions
from pipelines.demo.bodies import bodies
from pipelines.demo.chance import Fact, dice, split
from pipelines.demo.conflicts import conflicts
from pipelines.demo.meetings import meetings
from pipelines.demo.occupation import occupation
from pipelines.demo.opinions import opinions
from pipelines.demo.partners import partner_actions
from pipelines.demo.passages import passages
from pipelines.demo.projects import stages, versions
from pipelines.demo.referrals import home_support, referrals
from pipelines.demo.residences import RESIDENCES, YEARS, Residence
from pipelines.demo.survey import questionnaires

Story = dict[str, list[Fact]]
_FLOORS = (
    "Rez-de-chaussée",
    "1er étage",
    "2e étage",
    "3e étage",
    "4e étage",
    "5e étage",
    "6e étage",
    "7e étage",
)


def tell() -> Story:
    """Return the rows of every kind of workbook, each a value by column name of its contract."""
    told: Story = {"referentiel_residences": [], "paliers": []}
    for residence in RESIDENCES:
        told["referentiel_residences"].append(reference_of(residence))
        told["paliers"] += landings_of(residence)
        for kind, rows in _events(residence).items():
            told.setdefault(kind, []).extend(rows)
    return told | {
        "projets_sociaux": versions(),
        "etapes_actualisation": stages(),
        "plan_actions_ps": actions(),
    }


def _events(residence: Residence) -> Story:
    statements, register = occupation(residence), conflicts(residence)
    residents = {row["month"]: row["residents_eom"] for row in statements}
    log = meetings(residence, register, residents)
    return {
        "occupation_mensuelle": [row for row in statements if row["month"] not in residence.missing_months],
        "reunions": log,
        **bodies(residence, log),
        "mouvements": passages(residence, statements),
        "participants": participants_of(residence),
        "conflits": register,
        "enquete_besoins": questionnaires(residence),
        "enquete_satisfaction": opinions(residence),
        "actions_partenaires": partner_actions(residence),
        "orientations": referrals(residence),
        "maintien_domicile": home_support(residence),
    }


def reference_of(residence: Residence) -> Fact:
    """Return the line of a residence in the list of residences."""
    rng = dice("référentiel", residence)
    signed = rng.randrange(1997, 2009)
    elected = residence.seats > 0
    return {
        "residence": residence.code,
        "name": residence.name,
        "aliases": residence.aliases,
        "city": residence.city,
        "residence_kind": residence.kind,
        "residence_origin": residence.origin,
        "units_total": residence.units,
        "landings_count": len(residence.landings),
        "prefect_quota_pct": 30,
        "apl_agreement_on": date(signed, rng.randrange(1, 13), rng.randrange(1, 28)),
        "apl_agreement_end_on": date(signed + 30, 6, 30),
        "owner": "Bailleur Démonstration Habitat",
        "seats_planned": residence.seats if elected else None,
        "term_years": 3 if elected else None,
        "max_stay_months": 24 if residence.kind == "residence_sociale" else None,
    }


def landings_of(residence: Residence) -> list[Fact]:
    """Return the landings of a residence."""
    weights = [1.0] * len(residence.landings)
    units = split(residence.units, weights)
    return [
        {
            "residence": residence.code,
            "landing": landing,
            "label": _label(landing),
            "units": count,
            "residents_ref": None if landing in residence.closed_landings else count,
            "is_closed": landing in residence.closed_landings,
        }
        for landing, count in zip(residence.landings, units, strict=True)
    ]


def _label(landing: str) -> str:
    building, _, floor = landing.rpartition("-")
    return f"Bâtiment {building}, {_FLOORS[int(floor)].lower()}" if building else _FLOORS[int(floor)]


def participants_of(residence: Residence) -> list[Fact]:
    """Return how many different people took part, a line a year."""
    methods = (
        "Pointage à chaque réunion",
        "Feuilles d'émargement, comptées puis détruites",
        "Pointage à chaque réunion",
    )
    return [
        {"residence": residence.code, "year": year, "distinct_participants": count, "method": method}
        for year, count, method in zip(YEARS, residence.participants, methods, strict=True)
    ]
