"""F12, companion: the collective action groups, one row a group. Their sessions are in the meeting log, under the group's name."""

from pipelines.contract import Column, Contract, Doubt
from pipelines.lists import Code, Flag, Residence
from pipelines.types import Day, Dropped, Text, Whole

LEADERS = {"residents": "Résidents", "equipe": "Équipe", "partenaire": "Partenaire"}
LEADER_ALIASES = {
    "Un résident": "residents",
    "Une résidente": "residents",
    "Comité": "residents",
    "Comité de résidents": "residents",
    "Gestionnaire": "equipe",
    "Association partenaire": "partenaire",
}
LEADER_HINTS = {"mixte": "equipe", "résidents et équipe": "equipe", "bénévole": "partenaire"}
STATUSES = {"projet": "En projet", "actif": "Actif", "pause": "En pause", "termine": "Terminé"}
STATUS_ALIASES = {"En cours": "actif", "Suspendu": "pause", "Clos": "termine", "Arrêté": "termine"}

CONTRACT = Contract(
    kind="groupes_actions",
    code="F12bis",
    title="Groupes d'actions collectives",
    fact="collective_groups",
    period="none",
    key=("residence", "group_name"),
    telling=("group_name", "is_from_charter", "created_on", "led_by", "members_count", "sessions_declared", "group_status"),
    enough=3,
    help="Une ligne par groupe. Ses séances se notent au registre des réunions : type « Groupe d'action », et son nom dans la colonne « Groupe ».",
    never_kept="Les noms des animateurs et des membres, les observations.",
    columns=(
        Column("residence", "Résidence", Residence(), ("Code résidence", "RS", "Site"), required=True, help="Code ou nom de la résidence."),
        Column("group_name", "Groupe", Text(), ("Nom du groupe", "Groupe d'actions", "Intitulé du groupe"), required=True, help="Nom du groupe, le même qu'au registre des réunions."),
        Column("theme", "Thème", Text(), ("Thématique", "Objet", "Sujet"), help="Ce à quoi le groupe travaille."),
        Column("is_from_charter", "Né de la charte (O/N)", Flag(), ("Né de la charte", "Issu de la charte"), help="Oui si le groupe est né de la charte des résidents."),
        Column("created_on", "Créé le", Day(past=True), ("Date de création", "Création", "Depuis le"), help="Jour de la création du groupe."),
        Column("led_by", "Animé par", Code(LEADERS, LEADER_ALIASES, LEADER_HINTS), ("Animation", "Animateur", "Porté par"), help="Qui l'anime : les résidents, l'équipe ou un partenaire ; pas de nom."),
        Column("members_count", "Membres", Whole(0, 1000), ("Nb membres", "Nombre de membres", "Participants réguliers"), unit="résidents", help="Résidents qui en sont membres."),
        Column("sessions_declared", "Séances", Whole(0, 1000), ("Nb séances", "Nombre de séances"), unit="séances", help="Séances tenues depuis la création, selon l'équipe ; les dates sont au registre des réunions."),
        Column("group_status", "Statut", Code(STATUSES, STATUS_ALIASES), ("État", "État du groupe"), help="En projet, actif, en pause ou terminé, selon l'équipe."),
        Column("names", "Noms des membres", Dropped(), ("Noms", "Liste des membres", "Nom de l'animateur", "Membres (noms)"), help="Jamais conservé."),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques", "Observation"), help="Jamais conservé."),
    ),
    doubts=(
        Doubt("group_status", lambda row: row["group_status"] == "projet" and (row["sessions_declared"] or 0) > 0, "groupe en projet qui a déjà tenu des séances ; corrigez le statut ou le nombre, ou dites pourquoi"),
    ),
)  # fmt: skip
