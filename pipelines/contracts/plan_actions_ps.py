"""F11, the action plan of the projets sociaux: one row an action, and the needs of residents that it answers."""

from pipelines.contract import Column, Contract, Doubt, Rule
from pipelines.contracts.enquete_besoins import CATEGORIES
from pipelines.lists import Code, Codes, Residence
from pipelines.types import Day, Dropped, Identifier, Label, Percentage, Text

STATUSES = {
    "a_faire": "À faire",
    "en_cours": "En cours",
    "realisee": "Réalisée",
    "partielle": "Partielle",
    "reportee": "Reportée",
    "abandonnee": "Abandonnée",
}
STATUS_ALIASES = {
    "Réalisé": "realisee",
    "Partiel": "partielle",
    "Partiellement réalisée": "partielle",
    "Partiellement réalisé": "partielle",
    "Reporté": "reportee",
    "Abandonné": "abandonnee",
    "Non commencée": "a_faire",
    "Non démarrée": "a_faire",
}
STATUS_HINTS = {
    "fait": "realisee",
    "faite": "realisee",
    "ok": "realisee",
    "terminé": "realisee",
    "terminée": "realisee",
}
STATUS_HINTS |= {
    "clos": "realisee",
    "démarré": "en_cours",
    "en continu": "en_cours",
    "lancé": "en_cours",
    "prévu": "a_faire",
}
STATUS_HINTS |= {"annulé": "abandonnee", "annulée": "abandonnee", "stand-by": "reportee", "en attente": "reportee"}  # fmt: skip
_NEED = Code(
    CATEGORIES, {"Français": "langue"}, {"voisinage": "voisinage_vie_collective", "santé": "sante_soins"}
)

CONTRACT = Contract(
    kind="plan_actions_ps",
    code="F11ter",
    title="Plan d'actions du projet social",
    fact="action_items",
    period="none",
    key=("residence", "action_id"),
    other_key=("residence", "version", "axis", "objective", "action"),
    telling=("axis", "objective", "action", "needs", "pilot", "planned_end_on", "progress_pct", "status", "target", "funding_call"),
    enough=3,
    lists={"needs": "action_needs"},
    help="Une ligne par action. « En continu » est une fin possible : l'action n'a alors pas d'échéance, et elle est comptée à part.",
    never_kept="Les noms des pilotes et des participants.",
    columns=(
        Column("action_id", "N° action", Identifier(), ("N°", "N° de l'action", "Code action", "Réf", "ID"), help="Numéro de l'action, le même d'une année à l'autre."),
        Column("residence", "Résidence", Residence(), ("Code résidence", "RS", "Site"), required=True, help="Code ou nom de la résidence."),
        Column("version", "Version", Identifier(), ("Version du projet social", "N° version"), help="Version du projet social dont c'est une action ; vide : celle en vigueur."),
        Column("axis", "Axe", Label(), ("Axe du projet social", "Axe stratégique"), help="Axe, écrit comme dans cette version du projet social."),
        Column("objective", "Objectif", Text(of_a_plan=True), ("Objectif opérationnel", "Objectifs"), help="Objectif auquel l'action répond."),
        Column("action", "Action", Text(of_a_plan=True), ("Fiche action", "Intitulé", "Intitulé de l'action"), required=True, help="L'action, en quelques mots."),
        Column("needs", "Besoin visé", Codes(_NEED), ("Besoins visés", "Catégorie de besoin", "Besoin"), help="Un ou plusieurs besoins de l'enquête, séparés par une virgule : c'est ce qui relie l'action aux résidents."),
        Column("pilot", "Pilote", Text(), ("Pilote (fonction)", "Référent", "Responsable"), help="Fonction, jamais un nom."),
        Column("partner", "Partenaire", Text(of_a_plan=True), ("Partenaires", "Partenaire associé"), help="Organismes associés à l'action."),
        Column("started_on", "Début", Day(), ("Date de début", "Début le"), help="Jour où l'action commence."),
        Column("planned_end_on", "Fin prévue", Day(open_ended=True), ("Échéance", "Date de fin", "Date de fin prévue", "Fin"), help="Jour où l'action doit être finie, ou « en continu » si elle ne finit pas."),
        Column("status", "Statut", Code(STATUSES, STATUS_ALIASES, STATUS_HINTS), ("État", "État d'avancement"), help="À faire, en cours, réalisée, partielle, reportée ou abandonnée."),
        Column("progress_pct", "Avancement %", Percentage(), ("Avancement", "% avancement", "Taux d'avancement"), unit="%", help="Avancement estimé par le pilote."),
        Column("measured_by", "Indicateur", Text(of_a_plan=True), ("Indicateur de suivi",), help="Ce qui est compté pour suivre l'action."),
        Column("target", "Cible", Text(of_a_plan=True), ("Objectif chiffré", "Valeur cible"), help="Ce qui est visé, par exemple 12 ateliers."),
        Column("achieved", "Réalisé", Text(of_a_plan=True), ("Résultat", "Valeur atteinte"), help="Ce qui est atteint à ce jour."),
        Column("funding_call", "Financement (AAP)", Text(of_a_plan=True), ("Financement", "AAP"), help="Appel à projets ou financement, par exemple DIAN 2025."),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques", "Observation"), help="Jamais conservé."),
    ),
    rules=(
        Rule(("planned_end_on", "started_on"), lambda end, start: end >= start, "fin prévue avant le début ; vérifiez les deux dates"),
        Rule(("progress_pct", "status"), lambda progress, status: status != "realisee" or progress == 100, "action réalisée et avancement de {0:g} % ; corrigez l'un des deux, ou dites pourquoi", "doubt"),
    ),
    doubts=(
        Doubt("status", lambda row: row["status"] is None, "statut vide : on ne saura pas si l'action est faite ; choisissez dans la liste"),
    ),
)  # fmt: skip
