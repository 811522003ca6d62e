"""F13, working groups and trainings of the association: one row a session. Staff are counted, never named."""

from pipelines.contract import Column, Contract, Doubt, Rule
from pipelines.lists import Code, Flag
from pipelines.open_lists import Names, Open, ResidenceList
from pipelines.quantities import Decimal, Hours
from pipelines.types import Day, Dropped, Label, Whole

NATURES = {
    "groupe_travail": "Groupe de travail",
    "formation": "Formation",
    "formation_action": "Formation-action",
    "intervision": "Intervision",
}
NATURE_ALIASES = {
    "GT": "groupe_travail",
    "Analyse de la pratique": "intervision",
    "Module de formation": "formation",
    "Stage": "formation",
}
DIRECTIONS = {"recue": "Reçue", "donnee": "Donnée à d'autres associations", "interne": "Interne"}
DIRECTION_ALIASES = {
    "Donnée": "donnee",
    "Animée": "donnee",
    "Dispensée": "donnee",
    "Externe donnée": "donnee",
    "Suivie": "recue",
    "Entre nous": "interne",
}
THEMES = {
    "projet_social": "Projet social",
    "pssm": "Premiers secours en santé mentale",
    "addictions": "Addictions",
    "participation": "Participation des résidents",
    "gestion_conflits": "Gestion des conflits",
    "vieillissement": "Vieillissement",
    "acces_droits": "Accès aux droits",
    "numerique": "Numérique",
    "fluides_energie": "Fluides / énergie",
    "laicite": "Laïcité",
}
THEME_ALIASES = {
    "PSSM": "pssm",
    "Secourisme en santé mentale": "pssm",
    "Rédiger ou actualiser le projet social d'une résidence sociale": "projet_social",
    "Projets sociaux": "projet_social",
    "Participation": "participation",
    "Conflits": "gestion_conflits",
    "Médiation": "gestion_conflits",
}
STATUSES = {"tenue": "Tenue", "annulee": "Annulée", "reportee": "Reportée"}
_TRAININGS = ("formation", "formation_action")

CONTRACT = Contract(
    kind="groupes_travail_formations",
    code="F13",
    title="Groupes de travail et formations",
    fact="practice_sessions",
    period="month",
    period_column="held_on",
    residence_column="",
    is_register=True,
    key=("held_on", "nature", "theme", "title", "provider"),
    telling=("nature", "provider", "hours", "expected_count", "represented_in", "tools", "is_diffused", "satisfaction_mean"),
    lists={"represented_in": "practice_represented", "tools": "practice_tools", "used_in": "practice_tool_uses"},
    help="Une ligne par séance, pour toute l'association : groupe de travail, formation reçue ou donnée, intervision.",
    never_kept="Les noms des salariés, des stagiaires et des intervenants, les observations.",
    columns=(
        Column("held_on", "Date", Day(past=True), ("Date séance", "Date de la séance", "Date formation"), required=True, help="Jour de la séance ; une ligne par jour."),
        Column("nature", "Nature", Code(NATURES, NATURE_ALIASES), ("Type", "Type séance"), required=True, help="Groupe de travail, formation, formation-action ou intervision."),
        Column("status", "Statut", Code(STATUSES), ("État",), help="Tenue, annulée ou reportée ; sans cette colonne, le registre est celui des séances tenues.", absent="tenue"),
        Column("direction", "Reçue / donnée", Code(DIRECTIONS, DIRECTION_ALIASES), ("Sens", "Formation reçue ou donnée"), help="Formations : reçue d'un organisme, interne, ou donnée à d'autres associations."),
        Column("theme", "Thème", Open(Code(THEMES, THEME_ALIASES)), ("Sujet", "Thématique"), help="Un thème connu, ou le vôtre en quelques mots."),
        Column("title", "Intitulé", Label(), ("Module", "Titre"), help="Intitulé de la séance ou du module."),
        Column("provider", "Organisme", Label(), ("Organisme formateur", "Animé par"), help="Organisme qui anime : UNAFO, interne… ; pas une personne."),
        Column("hours", "Durée (h)", Hours(), ("Durée", "Nb heures", "Heures"), unit="heures", help="Durée de la séance."),
        Column("expected_count", "Attendus", Whole(), ("Nb attendus", "Salariés attendus", "Inscrits"), unit="personnes", help="Personnes attendues."),
        Column("attended_count", "Présents", Whole(), ("Nb présents", "Salariés présents", "Participants", "Stagiaires"), unit="personnes", help="Personnes présentes ; pour une formation donnée, les stagiaires des autres associations."),
        Column("represented_in", "Résidences représentées", ResidenceList(), ("Résidences présentes",), help="Résidences dont l'équipe était là, séparées par une virgule."),
        Column("other_operators", "Autres associations (nb)", Whole(0, 500), ("Nb associations", "Associations représentées"), unit="associations", help="Formation donnée : combien d'associations y étaient."),
        Column("tools", "Outils produits", Names(), ("Outil produit", "Outils", "Outils construits"), help="Noms des outils construits, séparés par un point-virgule."),
        Column("is_diffused", "Outil diffusé (O/N)", Flag(), ("Outil diffusé", "Outils diffusés", "Diffusé"), help="Oui quand les outils de la ligne sont diffusés à d'autres équipes."),
        Column("used_in", "Résidences utilisatrices", ResidenceList(), ("Utilisé à", "Utilisé dans", "Outil utilisé à"), help="Résidences qui se servent des outils de la ligne ; à tenir à jour."),
        Column("answers_count", "Réponses satisfaction", Whole(), ("Nb réponses", "Questionnaires rendus"), unit="réponses", help="Stagiaires ayant donné une note."),
        Column("satisfied_count", "Dont notes 3 et 4", Whole(), ("Notes 3 et 4", "Dont satisfaits", "Satisfaits"), unit="réponses", help="Stagiaires ayant donné 3 ou 4 sur 4."),
        Column("satisfaction_mean", "Satisfaction moyenne (1-4)", Decimal(1, 4), ("Satisfaction moyenne", "Satisfaction", "Note moyenne"), help="Moyenne des notes, de 1 à 4 ; elle ne remplace pas les deux colonnes précédentes."),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques", "Intervenant", "Formateur"), help="Jamais conservé."),
    ),
    rules=(
        Rule(("satisfied_count", "answers_count"), lambda satisfied, answers: satisfied <= answers, "{0} notes de 3 ou 4 pour {1} réponses ; corrigez l'un des deux"),
        Rule(("answers_count", "attended_count"), lambda answers, attended: answers <= attended, "{0} réponses pour {1} présents ; corrigez l'un des deux", "doubt"),
        Rule(("attended_count", "expected_count"), lambda attended, expected: attended <= expected, "{0} présents pour {1} attendus ; corrigez l'un des deux"),
    ),
    doubts=(
        Doubt("direction", lambda row: row["nature"] in _TRAININGS and row["direction"] is None, "formation sans « Reçue / donnée » : elle ne sera comptée ni parmi les reçues ni parmi les données ; écrivez-le"),
        Doubt("is_diffused", lambda row: bool(row["tools"]) and row["is_diffused"] is None, "outil produit sans « Outil diffusé » : il ne sera pas compté ; écrivez oui ou non"),
        Doubt("is_diffused", lambda row: not row["tools"] and bool(row["is_diffused"]), "« Outil diffusé » sans nom d'outil : rien ne sera compté ; écrivez le nom de l'outil"),
        Doubt("used_in", lambda row: bool(row["used_in"]) and not row["tools"], "résidences utilisatrices sans nom d'outil ; écrivez le nom de l'outil"),
    ),
)  # fmt: skip
