"""F13bis, staff trained, by year and theme: how many different people, declared by the head office, never derived from sessions."""

from pipelines.contract import Column, Contract, Rule
from pipelines.contracts.groupes_travail_formations import THEME_ALIASES, THEMES
from pipelines.lists import Code
from pipelines.open_lists import Open
from pipelines.types import Dropped, Text, Whole, Year

CONTRACT = Contract(
    kind="salaries_formes",
    code="F13bis",
    title="Salariés formés (année)",
    fact="staff_trained",
    period="year",
    period_column="year",
    residence_column="",
    key=("year", "theme"),
    telling=("staff_in_post", "trained_count"),
    enough=1,
    help="Une ligne par année et par thème : salariés en poste au 31 décembre, dont formés à ce thème dans les 24 derniers mois.",
    never_kept="Les noms des salariés.",
    columns=(
        Column("year", "Année", Year(), ("Exercice",), required=True, help="Année de la déclaration."),
        Column("theme", "Thème", Open(Code(THEMES | {"tous": "Tous thèmes"}, THEME_ALIASES)), ("Sujet", "Thématique"), required=True, help="Un thème connu, le vôtre, ou « Tous thèmes »."),
        Column("staff_in_post", "Salariés en poste au 31/12", Whole(), ("Salariés en poste", "Effectif", "Effectif au 31/12"), unit="salariés", help="Salariés en poste le 31 décembre, formés ou non."),
        Column("trained_count", "Salariés formés sur 24 mois", Whole(), ("Salariés formés", "Dont formés", "Nb salariés formés"), unit="salariés", help="Salariés en poste, chacun compté une fois, formés à ce thème dans les 24 derniers mois."),
        Column("method", "Méthode", Text(), ("Méthode de comptage",), help="Comment le compte a été fait : plan de formation, attestations…"),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques"), help="Jamais conservé."),
    ),
    rules=(
        Rule(("trained_count", "staff_in_post"), lambda trained, staff: trained <= staff, "{0} salariés formés pour {1} en poste ; corrigez l'un des deux"),
    ),
)  # fmt: skip
