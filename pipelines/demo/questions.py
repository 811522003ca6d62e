"""Two versions of the questionnaires, as they were read: one question of each survey was really reworded, others only tidied up."""

from __future__ import annotations

from pipelines.demo.chance import Fact
from pipelines.demo.residences import YEARS

_NEEDS = {
    "sante_soins": "Avez-vous besoin d'aide pour voir un médecin ou vous soigner ?",
    "acces_droits_demarches": "Avez-vous besoin d'aide pour vos droits et vos papiers ?",
    "maintien_domicile": "Avez-vous besoin d'aide chez vous, pour les gestes de tous les jours ?",
    "mobilite": "Avez-vous du mal à vous déplacer ?",
    "numerique": "Avez-vous besoin d'aide avec internet ou le téléphone ?",
    "isolement_lien_social": "Vous sentez-vous seul(e) ?",
    "voisinage_vie_collective": "Avez-vous des difficultés avec le voisinage ?",
    "logement_bati": "Votre logement a-t-il besoin de travaux ?",
    "energie_fluides": "Avez-vous froid chez vous, ou du mal à payer l'énergie ?",
    "langue": "Voulez-vous apprendre le français ?",
    "emploi_formation": "Avez-vous besoin d'aide pour un emploi ou une formation ?",
    "budget_redevance": "Avez-vous du mal à payer la redevance ?",
    "acces_logement_ordinaire": "Cherchez-vous un autre logement ?",
    "loisirs_culture": "Voulez-vous plus d'activités, de sorties ?",
}
_ITEMS = {
    "global": "Dans l'ensemble, êtes-vous satisfait(e) de la résidence ?",
    "logement": "Êtes-vous satisfait(e) de votre logement ?",
    "proprete_communs": "Êtes-vous satisfait(e) de la propreté des parties communes ?",
    "securite": "Vous sentez-vous en sécurité dans la résidence ?",
    "voisinage": "Êtes-vous satisfait(e) de vos relations avec vos voisins ?",
    "accueil_gestionnaire": "Êtes-vous satisfait(e) de l'accueil de l'équipe ?",
    "traitement_demandes": "Êtes-vous satisfait(e) de la suite donnée à vos demandes ?",
    "information": "Êtes-vous bien informé(e) de la vie de la résidence ?",
    "animations": "Êtes-vous satisfait(e) des animations ?",
    "respect_reglement": "Le règlement intérieur est-il respecté ?",
}
# What the last wave reads otherwise; « energie_fluides » asked two things at once.
_REWORDED = {
    ("besoins", "energie_fluides"): "Avez-vous du mal à payer l'eau ou l'énergie ?",
    ("satisfaction", "traitement_demandes"): "Vos demandes sont-elles traitées assez vite ?",
}
_BOX, _DEGREES = "Case à cocher", "Très / Plutôt / Peu / Pas du tout satisfait"


def version_of(year: int) -> str:
    """Return the version of the questionnaires of a wave."""
    return "B" if year == YEARS[-1] else "A"


def questions_asked() -> list[Fact]:
    """Return the questions of both versions of both questionnaires, in order."""
    return [
        {
            "survey": survey,
            "questionnaire_version": version,
            "question": question,
            "wording": _worded(survey, version, question, wording),
            "answers_offered": None
            if question == "global"
            else offered,  # from 0 to 10 since the second wave
            "place": place,
        }
        for survey, asked, offered in (("besoins", _NEEDS, _BOX), ("satisfaction", _ITEMS, _DEGREES))
        for version in ("A", "B")
        for place, (question, wording) in enumerate(asked.items(), 1)
    ]


def _worded(survey: str, version: str, question: str, wording: str) -> str:
    if version == "A":
        return wording
    # The second version was typed again, with the apostrophes and spaces of a printer: nothing of that is another question.
    return (
        _REWORDED.get((survey, question), wording)
        .replace("'", "’")
        .replace(" ?", "\N{NARROW NO-BREAK SPACE}?")
    )
