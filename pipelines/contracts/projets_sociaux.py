"""F11, the register of projets sociaux: one row a version, in force, past or in preparation. The text itself stays where it is."""

from pipelines.contract import Column, Contract, Doubt, Rule
from pipelines.lists import Code, Residence
from pipelines.types import Day, Dropped, Identifier, Text, Whole

# domain.md C, F11: an order inferred from circulaire 2006-45, annexe 1; no text makes it a legal list.
STAGES = {
    "lancement": "Lancement / COPIL",
    "diagnostic": "Diagnostic",
    "consultation_residents": "Consultation des résidents",
    "consultation_partenaires": "Consultation des partenaires",
    "redaction": "Rédaction",
    "avis_conseil": "Avis du conseil de concertation",
    "validation": "Validation / transmission",
}
_SAID = {
    "lancement": ("COPIL", "Comité de pilotage", "Lancement COPIL"),
    "diagnostic": ("Diagnostic (occupation, besoins, territoire)", "Diagnostic partagé"),
    "consultation_residents": ("Concertation des résidents", "Consultation résidents"),
    "consultation_partenaires": ("Concertation des partenaires", "Consultation partenaires"),
    "redaction": ("Rédaction (axes, objectifs, actions)", "Écriture", "Rédaction en cours"),
    "avis_conseil": ("Avis du conseil", "Conseil de concertation", "Avis conseil de concertation"),
    "validation": ("Transmission", "Validation et transmission", "Validé et transmis"),
}


def _spellings(place: int, code: str) -> tuple[str, ...]:
    label = STAGES[code]
    numbers = (f"{place}", f"{place}/7", f"Étape {place}", f"Étape {place}/7", f"{place} sur 7")
    return (*_SAID[code], *numbers, f"{place} {label}", f"Étape {place} {label}", f"{place} {_SAID[code][0]}")


STAGE_ALIASES = {said: code for place, code in enumerate(STAGES, 1) for said in _spellings(place, code)}

CONTRACT = Contract(
    kind="projets_sociaux",
    code="F11",
    title="Projets sociaux",
    fact="social_projects",
    period="none",
    key=("residence", "version"),
    telling=("validated_on", "validated_by", "sent_on", "planned_years", "priority_publics", "update_stage", "update_stage_on", "file_name"),
    help="Une ligne par version : celle en vigueur, les anciennes, et celle en préparation (sans date de validation, avec son étape). Le texte peut rester un PDF : écrivez ici sa date et son nom.",
    never_kept="Les noms des rédacteurs et des personnes consultées.",
    columns=(
        Column("residence", "Résidence", Residence(), ("Code résidence", "RS", "Site"), required=True, help="Code ou nom de la résidence."),
        Column("version", "Version", Identifier(), ("N° version", "Version du projet social", "Projet social"), required=True, help="Nom court de la version, par exemple V2 ou 2019-2024."),
        Column("validated_on", "Date de validation", Day(past=True), ("Validé le", "Date validation", "Date du projet social"), help="Jour de la validation ; « date inconnue » si elle est perdue ; vide pour une version en préparation."),
        Column("validated_by", "Validé par", Text(), ("Instance de validation", "Validation par"), help="Fonction ou instance, par exemple conseil d'administration ; jamais un nom."),
        Column("sent_on", "Transmis DDETS/préfet le", Day(past=True), ("Transmis DDETS le", "Transmis au préfet le", "Transmis préfet le", "Transmis le", "Date de transmission"), help="Jour de l'envoi aux services de l'État."),
        Column("planned_years", "Durée prévue", Whole(0, 30), ("Durée", "Durée de validité", "Durée prévue en années"), unit="années", help="Durée écrite dans le projet social, en années, par exemple 5."),
        Column("priority_publics", "Publics prioritaires", Text(of_a_plan=True), ("Publics accueillis", "Publics"), help="Publics que le texte dit accueillir en priorité."),
        Column("update_stage", "Étape d'actualisation", Code(STAGES, STAGE_ALIASES), ("Étape", "Étape en cours", "Étape de l'actualisation"), help="Étape en cours, de 1 lancement à 7 validation : celles d'avant sont réputées validées. Une feuille « Étapes » le dit mieux."),
        Column("update_stage_on", "Date d'étape", Day(past=True), ("Date étape", "Étape depuis le", "Date de l'étape"), help="Jour où cette étape a commencé."),
        Column("residents_involved", "Résidents associés", Whole(), ("Nb résidents associés", "Résidents consultés"), unit="résidents", help="Résidents différents associés à cette version, comptés par l'équipe."),
        Column("staff_involved", "Salariés associés", Whole(), ("Nb salariés associés", "Équipe associée"), unit="salariés", help="Salariés associés, comptés et jamais nommés."),
        Column("partners_involved", "Partenaires associés", Text(of_a_plan=True), ("Nb partenaires associés", "Partenaires"), help="Organismes associés, leurs noms ou leur nombre ; pas les personnes."),
        Column("file_name", "Fichier", Text(of_a_plan=True), ("Nom du fichier", "Document", "PDF"), help="Nom du fichier du texte, pour le retrouver."),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques", "Observation"), help="Jamais conservé."),
    ),
    rules=(
        Rule(("sent_on", "validated_on"), lambda sent, validated: sent >= validated, "transmis avant d'être validé ; vérifiez les deux dates, ou dites pourquoi", "doubt"),
    ),
    doubts=(
        Doubt("update_stage_on", lambda row: row["update_stage"] is not None and row["validated_on"] is None and row["update_stage_on"] is None, "étape sans date : le temps passé dans l'étape ne sera pas compté ; écrivez le jour où elle a commencé"),
        Doubt("update_stage", lambda row: row["update_stage"] is None and row["update_stage_on"] is not None, "date d'étape sans étape ; écrivez laquelle des sept"),
    ),
)  # fmt: skip
