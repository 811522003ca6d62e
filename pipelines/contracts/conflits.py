"""F5, the conflict register: one row a situation, not a complaint. Parties are counted, never named."""

from pipelines.contract import Column, Contract, Doubt, Rule
from pipelines.lists import Code, Landings, Residence
from pipelines.types import Day, Dropped, Identifier, Whole

CATEGORIES = {
    "bruit": "Bruit",
    "proprete_communs": "Propreté des communs",
    "cuisine_sanitaires": "Cuisine / sanitaires",
    "hebergement_tiers": "Hébergement de tiers",
    "stationnement": "Stationnement",
    "animaux": "Animaux",
    "fumee_odeurs": "Fumée / odeurs",
    "incivilites_verbales": "Incivilités verbales",
    "violences_menaces": "Violences / menaces",
    "degradations": "Dégradations",
    "occupation_communs": "Occupation des communs",
    "differend_gestionnaire": "Différend gestionnaire",
    "autre": "Autre",
}
MODES = {
    "reunion_palier": "Réunion de palier",
    "entretien_individuel": "Entretien individuel",
    "mediation_interne": "Médiation interne",
    "mediation_externe": "Médiation externe",
    "comite": "Comité",
    "courrier": "Courrier",
    "procedure": "Procédure",
    "aucune": "Aucune",
}
STEPS = {
    "rappel_oral": "Rappel oral",
    "rappel_ecrit": "Rappel écrit",
    "avertissement": "Avertissement",
    "mise_en_demeure": "Mise en demeure",
    "resiliation": "Résiliation",
}
OUTCOMES = {
    "resolu": "Résolu",
    "ameliore": "Amélioré",
    "non_resolu": "Non résolu",
    "sans_suite": "Sans suite",
    "oriente_externe": "Orienté externe",
    "procedure": "Procédure",
    "depart_partie": "Départ d'une partie",
    "en_cours": "En cours",
}
OUTCOME_ALIASES = {"Départ partie": "depart_partie", "Orienté vers l'extérieur": "oriente_externe"}
OUTCOME_HINTS = {
    "réglé": "resolu",
    "OK": "resolu",
    "fait": "resolu",
    "clos": "resolu",
    "ça va mieux": "ameliore",
    "mieux": "ameliore",
}
OUTCOME_HINTS |= {
    "à suivre": "en_cours",
    "vu": "en_cours",
    "en attente": "en_cours",
    "expulsion": "procedure",
    "parti": "depart_partie",
}
REPORTERS = {
    "resident": "Résident",
    "comite": "Comité",
    "equipe": "Équipe",
    "partenaire": "Partenaire",
    "voisinage_exterieur": "Voisinage extérieur",
}
SETTLED = ("resolu", "ameliore")

CONTRACT = Contract(
    kind="conflits",
    code="F5",
    title="Registre des conflits",
    fact="conflicts",
    period="month",
    period_column="reported_on",
    is_due=True,
    key=("residence", "conflict_id"),
    other_key=("residence", "reported_on", "landing", "category"),
    telling=("reported_on", "category", "severity", "response_mode", "outcome", "closed_on", "parties_count"),
    is_register=True,
    help="Une ligne par situation, même signalée plusieurs fois. On compte les personnes, on ne les nomme pas.",
    never_kept="Les noms, les logements, la santé, les faits de police, les observations.",
    columns=(
        Column("conflict_id", "N°", Identifier(), ("N° conflit", "Numéro", "Réf", "Référence", "ID"), help="Numéro de la situation, sans rapport avec une personne."),
        Column("residence", "Résidence", Residence(), ("Code résidence", "RS", "Site"), required=True, help="Code ou nom de la résidence."),
        Column("reported_on", "Date signalement", Day(past=True), ("Date de signalement", "Signalé le", "Date du signalement", "Date"), required=True, help="Jour du premier signalement."),
        Column("landing", "Palier", Landings(), ("Palier / bâtiment", "Bâtiment"), help="Palier concerné."),
        Column("category", "Nature", Code(CATEGORIES), ("Nature du conflit", "Catégorie", "Motif"), help="Nature principale du conflit."),
        Column("severity", "Gravité (1-3)", Whole(1, 3), ("Gravité",), help="1 léger, 2 sérieux, 3 grave."),
        Column("parties_count", "Nb de personnes concernées", Whole(), ("Personnes concernées", "Nb personnes", "Nb personnes concernées"), unit="personnes", help="Nombre de personnes concernées."),
        Column("reported_by", "Signalé par", Code(REPORTERS), ("Signalement par", "Origine du signalement"), help="Qui a signalé."),
        Column("first_action_on", "1re action le", Day(past=True), ("Première action le", "1ère action le", "Date 1re action"), help="Jour de la première action."),
        Column("response_mode", "Mode de traitement", Code(MODES), ("Mode", "Traitement"), help="Mode principal de traitement."),
        Column("floor_meeting_on", "Date réunion de palier", Day(), ("Réunion de palier le", "Réunion de palier"), help="Jour de la réunion de palier, s'il y en a eu une."),
        Column("warnings_issued", "Avertissement (nb)", Whole(0, 100), ("Avertissements", "Nb avertissements", "Avertissement", "Avertissements (nb)"), unit="avertissements", help="Avertissements envoyés."),
        Column("max_step", "Étape maximale", Code(STEPS), ("Étape max", "Étape maximum", "Étape"), help="Degré le plus haut atteint, du rappel oral à la résiliation."),
        Column("outcome", "Issue", Code(OUTCOMES, OUTCOME_ALIASES, OUTCOME_HINTS), ("Issue du conflit", "Résultat"), help="Ce qu'il en est advenu ; vide si ce n'est pas renseigné."),
        Column("closed_on", "Clos le", Day(past=True), ("Date de clôture", "Clôturé le", "Date clôture"), help="Jour de la clôture, pas celui de la saisie."),
        Column("recurrence_of", "Récidive du n°", Identifier(), ("Récidive", "Récidive de", "Récidive du"), help="Numéro du conflit qui reprend."),
        Column("satisfaction", "Satisfaction des parties (1-4)", Whole(1, 4), ("Satisfaction des parties", "Satisfaction"), help="1 pas du tout satisfaites, 4 très satisfaites."),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques", "Observation"), help="Jamais conservé."),
    ),
    rules=(
        Rule(("closed_on", "reported_on"), lambda closed, reported: closed >= reported, "clos avant d'être signalé ; vérifiez les deux dates"),
        Rule(("first_action_on", "reported_on"), lambda action, reported: action >= reported, "première action avant le signalement ; vérifiez les deux dates"),
        Rule(("recurrence_of", "conflict_id"), lambda before, this: before != this, "le conflit {1} ne peut pas être la récidive de lui-même ; écrivez le numéro du conflit précédent"),
    ),
    doubts=(
        Doubt("closed_on", lambda row: row["outcome"] == "en_cours" and row["closed_on"] is not None, "conflit en cours mais daté clos ; corrigez l'issue ou la date"),
        Doubt("closed_on", lambda row: row["outcome"] in SETTLED and row["closed_on"] is None, "conflit résolu ou amélioré sans date de clôture ; son délai ne sera pas compté"),
    ),
)  # fmt: skip
