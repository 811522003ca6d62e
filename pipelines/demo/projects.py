"""The projets sociaux of the six invented residences: versions of every age, and two updates under way."""

from __future__ import annotations

from datetime import date

from pipelines.contracts.projets_sociaux import STAGES
from pipelines.demo.chance import Fact

_BOARD = "Conseil d'administration"
# residence, version, validated on, by, sent on, years, publics, stage, since, residents, staff, partners, file
_VERSIONS = (
    ("MIMOSA", "V1", date(2001, 3, 12), _BOARD, None, None, "Travailleurs migrants vieillissants, isolés", None, None, None, None, None, "PS_Mimosas_2001_transformation.pdf"),
    ("MIMOSA", "V2", None, None, None, 5, "Résidents âgés, nouveaux retraités, jeunes actifs", "consultation_residents", date(2025, 10, 20), 41, 6, "CCAS, CARSAT, Maison de la métropole", None),
    # The text was found in a cupboard: nobody knows when it was adopted.
    ("TILLEUL", "V1", "date inconnue", None, None, None, "Personnes seules et familles monoparentales", None, None, None, None, None, "projet social Tilleuls (scan).pdf"),
    ("GARRIGUE", "V1", date(2008, 6, 24), _BOARD, date(2008, 9, 2), 5, "Travailleurs migrants vieillissants", None, None, None, 4, "DDASS, ville", "PS Garrigue 2008.pdf"),
    ("GARRIGUE", "V2", date(2025, 6, 26), _BOARD, date(2025, 7, 4), 5, "Résidents âgés, résidents en emploi, sortants d'hébergement", "validation", date(2025, 6, 12), 96, 9, "CCAS, Atelier Santé Ville, centre social, CARSAT, DDETS", "Projet social Garrigue 2025-2030.docx"),
    ("CALANQUE", "V1", date(2018, 11, 20), _BOARD, date(2018, 12, 14), 5, "Jeunes de 18 à 30 ans en formation ou en premier emploi", None, None, 22, 5, "Mission locale, CAF", "PS Calanque 2018-2023.pdf"),
    ("OLIVIER", "V1", date(2011, 9, 15), _BOARD, date(2011, 10, 3), 5, "Travailleurs migrants, personnes isolées", None, None, None, 3, "DDCS", "PS Oliviers 2011.doc"),
    ("OLIVIER", "V2", None, None, None, 5, "Résidents âgés, personnes isolées, ménages en parcours", "redaction", date(2025, 6, 16), 74, 7, "CCAS, centre social, médecins du quartier", None),
    ("LAVANDE", "V1", date(2017, 5, 10), _BOARD, date(2017, 6, 1), 5, "Personnes isolées au parcours de rue", None, None, 14, 2, "CMP, CCAS", "PS Lavande 2017.pdf"),
    ("LAVANDE", "V2", date(2022, 3, 31), _BOARD, date(2022, 4, 20), 5, "Personnes isolées, vieillissantes", None, None, 19, 2, "CMP, CCAS, groupe d'entraide mutuelle", "PS Lavande 2022.pdf"),
)  # fmt: skip
_REGISTER = ("residence", "version", "validated_on", "validated_by", "sent_on", "planned_years", "priority_publics",
             "update_stage", "update_stage_on", "residents_involved", "staff_involved", "partners_involved", "file_name")  # fmt: skip

# Of each stage in turn: began, done, residents met, staff, organisations.
_STAGES = {
    ("GARRIGUE", "V2"): (
        (date(2024, 3, 5), date(2024, 4, 16), None, 7, "Ville, DDETS, bailleur"),
        (date(2024, 4, 17), date(2024, 9, 27), None, 5, "Atelier Santé Ville, CCAS"),
        (date(2024, 9, 30), date(2025, 1, 31), 88, 6, None),
        (date(2024, 11, 18), date(2025, 2, 14), 4, 5, "CCAS, CARSAT, centre social, médecins"),
        (date(2025, 2, 17), date(2025, 5, 14), 11, 5, None),
        (date(2025, 5, 15), date(2025, 6, 11), 6, 2, "Conseil de concertation"),
        (date(2025, 6, 12), date(2025, 6, 26), None, 2, "Conseil d'administration, puis DDETS"),
    ),
    ("MIMOSA", "V2"): (
        (date(2025, 4, 8), date(2025, 5, 20), 3, 6, "Ville, DDETS, bailleur"),
        (date(2025, 5, 21), date(2025, 10, 17), None, 4, "CARSAT, CCAS"),
        (date(2025, 10, 20), None, 41, 4, None),
    ),
    ("OLIVIER", "V2"): (
        (date(2024, 9, 17), date(2024, 10, 15), 2, 7, "Ville, DDETS"),
        (date(2024, 10, 16), date(2025, 1, 31), None, 4, "Centre social"),
        (date(2025, 2, 3), date(2025, 4, 11), 74, 5, None),
        (date(2025, 3, 10), date(2025, 6, 13), None, 3, "CCAS, centre social, médecins du quartier"),
        (date(2025, 6, 16), None, None, 3, None),
    ),
}  # fmt: skip


def versions() -> list[Fact]:
    """Return the register of the projets sociaux: one row a version, in force, past or in preparation."""
    return [dict(zip(_REGISTER, row, strict=True)) for row in _VERSIONS]


def stages() -> list[Fact]:
    """Return the stages of each update, those begun only, with who took part."""
    names = ("began_on", "done_on", "residents_met", "staff_met", "consulted")
    return [
        {"residence": residence, "version": version, "stage": stage} | dict(zip(names, row, strict=True))
        for (residence, version), rows in _STAGES.items()
        for stage, row in zip(STAGES, rows, strict=False)
    ]
