"""F7, the satisfaction survey: one row an anonymous questionnaire, one column an item; each answer kept with its scale."""

from pipelines.contract import Column, Contract, Melt
from pipelines.contracts.enquete_besoins import MODE_ALIASES, MODES
from pipelines.lists import Code, Residence
from pipelines.opinions import SCALES, Opinion
from pipelines.scales import suspect_mixed
from pipelines.types import Day, Dropped, Identifier, Wave

ITEMS = {
    "global": ("Satisfaction globale", ("Global", "Globalement", "Note globale", "Satisfaction générale", "Appréciation globale")),
    "logement": ("Logement", ("Votre logement", "Qualité du logement", "Satisfaction logement", "Chambre / logement")),
    "proprete_communs": ("Propreté des communs", ("Propreté", "Propreté des parties communes", "Parties communes")),
    "securite": ("Sécurité", ("Sûreté", "Sentiment de sécurité", "Tranquillité / sécurité")),
    "voisinage": ("Voisinage", ("Relations de voisinage", "Relations avec les voisins", "Voisins", "Vivre ensemble")),
    "accueil_gestionnaire": ("Accueil du gestionnaire", ("Accueil", "Accueil de l'équipe", "Relations avec le gestionnaire", "Équipe")),
    "traitement_demandes": ("Traitement des demandes", ("Demandes", "Réponse aux demandes", "Traitement des réclamations", "Réclamations")),
    "information": ("Information", ("Informations", "Information des résidents", "Communication")),
    "animations": ("Animations", ("Activités", "Animation", "Animations collectives", "Activités collectives")),
    "respect_reglement": ("Respect du règlement intérieur", ("Respect du règlement", "Règlement intérieur", "Respect du RI")),
}  # fmt: skip
_ENDINGS = (" /10", " sur 10", " /4", " sur 4")
_ITEM_HELP = "« {} » : Très satisfait, Plutôt satisfait, Peu satisfait, Pas du tout satisfait ; ou une note de 1 à 4 ou de 0 à 10 ; NSP sans opinion."
SCALE_ALIASES = {
    "1 à 4": "1_4",
    "Sur 4": "1_4",
    "0 à 10": "0_10",
    "Sur 10": "0_10",
    "1 = très satisfait": "4_1",
}
SCALE_ALIASES |= {"4 à 1": "4_1", "4 = très satisfait": "1_4", "1-4 inversée": "4_1", "Inversée": "4_1"}


def _spelled(header: str, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """Return every way to head an item, its scale said or not."""
    return (*aliases, *(f"{label}{ending}" for label in (header, *aliases) for ending in _ENDINGS))


CONTRACT = Contract(
    kind="enquete_satisfaction",
    code="F7",
    title="Enquête de satisfaction",
    fact="satisfaction",
    period="wave",
    period_column="wave",
    key=("wave", "residence", "questionnaire_id"),
    telling=("scale", *(f"item_{item}" for item in ITEMS)),
    melts=(Melt("satisfaction_answers", "item", tuple(ITEMS), {"answer": "item_{}"}),),
    series_doubts=suspect_mixed,
    help="Une ligne par questionnaire anonyme, une colonne par question. Dites l'échelle ; ne donnez pas de moyenne.",
    never_kept="Tout ce qui relierait un questionnaire à une personne, les commentaires.",
    columns=(
        Column("wave", "Vague", Wave(), ("Vague d'enquête", "Enquête", "Campagne"), required=True, help="Nom de la vague d'enquête, le même dans toutes les résidences."),
        Column("residence", "Résidence", Residence(), ("Code résidence", "RS", "Site"), required=True, help="Code ou nom de la résidence."),
        Column("questionnaire_id", "N° questionnaire", Identifier(), ("N°", "Questionnaire", "Numéro"), required=True, help="Numéro d'ordre, sans lien avec une personne."),
        Column("answered_on", "Date", Day(past=True), ("Date de réponse", "Date de passation", "Date entretien"), help="Jour de la réponse."),
        Column("mode", "Mode", Code(MODES, MODE_ALIASES), ("Mode de passation",), help="Entretien, auto ou groupe."),
        Column("scale", "Échelle", Code(SCALES, SCALE_ALIASES), ("Échelle de notation", "Notation", "Barème"), help="Échelle des notes écrites en chiffres ; inutile si les réponses sont en mots."),
        Column("questionnaire_version", "Version du questionnaire", Identifier(), ("Version",), help="À changer quand les questions changent de formulation."),
        *(Column(f"item_{item}", header, Opinion(), _spelled(header, aliases), help=_ITEM_HELP.format(header)) for item, (header, aliases) in ITEMS.items()),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques", "Suggestions", "Verbatim"), help="Jamais conservé."),
    ),
)  # fmt: skip
