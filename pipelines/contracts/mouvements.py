"""F2, the register of entries and exits: one row a move. Whoever moves is counted, never named."""

from collections.abc import Mapping
from typing import Any

from pipelines import move_codes as codes
from pipelines.contract import Column, Contract, Doubt, Row, Rule
from pipelines.contracts.enquete_besoins import AGE_ALIASES, AGES
from pipelines.line_number import LineNumber
from pipelines.lists import Code, Codes, Flag, Residence
from pipelines.types import Day, Dropped, Text, Whole

TYPES = {"entree": "Entrée", "sortie": "Sortie"}
TYPE_ALIASES = {
    "E": "entree",
    "Entrant": "entree",
    "Arrivée": "entree",
    "Emménagement": "entree",
    "Entrées": "entree",
}
TYPE_ALIASES |= {"S": "sortie", "Sortant": "sortie", "Départ": "sortie", "Sorties": "sortie"}
_OF_EXITS = ("exit_reason", "exit_destination")
_OF_ENTRIES = ("origin", "quota", "vacant_days_before_entry")


def _holds(row: Row, names: tuple[str, ...]) -> bool:
    return any(row[name] is not None for name in names)


def _share_out(row: dict[str, Any]) -> None:
    """Give what one column says of both reason and destination to the column that lacks it."""
    for name, labels in (("exit_reason", codes.REASONS), ("exit_destination", codes.DESTINATIONS)):
        found = _named(row, labels)
        if row[name] is None and len(found) == 1:
            row[name] = found[0]


def _named(row: Row, labels: Mapping[str, str]) -> list[str]:
    return [code for code in (row["exit_outcome"] or "").split(";") if code in labels]


def _says_several(row: Row) -> bool:
    return any(len(_named(row, labels)) > 1 for labels in (codes.REASONS, codes.DESTINATIONS))


