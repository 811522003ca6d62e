"""F8, what is done with partners: one row an action, a visit or a presentation. Participants are counted, never named."""

from pipelines.contract import Column, Contract, Doubt
from pipelines.contracts.enquete_besoins import CATEGORIES
from pipelines.lists import Code, Codes, Flag, Residence
from pipelines.partners import Project, PublicName, held_in_common, nearly_the_same
from pipelines.types import Day, Dropped, Identifier, Text, Whole

KINDS = {
    "association": "Association",
    "ccas_utas_mds": "CCAS / UTAS / MDS",
    "sante": "Santé",
    "carsat_caf_cpam": "CARSAT / CAF / CPAM",
    "emploi_siae": "Emploi / SIAE",
    "culture": "Culture",
    "police_mediation": "Police / médiation",
    "bailleur": "Bailleur",
    "instance": "Instance",
}
KIND_ALIASES = {
    "Asso": "association",
    "CCAS": "ccas_utas_mds",
    "UTAS": "ccas_utas_mds",
    "MDS": "ccas_utas_mds",
    "Action sociale": "ccas_utas_mds",
    "Partenaire de santé": "sante",
    "CARSAT": "carsat_caf_cpam",
    "CAF": "carsat_caf_cpam",
    "CPAM": "carsat_caf_cpam",
    "Caisse": "carsat_caf_cpam",
    "Emploi": "emploi_siae",
    "SIAE": "emploi_siae",
    "Insertion": "emploi_siae",
    "Police": "police_mediation",
    "Médiation": "police_mediation",
    "Bailleur social": "bailleur",
    "Instance locale": "instance",
}
NATURES = {
    "atelier": "Atelier",
    "permanence": "Permanence",
    "forum": "Forum",
    "visite": "Visite",
    "presentation_instance": "Présentation en instance",
    "reunion_partenariale": "Réunion partenariale",
}
NATURE_ALIASES = {
    "Présentation instance": "presentation_instance",
    "Présentation dans une instance": "presentation_instance",
    "Présentation": "presentation_instance",
    "Rencontre partenariale": "reunion_partenariale",
    "Réunion de partenaires": "reunion_partenariale",
    "Réunion partenaires": "reunion_partenariale",
}
NATURE_HINTS = {"stand": "forum", "sortie": "visite", "réunion": "reunion_partenariale", "cours": "atelier"}
BODIES = {"asv": "ASV", "cls": "CLS", "clsm": "CLSM", "autre": "Autre"}
BODY_ALIASES = {
    "Atelier Santé Ville": "asv",
    "Ateliers Santé Ville": "asv",
    "Contrat local de santé": "cls",
    "Conseil local de santé": "cls",
    "Conseil local de santé mentale": "clsm",
    "Autre instance": "autre",
}
NEED_ALIASES = {
    "Santé": "sante_soins",
    "Droits": "acces_droits_demarches",
    "Accès aux droits": "acces_droits_demarches",
    "Lien social": "isolement_lien_social",
    "Isolement": "isolement_lien_social",
    "Vie collective": "voisinage_vie_collective",
    "Français": "langue",
    "Emploi": "emploi_formation",
    "Budget": "budget_redevance",
    "Énergie": "energie_fluides",
    "Loisirs": "loisirs_culture",
    "Culture": "loisirs_culture",
}


