"""The action plans of the projets sociaux, told so that they answer the needs surveys: one success, one plan that fell behind."""

from __future__ import annotations

from datetime import date
from typing import Any

from pipelines.demo.chance import Fact

_END = "en continu"
_TALK, _DUTY, _HEAD = "Responsable de résidence", "Gestionnaire social", "Direction de l'action sociale"
_TOGETHER, _RIGHTS, _AUTONOMY = (
    "Vivre ensemble",
    "Accès aux droits et à la santé",
    "Autonomie et ouverture sur le quartier",
)
_DIAN = "DIAN 2024"

Line = tuple[Any, ...]
# id, version, axis, objective, action, needs, pilot, partner, start, end, status, %, measured by, target, achieved, call
_GARRIGUE: tuple[Line, ...] = (
    ("G1", "V2", _TOGETHER, "Faire de chaque palier un lieu de parole", "Réunions de palier, chaque palier deux fois l'an", "voisinage_vie_collective", _TALK, None, date(2024, 6, 3), date(2025, 12, 15), "realisee", 100, "Paliers réunis", "12 paliers", "12 paliers", _DIAN),
    ("G2", "V2", _TOGETHER, "Faire de chaque palier un lieu de parole", "Médiation par le responsable avant tout avertissement", "voisinage_vie_collective", _TALK, None, date(2024, 9, 2), _END, "en_cours", 80, "Avertissements", "moitié moins", "7 pour 27 en 2023", None),
    ("G3", "V2", _TOGETHER, "Rompre l'isolement des plus âgés", "Café du matin tenu par des résidents", "isolement_lien_social", "Groupe Accueil des nouveaux", "Centre social", date(2025, 2, 3), date(2026, 6, 30), "en_cours", 60, "Matinées", "2 par semaine", "1 par semaine", None),
    ("G4", "V2", _RIGHTS, "Ouvrir les droits avant 62 ans", "Permanence d'accès aux droits", "acces_droits_demarches", _DUTY, "CARSAT", date(2024, 10, 1), date(2025, 9, 30), "realisee", 100, "Permanences", "20", "22", _DIAN),
    ("G5", "V2", _RIGHTS, "Ouvrir les droits avant 62 ans", "Bilan retraite pour les 55 ans et plus", "acces_droits_demarches", _DUTY, "CARSAT", date(2025, 3, 3), date(2026, 3, 31), "en_cours", 45, "Bilans", "40", "18", None),
    ("G6", "V2", _RIGHTS, "Se soigner sans renoncer", "Bus santé au pied de la résidence", "sante_soins", _DUTY, "Atelier Santé Ville", date(2025, 4, 7), date(2025, 11, 28), "realisee", 100, "Passages", "4", "4", _DIAN),
    ("G7", "V2", _AUTONOMY, "Faire ses démarches en ligne", "Ateliers numériques et salle équipée", "numerique", _DUTY, "Centre social, groupe Numérique entre voisins", date(2024, 9, 16), date(2025, 6, 30), "realisee", 100, "Ateliers", "30", "34", _DIAN),
    ("G8", "V2", _AUTONOMY, "Parler pour agir", "Cours de français du soir", "langue", _DUTY, "Association de quartier", date(2025, 1, 13), date(2025, 12, 19), "partielle", 70, "Séances", "60", "41", None),
    ("G9", "V2", _AUTONOMY, "Parler pour agir", "Interprète aux réunions", "langue;voisinage_vie_collective", _HEAD, None, date(2025, 1, 13), _END, "en_cours", 50, None, None, None, None),
    ("G10", "V2", _AUTONOMY, "Tenir son budget", "Atelier sur la quittance et l'énergie", "budget_redevance;energie_fluides", _DUTY, None, date(2025, 9, 1), date(2026, 2, 27), "en_cours", 30, "Ateliers", "6", "2", None),
    ("G11", "V2", _TOGETHER, "Rompre l'isolement des plus âgés", "Jardin partagé", "isolement_lien_social;loisirs_culture", "Comité de résidents", "Ville", date(2025, 3, 3), date(2025, 10, 31), "abandonnee", 10, "Parcelles", "8", "0", None),
    ("G12", "V2", _RIGHTS, "Vieillir chez soi", "Repérage des besoins d'aide à domicile", "maintien_domicile", _DUTY, "CCAS", date(2025, 9, 15), date(2026, 9, 30), "a_faire", 0, "Situations vues", "25", "0", None),
)  # fmt: skip
_CALANQUE: tuple[Line, ...] = (
    ("C1", None, "Axe 1 - Insertion", "Aller vers l'emploi", "Permanence de la mission locale", "emploi_formation", _DUTY, "Mission locale", date(2019, 1, 14), date(2023, 12, 29), "abandonnee", 40, "Permanences", "40 par an", "11 en 2023", None),
    ("C2", None, "Axe 1 - Insertion", "Aller vers l'emploi", "Parrainage par des entreprises", "emploi_formation", _HEAD, None, date(2020, 2, 3), date(2024, 12, 31), "reportee", 0, "Parrainages", "15", "0", None),
    ("C3", None, "AXE 1 - INSERTION", "Sortir vers un logement", "Atelier recherche de logement", "acces_logement_ordinaire", _DUTY, "CAF", date(2021, 9, 6), date(2025, 6, 30), "partielle", 50, "Ateliers", "12", "5", None),
    ("C4", None, "Axe 2 - Vie collective", "Apaiser les étages", "Règles de vie réécrites avec les résidents", None, _TALK, None, date(2022, 1, 10), date(2024, 6, 28), "abandonnee", 20, None, None, None, None),
    ("C5", None, "Axe 2 - Vie collective", "Apaiser les étages", "Soirées d'accueil des nouveaux", "loisirs_culture", _TALK, None, date(2019, 9, 2), _END, "en_cours", 40, "Soirées", "12 par an", "5 en 2025", None),
    ("C6", None, "Axe 2 - Vie collective", "Apaiser les étages", "Correspondants d'étage", None, _TALK, None, date(2024, 3, 4), date(2025, 3, 31), "a_faire", 0, "Étages", "8", "0", None),
    ("C7", None, "Axe 3 - Budget", "Prévenir l'impayé", "Point budget à l'entrée", "budget_redevance", _DUTY, None, date(2019, 1, 14), date(2025, 12, 31), "realisee", 100, "Entrées vues", "toutes", "toutes", None),
)  # fmt: skip
# Between the two versions, all the axes changed their names.
_OLIVIER: tuple[Line, ...] = (
    ("O1", "V1", "Accompagnement social", "Accès aux droits", "Permanence administrative", "acces_droits_demarches", _DUTY, None, date(2012, 1, 9), _END, "en_cours", 70, None, None, None, None),
    ("O2", "V1", "Accompagnement social", "Santé", "Convention avec le centre de santé", "sante_soins", _HEAD, "Centre de santé", date(2013, 3, 4), date(2016, 12, 31), "realisee", 100, None, None, None, None),
    ("O3", "V1", "Animation collective", "Lien entre résidents", "Réunions de palier", "voisinage_vie_collective", _TALK, None, date(2012, 9, 3), _END, "en_cours", 75, "Réunions", "16 par an", "18 en 2025", None),
    ("O4", "V1", "Animation collective", "Lien entre résidents", "Repas de quartier", "loisirs_culture", _TALK, "Centre social", date(2014, 5, 5), date(2019, 12, 31), "abandonnee", 30, None, None, None, None),
    ("O5", "V1", "Bâti", "Confort", "Réhabilitation du bâtiment B", "logement_bati", _HEAD, "Bailleur, groupe Vivre avec le chantier", date(2024, 3, 4), date(2026, 6, 30), "en_cours", 65, "Paliers rénovés", "5", "4", None),
    ("O6", "V1", "Bâti", "Confort", "Individualiser le chauffage", None, _HEAD, "Bailleur", None, None, "a_faire", 0, None, None, None, None),
    ("O7", "V1", "Animation collective", "Lien entre résidents", "Rouvrir la salle commune", "isolement_lien_social;loisirs_culture", _TALK, "Bailleur", date(2023, 1, 9), date(2024, 12, 31), "reportee", 20, None, None, None, None),
    ("P1", "V2", "Habiter", "Vivre mieux chez soi", "Visites de logement avec un ergothérapeute", "maintien_domicile;logement_bati", _DUTY, "CCAS", date(2026, 3, 2), date(2027, 3, 31), "a_faire", 0, "Visites", "30", None, None),
    ("P2", "V2", "Se relier", "Ne plus être seul", "Équipe de visiteurs bénévoles", "isolement_lien_social", _DUTY, "Centre social", date(2026, 3, 2), date(2027, 12, 31), "a_faire", 0, "Visites", "200", None, None),
    ("P3", "V2", "Se relier", "Ne plus être seul", "Salle numérique du bâtiment A", "numerique", _DUTY, "Centre social", date(2025, 1, 6), _END, "en_cours", 40, "Ateliers", "20 par an", "14", None),
)  # fmt: skip
_LAVANDE: tuple[Line, ...] = (
    ("L1", "V2", "Être chez soi", "Durer dans son logement", "Visite mensuelle à chacun", "sante_soins;isolement_lien_social", _TALK, None, date(2022, 4, 4), _END, "en_cours", 90, "Visites", "26 par mois", "24", None),
    ("L2", "V2", "Être chez soi", "Être aidé à temps", "Convention avec le service d'aide à domicile", "maintien_domicile", _DUTY, "CCAS", date(2022, 9, 5), date(2023, 12, 29), "realisee", 100, None, None, None, None),
    ("L3", "V2", "Sortir et rencontrer", "Une sortie par mois", "Sorties avec le groupe d'entraide", "loisirs_culture;isolement_lien_social", _TALK, "Groupe d'entraide mutuelle", date(2022, 5, 2), date(2025, 12, 31), "realisee", 100, "Sorties", "40", "43", None),
    ("L4", "V2", "Sortir et rencontrer", "Garder le lien à distance", "Tablette commune et initiation", "numerique", _TALK, None, date(2023, 2, 6), date(2025, 3, 31), "partielle", 60, "Initiations", "20", "13", None),
)  # fmt: skip
# Nothing more than an old scan: the team wrote down what it does anyway, with no date and no link to a need.
_TILLEUL: tuple[Line, ...] = (
    ("T1", None, "accueil", None, "Livret d'accueil", None, _TALK, None, None, None, "realisee", 100, None, None, None, None),
    ("T2", None, "logement", "Sortir vers un logement", "Aide aux dossiers de demande de logement", "acces_logement_ordinaire", _DUTY, None, date(2023, 1, 9), date(2025, 12, 31), "partielle", 55, "Dossiers", "40", "22", None),
    ("T3", None, "vie collective", None, "Relancer le comité de résidents", None, _TALK, None, date(2024, 9, 2), date(2025, 6, 30), "a_faire", 0, None, None, None, None),
)  # fmt: skip
_NAMES = ("action_id", "version", "axis", "objective", "action", "needs", "pilot", "partner", "started_on", "planned_end_on",
          "status", "progress_pct", "measured_by", "target", "achieved", "funding_call")  # fmt: skip
PLANS = {
    "GARRIGUE": _GARRIGUE,
    "CALANQUE": _CALANQUE,
    "OLIVIER": _OLIVIER,
    "LAVANDE": _LAVANDE,
    "TILLEUL": _TILLEUL,
}


def actions() -> list[Fact]:
    """Return every action, residence after residence; the Mimosas have a text of 2001 and no plan."""
    return [
        {"residence": residence} | dict(zip(_NAMES, line, strict=True))
        for residence, lines in PLANS.items()
        for line in lines
    ]