CONTRACT = Contract(
    kind="mouvements",
    code="F2",
    title="Entrées et sorties",
    fact="moves",
    period="month",
    period_column="moved_on",
    key=("residence", "moved_on", "move_type", "line_no"),
    other_key=("residence", "moved_on", "move_type", "contract_start_on", "origin", "exit_destination", "exit_reason", "age_band", "household", "activity", "vacant_days_before_entry", "quota", "plai_eligible", "legacy_resident"),
    telling=("move_type", "vacant_days_before_entry", "origin", "quota", "plai_eligible", "exit_reason", "exit_destination", "exit_outcome", "contract_start_on"),
    is_register=True,
    is_due=True,
    share_out=_share_out,
    help="Une ligne par entrée et une par sortie : dates, provenance, destination. On compte les personnes, on ne les nomme pas.",
    never_kept="Les noms, les numéros de logement, les dates de naissance, les ressources, les observations.",
    columns=(
        Column("line_no", "N° de ligne", LineNumber(), ("N°", "N° ligne", "Ligne", "N° ordre", "N° d'ordre", "Réf"), help="Numéro de la ligne dans le mois, pour distinguer deux mouvements du même jour ; un nom n'est jamais conservé."),
        Column("residence", "Résidence", Residence(), ("Code résidence", "RS", "Site", "Établissement"), required=True, help="Code ou nom de la résidence."),
        Column("moved_on", "Date", Day(past=True), ("Date du mouvement", "Date mouvement", "Date de sortie", "Date effective"), required=True, help="Jour de l'entrée ou de la sortie."),
        Column("move_type", "Type", Code(TYPES, TYPE_ALIASES), ("Type de mouvement", "Mouvement", "Entrée / sortie", "Entrée ou sortie", "E/S", "Sens"), required=True, help="Entrée ou sortie ; une feuille nommée « Entrées » ou « Sorties » peut s'en passer.", in_titles=True),
        Column("vacant_days_before_entry", "Jours vacants avant entrée", Whole(0, 10_000), ("Jours vacants", "Jours de vacance", "Vacance (jours)", "Nb jours vacants", "Délai de relocation"), unit="jours", help="Entrée : jours où le logement est resté vide avant elle."),
        Column("legacy_resident", "Résident historique (O/N)", Flag(), ("Résident historique", "Historique", "Chibani", "Chibanis"), help="Oui pour un résident présent avant la transformation du foyer."),
        Column("contract_start_on", "Date d'entrée", Day(long_past=True), ("Date entrée", "Entré le", "Date d'arrivée", "Début de contrat", "Date de début de contrat"), help="Sortie : jour de l'entrée dans les lieux, pour la durée du séjour."),
        Column("origin", "Origine", Code(codes.ORIGINS, codes.ORIGIN_ALIASES, codes.ORIGIN_HINTS), ("Provenance", "Situation avant l'entrée", "Logement précédent", "Hébergement précédent"), help="Entrée : d'où vient la personne ; « Institution » n'est jamais détaillé."),
        Column("quota", "Prescripteur / contingent", Code(codes.QUOTAS, codes.QUOTA_ALIASES), ("Contingent", "Prescripteur", "Réservataire"), help="Entrée : sur quel contingent le logement a été attribué."),
        Column("plai_eligible", "Plafond PLAI", Flag(), ("Sous plafond PLAI", "PLAI", "Sous plafonds PLAI", "Ressources sous plafond PLAI"), help="Entrée : ressources sous le plafond PLAI, oui ou non ; jamais le montant."),
        Column("age_band", "Tranche d'âge", Code(AGES, AGE_ALIASES), ("Âge", "Tranche âge"), help="Tranche d'âge, jamais la date de naissance."),
        Column("household", "Situation", Code(codes.HOUSEHOLDS, codes.HOUSEHOLD_ALIASES, codes.HOUSEHOLD_HINTS), ("Situation familiale", "Ménage", "Composition du ménage"), help="Isolé, couple, monoparental…"),
        Column("activity", "Activité", Code(codes.ACTIVITIES, codes.ACTIVITY_ALIASES), ("Situation professionnelle", "Ressources", "Statut professionnel"), help="Emploi, formation, demandeur d'emploi, retraite, minima…"),
        Column("exit_reason", "Motif de sortie", Code(codes.REASONS, codes.REASON_ALIASES, codes.REASON_HINTS), ("Motif", "Motif du départ", "Cause de sortie"), help="Sortie : pourquoi."),
        Column("exit_destination", "Destination", Code(codes.DESTINATIONS, codes.DESTINATION_ALIASES, codes.DESTINATION_HINTS), ("Destination de sortie", "Relogement", "Nouveau logement"), help="Sortie : vers quel logement."),
        Column("exit_outcome", "Motif / destination", Codes(Code(codes.OUTCOMES, codes.OUTCOME_ALIASES)), ("Motif et destination", "Motif ou destination", "Destination / motif", "Motif de sortie / destination"), help="Une colonne qui mêle les deux est partagée entre « Motif de sortie » et « Destination ».", is_shared_out=True),
        Column("notice", "Préavis", Text(), ("Préavis donné",), help="Sortie : préavis donné (un mois, huit jours, aucun)."),
        Column("name", "Nom", Dropped(tells_apart=True), ("Nom et prénom", "Nom prénom", "Nom / prénom", "Nom du résident", "Résident", "Locataire"), help="Jamais conservé."),
        Column("unit", "Logement", Dropped(tells_apart=True), ("N° logement", "N° de logement", "Chambre", "N° chambre", "Lot"), help="Jamais conservé."),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques", "Observation"), help="Jamais conservé."),
    ),
    rules=(
        Rule(("contract_start_on", "moved_on"), lambda start, moved: start <= moved, "date d'entrée après le mouvement ; vérifiez les deux dates"),
        Rule(("exit_reason", "exit_destination"), lambda reason, destination: (reason == "deces") == (destination == "deces"), "décès d'un côté, autre chose de l'autre ; corrigez le motif ou la destination, ou dites pourquoi", "doubt"),
    ),
    doubts=(
        Doubt("move_type", lambda row: row["move_type"] == "entree" and _holds(row, _OF_EXITS), "entrée avec un motif ou une destination de sortie ; corrigez le type, ou videz ces cellules"),
        Doubt("move_type", lambda row: row["move_type"] == "sortie" and _holds(row, _OF_ENTRIES), "sortie avec une origine, un contingent ou des jours de vacance ; corrigez le type, ou dites pourquoi"),
        Doubt("contract_start_on", lambda row: row["move_type"] == "sortie" and row["contract_start_on"] is None, "sortie sans date d'entrée ; sa durée de séjour ne sera pas comptée"),
        Doubt("contract_start_on", lambda row: row["move_type"] == "entree" and row["contract_start_on"] not in (None, row["moved_on"]), "entrée dont la date d'entrée n'est pas celle du mouvement ; vérifiez les deux dates, ou dites pourquoi"),
        Doubt("exit_outcome", _says_several, "plusieurs motifs, ou plusieurs destinations, pour une sortie : aucun n'est retenu ; n'en gardez qu'un, ou dites pourquoi"),
    ),
)  # fmt: skip
