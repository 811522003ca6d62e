"""F6, the needs survey: one row an anonymous questionnaire, one column a need. Serial numbers lead to nobody."""

from pipelines.contract import Column, Contract, Melt
from pipelines.lists import Code, Flag, Need, Residence
from pipelines.types import Day, Dropped, Identifier, Text, Wave

CATEGORIES = {
    "sante_soins": "Santé / soins",
    "sante_mentale_ecoute": "Santé mentale / écoute",
    "acces_droits_demarches": "Accès aux droits / démarches",
    "maintien_domicile": "Maintien à domicile",
    "mobilite": "Mobilité",
    "alimentation": "Alimentation",
    "numerique": "Numérique",
    "isolement_lien_social": "Isolement / lien social",
    "voisinage_vie_collective": "Voisinage / vie collective",
    "logement_bati": "Logement / bâti",
    "hygiene_entretien": "Hygiène / entretien",
    "energie_fluides": "Énergie / fluides",
    "langue": "Apprentissage du français",
    "emploi_formation": "Emploi / formation",
    "budget_redevance": "Budget / redevance",
    "securite": "Sécurité",
    "acces_logement_ordinaire": "Accès au logement ordinaire",
    "reseau_exterieur": "Réseau d'aide extérieur",
    "loisirs_culture": "Loisirs / culture",
    "autre": "Autre",
}
AGES = {
    "18_25": "18-25",
    "26_39": "26-39",
    "40_49": "40-49",
    "50_59": "50-59",
    "60_64": "60-64",
    "65_74": "65-74",
    "75_plus": "75 et +",
}
AGE_ALIASES = {f"{label} ans": code for code, label in AGES.items()} | {
    "75+": "75_plus",
    "75 ans et +": "75_plus",
}
STAYS = {"moins_1": "<1 an", "1_2": "1-2", "2_5": "2-5", "5_10": "5-10", "plus_10": ">10"}
STAY_ALIASES = {f"{label} ans": code for code, label in STAYS.items()}
STAY_ALIASES |= {"Moins d'un an": "moins_1", "Moins d'1 an": "moins_1", "Plus de 10 ans": "plus_10"}
MODES = {"entretien": "Entretien", "auto": "Auto", "groupe": "Groupe"}
MODE_ALIASES = {"Auto-administré": "auto", "Autonome": "auto", "Entretien individuel": "entretien"}
SOURCES = {"residents": "Résidents", "equipe": "Équipe"}

_NEED = Code(CATEGORIES, {"Français": "langue"})
_WAVE_HELP = "Nom de la vague d'enquête, le même dans toutes les résidences."
_SPELLED = {"langue": ("Langue (apprentissage)",)}


def _columns_of(category: str, label: str) -> tuple[Column, ...]:
    # The code itself is an accepted header (domain.md, decision 9); « Langue » alone is the language spoken.
    aliases = _SPELLED.get(category, (category.replace("_", " "),))
    helped = tuple(
        f"{name} – {word}" for name in (label, *aliases) for word in ("aide déjà en place", "aidé")
    )
    wished = tuple(f"{name} – {word}" for name in (label, *aliases) for word in ("souhaite aide", "souhait"))
    return (
        Column(
            f"need_{category}",
            label,
            Need(),
            aliases,
            help=f"Besoin « {label} » : x ou 1 s'il est exprimé, ou 0 à 3.",
        ),
        Column(
            f"help_{category}",
            f"{label} – aide en place",
            Flag(),
            helped,
            help="Une aide existe-t-elle aujourd'hui ? oui ou non.",
        ),
        Column(
            f"wish_{category}",
            f"{label} – souhaite une aide",
            Flag(),
            wished,
            help="Souhaite une aide ? oui ou non.",
        ),
    )


CONTRACT = Contract(
    kind="enquete_besoins",
    code="F6",
    title="Enquête de besoins",
    fact="questionnaires",
    period="wave",
    period_column="wave",
    key=("wave", "residence", "questionnaire_id"),
    telling=("wave", "questionnaire_id", *(f"need_{category}" for category in CATEGORIES)),
    enough=3,
    melts=(
        Melt("needs", "category", tuple(CATEGORIES), {"need": "need_{}", "has_help": "help_{}", "wants_help": "wish_{}"}),
        Melt("priorities", "place", ("1", "2", "3"), {"category": "priority_{}"}),
    ),
    help="Une ligne par questionnaire anonyme. Une case vide est une case non cochée ; si la personne n'a besoin de rien, cochez « Aucun besoin ».",
    never_kept="Tout ce qui relierait un questionnaire à une personne.",
    columns=(
        Column("wave", "Vague", Wave(), ("Vague d'enquête", "Enquête", "Campagne"), required=True, help=_WAVE_HELP),
        Column("residence", "Résidence", Residence(), ("Code résidence", "RS", "Site"), required=True, help="Code ou nom de la résidence."),
        Column("questionnaire_id", "N° questionnaire", Identifier(), ("N°", "Questionnaire", "Numéro"), required=True, help="Numéro d'ordre, sans lien avec une personne."),
        Column("answered_on", "Date", Day(past=True), ("Date de réponse", "Date de passation", "Date entretien"), help="Jour de la réponse."),
        Column("mode", "Mode", Code(MODES, MODE_ALIASES), ("Mode de passation",), help="Entretien, auto ou groupe."),
        Column("language", "Langue", Text(), ("Langue parlée", "Langue / interprète"), help="Langue de l'échange."),
        Column("source", "Source", Code(SOURCES), ("Répondant",), help="Résidents (par défaut) ou équipe : les deux ne sont jamais mêlés."),
        Column("questionnaire_version", "Version du questionnaire", Identifier(), ("Version",), help="À changer quand les questions changent de formulation."),
        Column("is_scale", "Échelle 0 à 3", Flag(), ("Échelle",), help="Oui si chaque besoin est noté de 0 à 3 (une case vide est alors sans réponse) ; reconnu tout seul."),
        Column("age_band", "Tranche d'âge", Code(AGES, AGE_ALIASES), ("Âge", "Tranche âge"), help="Tranche d'âge, jamais la date de naissance."),
        Column("stay_band", "Ancienneté", Code(STAYS, STAY_ALIASES), ("Ancienneté dans la résidence",), help="Ancienneté dans la résidence, en tranches."),
        *(column for category, label in CATEGORIES.items() for column in _columns_of(category, label)),
        Column("no_need", "Aucun besoin", Flag(), ("Aucun de ces besoins", "Pas de besoin"), help="À cocher quand la personne n'exprime aucun besoin."),
        *(Column(f"priority_{place}", f"Priorité {place}", _NEED, (f"{place}e priorité", f"{place}re priorité"), help="Besoin prioritaire.") for place in (1, 2, 3)),
        Column("verbatim", "Verbatim", Text(), ("Verbatims", "Paroles", "Commentaire libre", "Expression libre"), help="Paroles de la personne, sans nom ni détail de santé."),
        Column("remarks", "Observations", Dropped(), ("Remarques",), help="Jamais conservé."),
    ),
)  # fmt: skip
