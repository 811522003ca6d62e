"""Two invented funding calls: what was asked and granted, actions planned and achieved, budgets revised after a lower grant."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipelines.demo.chance import Fact
from pipelines.demo.residences import RESIDENCES

_ALL = ";".join(sorted(residence.code for residence in RESIDENCES))
_EX_HOSTELS = "GARRIGUE;MIMOSA;OLIVIER"

FILES: list[Fact] = [
    {
        "call_id": "AAP 2024", "funder": "DIAN, par la CILPI (démonstration)", "axes": "gestion_besoins;mobilier_ages;vacance_travaux",
        "covered_in": _ALL,
        "submitted_on": date(2024, 2, 12), "requested": 62000.0, "notified": 48000.0, "notified_on": date(2024, 6, 20),
        "first_paid": 24000.0, "first_paid_on": date(2024, 7, 18), "second_paid": 24000.0, "second_paid_on": date(2024, 12, 5),
        "interim_sent_on": date(2024, 10, 4), "fiscal_year_end_on": date(2024, 12, 31), "report_sent_on": date(2025, 5, 27),
    },
    {
        "call_id": "AAP 2025", "funder": "DIAN, par la CILPI (démonstration)", "axes": "gestion_besoins;mobilier_ages;vacance_travaux",
        "covered_in": _ALL,
        "submitted_on": date(2025, 2, 10), "requested": 68000.0, "notified": 52000.0, "notified_on": date(2025, 6, 24),
        "first_paid": 26000.0, "first_paid_on": date(2025, 7, 10), "interim_sent_on": date(2025, 10, 6),
        "fiscal_year_end_on": date(2025, 12, 31),
    },
]  # fmt: skip

# Number, axis, action, residences, objective, indicator, unit; then by year: planned, achieved, beneficiaries planned and
# achieved, how they are counted, status, comment on the variance.
_ACTIONS: tuple[tuple[str, str, str, str, str, str, str, tuple[tuple[Any, ...] | None, tuple[Any, ...] | None]], ...] = (
    ("A1", "gestion_besoins", "Réunions de palier à La Garrigue et ailleurs", _ALL, "Apaiser la vie collective",
        "Réunions de palier tenues", "réunions", (
        (60, 71, 180, 214, "distinct", "realisee", "Deux paliers de plus l'ont demandé après une première réunion réussie"),
        (70, 76, 220, 231, "distinct", "realisee", None),
    )),
    ("A2", "gestion_besoins", "Ateliers santé mentale et addictions", _EX_HOSTELS, "Orienter vers le droit commun",
        "Ateliers tenus", "ateliers", (
        (18, 12, 90, 63, "distinct", "partielle", "Intervenante absente d'avril à juin ; six ateliers reportés"),
        (18, 18, 90, 94, "distinct", "realisee", None),
    )),
    ("A3", "gestion_besoins", "Permanences d'accès aux droits", _ALL, "Ouvrir les droits à la retraite et à la santé",
        "Permanences tenues", "permanences", (
        (96, 92, 700, 655, "passages", "realisee", None),
        (96, 88, 700, 812, "passages", "realisee", "Moins de permanences, plus longues : la file d'attente a été supprimée"),
    )),
    ("A4", "mobilier_ages", "Lits et fauteuils adaptés", _EX_HOSTELS, "Permettre de vieillir dans son logement",
        "Logements équipés", "logements", (
        (20, 20, 20, 20, "distinct", "realisee", None),
        (24, 9, 24, 9, "distinct", "partielle", "Livraison du fournisseur repoussée à février 2026"),
    )),
    ("A5", "vacance_travaux", "Organiser la vacance du bâtiment B", "OLIVIER", "Libérer le cinquième étage pour les travaux",
        "Logements libérés", "logements", (
        (14, 14, 14, 14, "distinct", "realisee", None),
        None,
    )),
    ("A6", "gestion_besoins", "Actualiser les projets sociaux avec les résidents", _ALL, "Un projet social à jour dans chaque résidence",
        "Résidences consultées", "résidences", (
        (3, 2, 60, 48, "distinct", "partielle", "La consultation de La Calanque est décalée d'un trimestre"),
        (6, 5, 120, 116, "distinct", "en_cours", "La dernière restitution est fixée en janvier 2026"),
    )),
)  # fmt: skip

# Account, label, action, then initial, revised, achieved, of which the grant, allocation key.
_BUDGETS: dict[str, tuple[tuple[Any, ...], ...]] = {
    "AAP 2024": (
        ("60", "Mobilier adapté", "A4", 4200, 3400, 3391.15, 3000, None),
        ("60", "Fournitures des ateliers", "A2", 2000, 1600, 1421.20, 600, None),
        ("61", "Location de salles", None, 3000, 2400, 2400, 1200, None),
        ("62", "Intervenants des ateliers", "A2", 7800, 5600, 4135.80, 3900, None),
        ("62", "Interprètes des réunions", "A1", 4000, 3000, 5000, 2500, None),
        ("64", "Animation sociale, 0,8 poste", "A1", 29000, 24600, 24483.60, 18900, "Temps passé : 77 % sur les actions de l'appel"),
        ("64", "Coordination des projets sociaux", None, 29000, 24600, 24483.65, 15250, "Temps passé : 62 % sur les actions de l'appel"),
        ("68", "Amortissement du matériel", None, 1000, 800, 800, 0, None),
        ("74", "Subvention de l'appel (DIAN)", None, 62000, 48000, 48000, 48000, None),
        ("74", "Département", None, 12000, 12000, 12000, 0, None),
        ("75", "Fonds propres de l'association", None, 6000, 6000, 6115.40, None, None),
        ("86", "Bénévolat des partenaires", None, 6500, 6500, 7200, None, None),
        ("87", "Bénévolat des partenaires", None, 6500, 6500, 7200, None, None),
    ),
    "AAP 2025": (
        ("60", "Mobilier adapté", "A4", 6000, 4800, 1790.40, 1790.40, None),
        ("60", "Fournitures des ateliers", "A2", 2200, 1800, 1765.90, 900, None),
        ("61", "Location de salles", None, 3200, 2600, 2540, 1300, None),
        ("62", "Intervenants des ateliers", "A2", 8600, 6600, 6512.25, 5600, None),
        ("62", "Interprètes des réunions", "A1", 5000, 4200, 5140, 3000, None),
        ("64", "Animation sociale, 0,8 poste", "A1", 31000, 25600, 25388.75, 19500, "Temps passé : 77 % sur les actions de l'appel"),
        ("64", "Coordination des projets sociaux", None, 31000, 25600, 25411.30, 16700, "Temps passé : 66 % sur les actions de l'appel"),
        ("68", "Amortissement du matériel", None, 1000, 800, 800, 0, None),
        ("74", "Subvention de l'appel (DIAN)", None, 68000, 52000, 52000, 52000, None),
        ("74", "Département", None, 12000, 12000, 12000, 0, None),
        ("75", "Fonds propres de l'association", None, 8000, 8000, 5348.60, None, None),
        ("86", "Bénévolat des partenaires", None, 7000, 7000, 6900, None, None),
        ("87", "Bénévolat des partenaires", None, 7000, 7000, 6900, None, None),
    ),
}  # fmt: skip


def actions(call: str) -> list[Fact]:
    """Return the actions of a call, as its file and its report tell them."""
    year = int(call[-4:])
    rows = []
    for number, axis, action, covered, objective, indicator, unit, by_year in _ACTIONS:
        told = by_year[year - 2024]
        if told is None:
            continue
        planned, achieved, wished, met, counting, status, comment = told
        rows.append(
            {
                "call_id": call, "action_id": number, "axis": axis, "action": action, "covered_in": covered,
                "objective": objective, "indicator_label": indicator, "unit": unit,
                "planned": float(planned), "achieved": float(achieved), "beneficiaries_planned": wished,
                "beneficiaries_achieved": met, "counting": counting, "starts_planned_on": date(year, 1, 15),
                "ends_planned_on": date(year, 12, 15), "started_on": date(year, 1, 22),
                "ended_on": None if status == "en_cours" else date(year, 12, 18), "status": status,
                "variance_comment": comment, "evidence": f"Feuilles de présence comptées, {number}",
            }
        )  # fmt: skip
    return rows


def budget(call: str) -> list[Fact]:
    """Return the budget of a call, line by line: charges, products, then what is given in kind."""
    names = (
        "account",
        "label",
        "action_id",
        "planned_initial",
        "planned_revised",
        "achieved",
        "grant_charged",
        "allocation_key",
    )
    return [{"call_id": call} | dict(zip(names, line, strict=True)) for line in _BUDGETS[call]]
