"""F3, the meeting log: one row a meeting, held or not. Attendance is counted, never named."""

from pipelines.contract import Column, Contract, Doubt, Habit, Rule
from pipelines.lists import Code, Codes, Landings, Residence
from pipelines.types import Day, Dropped, Identifier, Text, Whole

TYPES = {
    "palier": "Réunion de palier",
    "pleniere": "Réunion plénière",
    "comite": "Comité de résidents",
    "conseil": "Conseil de concertation",
    "groupe_action": "Groupe d'action",
    "atelier": "Atelier",
    "info_collective": "Information collective",
    "election": "Élection",
    "autre": "Autre",
}
TYPE_ALIASES = {
    "Réunion de résidents": "pleniere",
    "Assemblée plénière": "pleniere",
    "Comité des résidents": "comite",
    "Réunion du comité": "comite",
    "Réunion de comité": "comite",
    "Conseil": "conseil",
    "Groupe d'actions collectives": "groupe_action",
    "Info collective": "info_collective",
}
STATUSES = {"tenue": "Tenue", "annulee": "Annulée", "reportee": "Reportée"}
INITIATIVES = {
    "residents": "Résidents",
    "comite": "Comité",
    "gestionnaire": "Gestionnaire",
    "partenaire": "Partenaire",
    "mixte": "Mixte",
    "nc": "NC",
}
INITIATIVE_ALIASES = {
    "Comité de résidents": "comite",
    "Équipe": "gestionnaire",
    "Non communiqué": "nc",
    "?": "nc",
    "-": "nc",
}
THEMES = {
    "voisinage": "Voisinage",
    "reglement_interieur": "Règlement intérieur",
    "proprete": "Propreté",
    "securite": "Sécurité",
    "travaux": "Travaux",
    "espaces_communs": "Espaces communs",
    "fluides_energie": "Fluides / énergie",
    "animation": "Animation",
    "sante": "Santé",
    "droits": "Droits",
    "charte": "Charte",
    "projet_social": "Projet social",
    "redevance": "Redevance",
    "autre": "Autre",
}
LEVELS = {
    "information": "Information",
    "consultation": "Consultation",
    "concertation": "Concertation",
    "co_construction": "Co-construction",
    "co_decision": "Co-décision",
}

