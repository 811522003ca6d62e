"""F9, the referrals: one row a referral to a service, and what became of it. No file of health or of a permit is told."""

from pipelines.contract import Column, Contract, Doubt, Rule
from pipelines.contracts.actions_partenaires import NEED_ALIASES
from pipelines.contracts.enquete_besoins import CATEGORIES
from pipelines.lists import Code, Flag, Residence
from pipelines.partners import nearly_the_same
from pipelines.types import Day, Dropped, Identifier, Text

STATUSES = {
    "proposee": "Proposée",
    "acceptee": "Acceptée",
    "rdv_pris": "RDV pris",
    "en_cours": "En cours",
    "aboutie": "Aboutie",
    "refusee": "Refusée",
    "abandonnee": "Abandonnée",
    "sans_nouvelles": "Sans nouvelles",
}
STATUS_ALIASES = {
    "Rendez-vous pris": "rdv_pris",
    "RV pris": "rdv_pris",
    "Rendez-vous fixé": "rdv_pris",
    "Sans nouvelle": "sans_nouvelles",
    "Orientation aboutie": "aboutie",
    "Refus": "refusee",
    "Abandon": "abandonnee",
}
STATUS_HINTS = {
    "OK": "aboutie",
    "fait": "aboutie",
    "réglé": "aboutie",
    "droit ouvert": "aboutie",
    "perdu de vue": "sans_nouvelles",
    "en attente": "en_cours",
    "à suivre": "en_cours",
    "non": "refusee",
}
FAMILIES = {
    "sante": "Santé",
    "retraite": "Retraite",
    "autonomie_apa": "Autonomie / APA",
    "logement": "Logement",
    "prestations_caf": "Prestations CAF",
    "titre_administratif": "Titre administratif",
    "emploi": "Emploi",
    "autre": "Autre",
}
FAMILY_ALIASES = {
    "APA": "autonomie_apa",
    "Autonomie": "autonomie_apa",
    "CAF": "prestations_caf",
    "Prestations": "prestations_caf",
    "Titre de séjour": "titre_administratif",
    "Droits santé": "sante",
}
ENDED = ("aboutie", "refusee", "abandonnee")


CONTRACT = Contract(
    kind="orientations",
    code="F9",
    title="Orientations",
    fact="referrals",
    period="month",
    period_column="referred_on",
    key=("residence", "referral_id"),
    telling=("referral_id", "need", "partner", "status", "outcome_on", "right_family", "failure_reason"),
    enough=3,
    is_register=True,
    names={"partner": "partner_key"},
    help="Une ligne par orientation vers un service, et ce qu'elle est devenue. Le numéro ne renvoie à aucune personne ; du droit ouvert, on ne garde que la famille.",
    never_kept="Les noms, le détail d'un dossier de santé ou de séjour, les numéros de dossier, les observations.",
    columns=(
        Column("referral_id", "N°", Identifier(), ("N° orientation", "N° d'orientation", "Numéro", "Réf", "Référence"), required=True, help="Numéro de l'orientation, sans rapport avec une personne."),
        Column("referred_on", "Date", Day(past=True), ("Date d'orientation", "Date de l'orientation", "Orienté le"), required=True, help="Jour de l'orientation."),
        Column("residence", "Résidence", Residence(), ("Code résidence", "RS", "Site"), required=True, help="Code ou nom de la résidence."),
        Column("need", "Catégorie de besoin", Code(CATEGORIES, NEED_ALIASES), ("Besoin", "Catégorie", "Domaine"), help="Le besoin qui fait orienter : la liste de l'enquête de besoins."),
        Column("partner", "Partenaire / service", Text(), ("Partenaire", "Service", "Structure", "Orienté vers", "Service / partenaire"), help="Le service, pas la personne qui reçoit."),
        Column("is_mainstream", "Droit commun", Flag(), ("Droit commun (O/N)", "Service de droit commun"), help="Oui pour un service ouvert à tous ; non pour un service de l'association."),
        Column("status", "Statut", Code(STATUSES, STATUS_ALIASES, STATUS_HINTS), ("État", "Suite", "Résultat"), help="Où en est l'orientation ; aboutie : rendez-vous tenu ou droit ouvert."),
        Column("outcome_on", "Date du résultat", Day(past=True), ("Date résultat", "Date de la suite"), help="Jour du résultat."),
        Column("right_family", "Droit ouvert (famille)", Code(FAMILIES, FAMILY_ALIASES), ("Droit ouvert", "Famille de droit", "Droit"), help="La famille du droit ouvert, seulement s'il l'est ; jamais le détail du dossier."),
        Column("failure_reason", "Motif de non-aboutissement", Text(), ("Motif d'échec", "Motif de non aboutissement", "Motif"), help="En trois mots, sans santé ni situation administrative : délai, pièces, distance…"),
        Column("person", "Nom du résident", Dropped(), ("Nom", "Résident", "Nom et prénom", "Usager", "Personne orientée"), help="Jamais conservé."),
        Column("file_number", "N° de dossier", Dropped(), ("N° dossier", "N° allocataire", "N° de sécurité sociale", "N° étranger", "N° récépissé"), help="Jamais conservé."),
        Column("file_detail", "Détail du dossier", Dropped(), ("Détail", "Détails", "Titre de séjour", "Pathologie", "Situation administrative"), help="Jamais conservé."),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques", "Observation"), help="Jamais conservé."),
    ),
    rules=(
        Rule(("outcome_on", "referred_on"), lambda outcome, referred: outcome >= referred, "résultat avant l'orientation ; vérifiez les deux dates"),
    ),
    series_doubts=nearly_the_same,
    doubts=(
        Doubt("right_family", lambda row: row["right_family"] is not None and row["status"] not in (None, "aboutie"), "droit ouvert, et orientation qui n'a pas abouti ; corrigez le statut ou videz la famille de droit"),
        Doubt("outcome_on", lambda row: row["status"] in ("proposee", "acceptee", "rdv_pris", "en_cours") and row["outcome_on"] is not None, "résultat daté, et orientation encore en cours ; corrigez le statut ou la date"),
    ),
)  # fmt: skip
