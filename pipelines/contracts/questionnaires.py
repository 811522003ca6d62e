"""F6ter, the questions as they were read to residents: one row a question of a version of a questionnaire, wording and answers offered."""

from pipelines.contract import Column, Contract, Rule
from pipelines.contracts.enquete_besoins import CATEGORIES
from pipelines.contracts.enquete_satisfaction import ITEMS
from pipelines.lists import Code
from pipelines.types import Dropped, Identifier, Text, Whole

SURVEYS = {"besoins": "Besoins", "satisfaction": "Satisfaction"}
SURVEY_ALIASES = {"Enquête de besoins": "besoins", "Enquête de satisfaction": "satisfaction"}
QUESTIONS = CATEGORIES | {item: header for item, (header, _) in ITEMS.items()}
QUESTION_ALIASES = {alias: item for item, (_, aliases) in ITEMS.items() for alias in aliases}
QUESTION_ALIASES |= {"Français": "langue"}
_OF_SURVEY: dict[str, frozenset[str]] = {"besoins": frozenset(CATEGORIES), "satisfaction": frozenset(ITEMS)}


CONTRACT = Contract(
    kind="questionnaires",
    code="F6ter",
    title="Questions posées",
    fact="questions_asked",
    period="none",
    residence_column="",
    key=("survey", "questionnaire_version", "question"),
    telling=("survey", "wording", "question"),
    help="Facultatif : une ligne par question de chaque version d'un questionnaire, telle qu'elle a été lue aux résidents. Deux versions se comparent alors question par question, même si leur nom a changé.",
    never_kept="Les réponses, et tout ce qui désignerait une personne.",
    columns=(
        Column("survey", "Enquête", Code(SURVEYS, SURVEY_ALIASES), ("Type d'enquête",), required=True, help="Besoins ou Satisfaction."),
        Column("questionnaire_version", "Version du questionnaire", Identifier(), ("Version",), required=True, help="Le même nom que dans la colonne « Version du questionnaire » des réponses."),
        Column("question", "Question (besoin ou thème)", Code(QUESTIONS, QUESTION_ALIASES), ("Question", "Besoin", "Thème", "Besoin ou thème"), required=True, help="Le besoin ou le thème que mesure la question : l'en-tête de sa colonne dans le classeur des réponses."),
        Column("wording", "Libellé lu aux résidents", Text(of_a_plan=True), ("Libellé", "Formulation", "Texte de la question", "Question posée"), required=True, help="La question mot pour mot, telle qu'elle a été lue ou imprimée."),
        Column("answers_offered", "Réponses proposées", Text(of_a_plan=True), ("Réponses", "Échelle", "Modalités"), help="Case à cocher ; 0 à 3 ; Très / Plutôt / Peu / Pas du tout satisfait…"),
        Column("place", "Ordre", Whole(1, 200), ("N°", "Rang", "Ordre dans le questionnaire"), unit="rang", help="Place de la question dans le questionnaire ; facultatif."),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques"), help="Jamais conservé."),
    ),
    rules=(
        Rule(("question", "survey"), lambda question, survey: question in _OF_SURVEY[survey], "cette question n'est pas de l'enquête dite sur la ligne ; corrigez l'enquête ou la question"),
    ),
)  # fmt: skip