CONTRACT = Contract(
    kind="reunions",
    code="F3",
    title="Réunions",
    fact="meetings",
    period="month",
    period_column="held_on",
    is_due=True,
    key=("residence", "held_on", "meeting_type", "group_name", "landing"),
    telling=("meeting_type", "initiative", "invited_count", "attended_count", "status", "minutes_posted_on", "themes", "decisions_taken"),
    is_register=True,
    lists={"landing": "meeting_landings", "themes": "meeting_themes"},
    help="Une ligne par réunion, tenue, annulée ou reportée. On compte les présents, on ne les nomme pas.",
    never_kept="Les noms des présents, les listes d'émargement, les observations.",
    columns=(
        Column("held_on", "Date", Day(past=True), ("Date réunion", "Date de la réunion"), required=True, help="Jour de la réunion."),
        Column("residence", "Résidence", Residence(), ("Code résidence", "RS", "Site"), required=True, help="Code ou nom de la résidence."),
        Column("meeting_type", "Type de réunion", Code(TYPES, TYPE_ALIASES), ("Type", "Nature réunion"), help="Palier, plénière, comité, conseil… ; vide : autre."),
        Column("group_name", "Groupe", Text(), ("Nom du groupe", "Groupe d'action", "Groupe concerné"), help="Pour une séance de groupe d'action : le nom du groupe, le même que dans « Groupes d'actions collectives »."),
        Column("landing", "Palier / bâtiment", Landings(), ("Palier", "Bâtiment", "Paliers", "Palier concerné"), help="Palier réuni, ou plusieurs séparés par une virgule."),
        Column("status", "Statut", Code(STATUSES), ("État", "Réunion tenue"), help="Tenue, annulée ou reportée ; seules les réunions tenues comptent. Sans cette colonne, le registre est celui des réunions tenues.", absent="tenue"),
        Column("initiative", "À l'initiative de", Code(INITIATIVES, INITIATIVE_ALIASES), ("Initiative", "Initiateur"), help="Qui a demandé la réunion ; NC si ce n'est pas connu."),
        Column("invited_count", "Invités", Whole(), ("Nb invités", "Résidents invités", "Invités résidents"), unit="personnes", help="Résidents invités."),
        Column("attended_count", "Présents résidents", Whole(), ("Présents", "Nb présents", "Résidents présents", "Participants", "Nb participants"), unit="personnes", help="Résidents présents."),
        Column("women_count", "Dont femmes", Whole(), ("Femmes", "Femmes présentes"), unit="personnes", help="Résidentes présentes."),
        Column("members_present", "Membres comité présents", Whole(), ("Membres présents", "Membres du comité présents"), unit="membres", help="Membres du comité présents (réunions du comité)."),
        Column("members_in_office", "Membres comité en exercice", Whole(), ("En exercice", "Membres en exercice", "Membres du comité en exercice"), unit="membres", help="Membres du comité en exercice ce jour-là."),
        Column("manager_reps", "Représentants gestionnaire", Whole(), ("Représentants du gestionnaire", "Rep gestionnaire"), unit="personnes", help="Conseil de concertation : représentants du gestionnaire."),
        Column("owner_reps", "Représentants propriétaire", Whole(), ("Représentants du propriétaire", "Rep propriétaire"), unit="personnes", help="Conseil de concertation : représentants du propriétaire."),
        Column("resident_reps", "Représentants résidents", Whole(), ("Représentants des résidents", "Rep résidents"), unit="personnes", help="Conseil de concertation : représentants des résidents."),
        Column("partners_present", "Partenaires présents", Text(), ("Partenaires",), help="Organismes présents, pas les personnes."),
        Column("themes", "Thèmes", Codes(Code(THEMES)), ("Thème", "Sujets", "Ordre du jour"), help="Un ou plusieurs thèmes, séparés par une virgule."),
        Column("conflict_id", "Conflit concerné (n°)", Identifier(), ("Conflit concerné", "N° conflit", "Conflit"), help="Numéro du conflit traité par la réunion, s'il y en a un."),
        Column("decisions_taken", "Décisions / demandes (nb)", Whole(), ("Décisions", "Décisions / demandes", "Nb décisions", "Demandes"), unit="décisions", help="Demandes et décisions de la réunion."),
        Column("decisions_done", "Suites faites (nb)", Whole(), ("Suites faites", "Suites", "Nb suites faites"), unit="décisions", help="Demandes et décisions suivies d'effet."),
        Column("minutes_posted_on", "CR affiché le", Day(past=True), ("CR affiché", "Date affichage CR", "Compte rendu affiché le"), help="Jour d'affichage du compte rendu ; SO s'il n'en faut pas."),
        Column("participation_level", "Niveau de participation", Code(LEVELS), ("Niveau", "Degré de participation"), help="De l'information à la co-décision."),
        Column("language", "Langue / interprète", Text(), ("Langue", "Interprète"), help="Langue de la réunion, présence d'un interprète."),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques", "Observation"), help="Jamais conservé."),
    ),
    rules=(
        Rule(("attended_count", "invited_count"), lambda attended, invited: attended <= invited, "{0} présents pour {1} invités ; corrigez l'un des deux"),
        Rule(("women_count", "attended_count"), lambda women, attended: women <= attended, "{0} femmes pour {1} présents ; corrigez l'un des deux"),
        Rule(("members_present", "members_in_office"), lambda present, office: present <= office, "{0} membres présents pour {1} en exercice ; corrigez l'un des deux"),
        Rule(("decisions_done", "decisions_taken"), lambda done, taken: done <= taken, "{0} suites faites pour {1} décisions ; corrigez l'un des deux"),
        Rule(("minutes_posted_on", "held_on"), lambda posted, held: posted >= held, "compte rendu affiché avant la réunion ; vérifiez les deux dates", "doubt"),
    ),
    habits=(Habit("attended_count", ("residence", "meeting_type"), only_above=True),),
    doubts=(
        Doubt("status", lambda row: row["status"] is None, "statut vide : la réunion ne sera pas comptée comme tenue ; écrivez Tenue, Annulée ou Reportée"),
    ),
)  # fmt: skip
