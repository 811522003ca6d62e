"""F11, companion: the seven stages of an update one by one, so that its history is kept and who was consulted at each."""

from pipelines.contract import Column, Contract, Doubt, Rule
from pipelines.contracts.projets_sociaux import STAGE_ALIASES, STAGES
from pipelines.lists import Code, Residence
from pipelines.types import Day, Dropped, Identifier, Text, Whole

CONTRACT = Contract(
    kind="etapes_actualisation",
    code="F11bis",
    title="Étapes d'actualisation",
    fact="update_stages",
    period="none",
    key=("residence", "version", "stage"),
    telling=("stage", "began_on", "done_on", "consulted"),
    help="Facultatif : une ligne par étape commencée de la version en préparation. Sans cette feuille, l'étape écrite au registre suffit.",
    never_kept="Les noms des personnes consultées.",
    columns=(
        Column("residence", "Résidence", Residence(), ("Code résidence", "RS", "Site"), required=True, help="Code ou nom de la résidence."),
        Column("version", "Version", Identifier(), ("Version en préparation", "N° version"), required=True, help="La version en préparation, écrite comme au registre des projets sociaux."),
        Column("stage", "Étape", Code(STAGES, STAGE_ALIASES), ("Étape d'actualisation", "N° étape"), required=True, help="Une des sept étapes, de 1 lancement à 7 validation."),
        Column("began_on", "Commencée le", Day(past=True), ("Début", "Commencé le", "Début de l'étape"), help="Jour où l'étape a commencé."),
        Column("done_on", "Validée le", Day(past=True), ("Terminée le", "Étape validée le", "Fin de l'étape"), help="Jour où l'étape a été validée ; vide si elle est en cours."),
        Column("residents_met", "Résidents rencontrés", Whole(), ("Nb résidents rencontrés", "Résidents consultés", "Résidents associés"), unit="résidents", help="Résidents rencontrés à cette étape ; le compte sans doublons est au registre."),
        Column("staff_met", "Salariés présents", Whole(), ("Salariés", "Salariés associés"), unit="salariés", help="Salariés qui y ont pris part, comptés et jamais nommés."),
        Column("consulted", "Organismes consultés", Text(of_a_plan=True), ("Partenaires consultés", "Partenaires associés", "Consultés"), help="Instances et organismes consultés ; pas les personnes."),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques", "Observation"), help="Jamais conservé."),
    ),
    rules=(
        Rule(("done_on", "began_on"), lambda done, began: done >= began, "étape validée avant d'avoir commencé ; vérifiez les deux dates"),
    ),
    doubts=(
        Doubt("began_on", lambda row: row["began_on"] is None and row["done_on"] is None, "étape sans aucune date : elle ne sera pas comptée ; écrivez le jour où elle a commencé"),
    ),
)  # fmt: skip