CONTRACT = Contract(
    kind="actions_partenaires",
    code="F8",
    title="Actions avec les partenaires",
    fact="partner_actions",
    period="month",
    period_column="held_on",
    key=("residence", "held_on", "partner", "title"),
    telling=("partner", "title", "nature", "local_body", "joint_project", "agreement_on", "shared_event_id", "partner_kind"),
    enough=3,
    is_register=True,
    lists={"needs": "partner_action_needs"},
    names={"partner": "partner_key", "joint_project": "project_key"},
    help="Une ligne par action menée avec un partenaire : atelier, permanence, forum, visite, présentation dans une instance locale. On compte les participants, on ne les nomme pas.",
    never_kept="Les noms des participants et des interlocuteurs, les observations.",
    columns=(
        Column("held_on", "Date", Day(past=True), ("Date de l'action", "Date action", "Fait le"), required=True, help="Jour de l'action."),
        Column("residence", "Résidence", Residence(), ("Code résidence", "RS", "Site"), required=True, help="Code ou nom de la résidence."),
        Column("partner", "Partenaire", PublicName(), ("Nom du partenaire", "Organisme", "Structure", "Structure partenaire"), help="L'organisme, pas la personne. « C.C.A.S. » et « CCAS » sont lus comme un seul."),
        Column("partner_kind", "Type", Code(KINDS, KIND_ALIASES), ("Type de partenaire", "Type partenaire"), help="Ce qu'est le partenaire."),
        Column("is_mainstream", "Droit commun (O/N)", Flag(), ("Droit commun", "Service de droit commun"), help="Oui pour un service ouvert à tous (CCAS, caisse, hôpital, mission locale…)."),
        Column("agreement_on", "Convention signée le", Day(past=True), ("Convention", "Date convention", "Convention de partenariat"), help="Jour de signature d'une convention avec ce partenaire ; vide s'il n'y en a pas, SO s'il n'en faut pas."),
        Column("title", "Action", PublicName(), ("Intitulé", "Intitulé de l'action", "Action menée", "Objet"), help="Ce qui a été fait, en quelques mots."),
        Column("needs", "Catégorie de besoin", Codes(Code(CATEGORIES, NEED_ALIASES)), ("Besoin", "Besoin couvert", "Besoins", "Catégories de besoin", "Besoin visé"), help="Le ou les besoins auxquels l'action répond, séparés par une virgule : la liste de l'enquête de besoins."),
        Column("nature", "Nature", Code(NATURES, NATURE_ALIASES, NATURE_HINTS), ("Nature de l'action", "Forme"), help="Atelier, permanence, forum, visite, présentation dans une instance, réunion partenariale."),
        Column("participants", "Participants", Whole(), ("Nb participants", "Nombre de participants", "Présents"), unit="personnes", help="Résidents présents ; pour un évènement commun, tous les résidents présents."),
        Column("local_body", "Instance", Code(BODIES, BODY_ALIASES), ("Instance locale", "Instance de concertation"), help="L'instance devant laquelle la résidence s'est présentée."),
        Column("joint_project", "Projet fédérateur né", Project(), ("Projet fédérateur", "Projet né", "Projet commun"), help="Nom du projet né de la présentation, répété sur les actions de ce projet ; non s'il n'y en a pas."),
        Column("follow_up", "Suites", Text(), ("Suites données", "Suite"), help="Ce qui est prévu ensuite, sans nom de personne."),
        Column("shared_event_id", "Évènement commun (n°)", Identifier(), ("Évènement commun", "Événement commun", "N° évènement commun", "Évènement partagé", "Forum commun"), help="Même numéro dans chaque résidence pour un évènement commun à plusieurs : il compte alors une fois pour l'association."),
        Column("people", "Noms des participants", Dropped(), ("Liste des participants", "Émargement", "Interlocuteur", "Contact"), help="Jamais conservé."),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques", "Observation"), help="Jamais conservé."),
    ),
    series_doubts=lambda rows, before: [*nearly_the_same(rows, before), *held_in_common(rows)],
    doubts=(
        Doubt("partner", lambda row: row["partner"] is None and row["nature"] != "presentation_instance", "partenaire vide : l'action ne compte pour aucun partenaire ; écrivez-le, ou dites pourquoi"),
        Doubt("local_body", lambda row: row["nature"] == "presentation_instance" and row["local_body"] is None, "présentation dans une instance, sans dire laquelle ; écrivez ASV, CLS, CLSM ou Autre"),
    ),
)  # fmt: skip
