"""F14, the actions of a funding call: one row an action and objective, what was planned and what was achieved."""

from pipelines.contract import Column, Contract, Doubt, Row, Rule
from pipelines.funding import Call
from pipelines.lists import Code
from pipelines.open_lists import ResidenceList
from pipelines.quantities import Decimal
from pipelines.types import Day, Dropped, Identifier, Label, Text, Whole

AXES = {
    "vacance_travaux": "Vacance pour travaux",
    "gestion_besoins": "Gestion et besoins des résidents",
    "mobilier_ages": "Mobilier des résidents âgés",
}
AXIS_ALIASES = {
    "Vacance": "vacance_travaux",
    "Organisation de la vacance": "vacance_travaux",
    "Gestion": "gestion_besoins",
    "Besoins des résidents": "gestion_besoins",
    "Réponses aux besoins des résidents": "gestion_besoins",
    "Mobilier": "mobilier_ages",
}
COUNTINGS = {"distinct": "Personnes différentes", "passages": "Passages"}
COUNTING_ALIASES = {
    "Distinct": "distinct",
    "Personnes distinctes": "distinct",
    "Uniques": "distinct",
    "Présences": "passages",
    "Participations": "passages",
}
STATUSES = {
    "a_faire": "À faire",
    "en_cours": "En cours",
    "realisee": "Réalisée",
    "partielle": "Partielle",
    "reportee": "Reportée",
    "abandonnee": "Abandonnée",
}
STATUS_ALIASES = {
    "Fait": "realisee",
    "Faite": "realisee",
    "Terminée": "realisee",
    "Partiellement réalisée": "partielle",
    "Annulée": "abandonnee",
}
WAYS = {"hausse": "Plus vaut mieux", "baisse": "Moins vaut mieux"}
WAY_ALIASES = {"+": "hausse", "À la hausse": "hausse", "À la baisse": "baisse"}
_TOLERATED = 0.10  # domain.md D.3: past it, a variance is explained


def _is_unexplained(row: Row, planned: str, achieved: str) -> bool:
    expected, done = row[planned], row[achieved]
    if expected is None or done is None or row["variance_comment"]:
        return False
    return bool(abs(done - expected) > _TOLERATED * abs(expected) + 1e-9)


CONTRACT = Contract(
    kind="aap_actions",
    code="F14",
    title="Actions de l'appel à projets",
    fact="call_actions",
    period="call",
    period_column="call_id",
    residence_column="",
    key=("call_id", "action_id", "indicator_label"),
    other_key=("call_id", "axis", "action", "indicator_label"),
    telling=("axis", "action", "beneficiaries_planned", "beneficiaries_achieved", "counting", "variance_comment", "indicator_label"),
    enough=3,
    lists={"covered_in": "call_action_residences"},
    help="Une ligne par action du dossier financé, et par objectif si elle en a plusieurs : ce qui était prévu, ce qui est fait.",
    never_kept="Les noms des bénéficiaires et des intervenants.",
    columns=(
        Column("call_id", "AAP (année)", Call(), ("AAP", "Appel à projets", "Année AAP", "Appel"), required=True, help="L'appel, par son année : AAP 2025."),
        Column("action_id", "N° action", Identifier(), ("Action n°", "Code action", "N°"), help="Numéro de l'action au dossier, repris dans le budget."),
        Column("axis", "Axe", Code(AXES, AXIS_ALIASES), ("Axe de l'AAP", "Axe de l'appel"), help="Objectif de l'appel auquel l'action répond."),
        Column("action", "Action", Text(of_a_plan=True), ("Intitulé de l'action", "Libellé de l'action", "Nom de l'action"), required=True, help="Intitulé de l'action, comme au dossier."),
        Column("covered_in", "Résidences", ResidenceList(), ("Résidences concernées", "Résidences couvertes", "Sites"), help="Résidences concernées, séparées par une virgule, ou « toutes »."),
        Column("objective", "Objectif", Text(of_a_plan=True), ("Résultat attendu", "Objectif visé"), help="Ce que l'action doit changer."),
        Column("indicator_label", "Indicateur", Text(of_a_plan=True), ("Indicateur de résultat",), help="Ce qui se mesure : ateliers tenus, logements meublés…"),
        Column("unit", "Unité", Label(), ("Unité de mesure",), help="Unité de « Prévu » et « Réalisé »."),
        Column("planned", "Prévu", Decimal(), ("Valeur prévue", "Cible"), help="Valeur prévue au dossier."),
        Column("achieved", "Réalisé", Decimal(), ("Valeur réalisée", "Résultat"), help="Valeur constatée."),
        Column("way", "Sens", Code(WAYS, WAY_ALIASES), ("Sens de l'indicateur",), help="« Moins vaut mieux » pour un indicateur qui doit baisser ; vide : plus vaut mieux."),
        Column("beneficiaries_planned", "Bénéficiaires prévus", Whole(), ("Nb bénéficiaires prévus",), unit="bénéficiaires", help="Bénéficiaires prévus au dossier."),
        Column("beneficiaries_achieved", "Bénéficiaires réalisés", Whole(), ("Nb bénéficiaires réalisés", "Bénéficiaires touchés"), unit="bénéficiaires", help="Bénéficiaires comptés."),
        Column("counting", "Comptage", Code(COUNTINGS, COUNTING_ALIASES), ("Mode de comptage",), help="Personnes différentes, chacune une fois, ou passages : les deux ne s'additionnent jamais."),
        Column("starts_planned_on", "Début prévu", Day(), ("Date de début prévue",), help="Début prévu au dossier."),
        Column("ends_planned_on", "Fin prévue", Day(), ("Date de fin prévue",), help="Fin prévue au dossier."),
        Column("started_on", "Début réel", Day(past=True), ("Date de début réelle",), help="Premier jour de l'action."),
        Column("ended_on", "Fin réelle", Day(past=True), ("Date de fin réelle",), help="Dernier jour de l'action."),
        Column("status", "Statut", Code(STATUSES, STATUS_ALIASES), ("État", "Avancement"), help="À faire, en cours, réalisée, partielle, reportée ou abandonnée."),
        Column("variance_comment", "Commentaire d'écart", Text(), ("Explication de l'écart", "Commentaire écart"), help="Pourquoi le réalisé s'écarte du prévu ; demandé au-delà de 10 %."),
        Column("evidence", "Pièce justificative", Label(), ("Justificatif", "Pièces justificatives"), help="Nom du document qui le prouve : feuille de présence comptée, facture…"),
        Column("remarks", "Observations", Dropped(), ("Remarques",), help="Jamais conservé."),
    ),
    rules=(
        Rule(("ended_on", "started_on"), lambda ended, started: ended >= started, "l'action finit avant de commencer ; vérifiez les deux dates"),
    ),
    doubts=(
        Doubt("variance_comment", lambda row: _is_unexplained(row, "planned", "achieved"), "le réalisé s'écarte de plus de 10 % du prévu ; dites pourquoi dans « Commentaire d'écart »"),
        Doubt("beneficiaries_achieved", lambda row: _is_unexplained(row, "beneficiaries_planned", "beneficiaries_achieved"), "les bénéficiaires s'écartent de plus de 10 % du prévu ; dites pourquoi dans « Commentaire d'écart »"),
        Doubt("counting", lambda row: row["counting"] is None and row["beneficiaries_achieved"] is not None, "bénéficiaires sans « Comptage » : ils ne seront pas comptés ; écrivez Personnes différentes ou Passages"),
    ),
)  # fmt: skip
