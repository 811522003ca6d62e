"""F10, the paths of home support: one row an anonymous case, four stages dated. Neither degree of autonomy nor illness is kept."""

from functools import partial

from pipelines.contract import Column, Contract, Doubt, Melt, Row, Rule
from pipelines.lists import Code, Residence
from pipelines.types import Day, Dropped, Identifier, Text

STAGES = ("1", "2", "3", "4")
REASONS = {"refus": "Refus", "depart": "Départ", "deces": "Décès", "autre": "Autre"}
REASON_ALIASES = {
    "Refus de la personne": "refus",
    "Refuse": "refus",
    "Départ de la résidence": "depart",
    "Parti": "depart",
    "Déménagement": "depart",
    "Décédé": "deces",
}
REASON_HINTS = {"ne souhaite plus": "refus", "retour au pays": "depart", "entrée en EHPAD": "depart"}


def _skips(stage: int, row: Row) -> bool:
    return row[f"stage_{stage}_on"] is not None and row[f"stage_{stage - 1}_on"] is None


def _of_nobody(name: str, header: str, *aliases: str) -> Column:
    return Column(name, header, Dropped(), aliases, help="Jamais conservé : ne l'écrivez pas ici.")


CONTRACT = Contract(
    kind="maintien_domicile",
    code="F10",
    title="Parcours de maintien à domicile",
    fact="home_support",
    period="month",
    period_column="stage_1_on",
    key=("residence", "case_id"),
    telling=("case_id", "stage_1_on", "stage_2_on", "stage_3_on", "stage_4_on", "stop_reason"),
    is_register=True,
    melts=(Melt("home_support_stages", "stage", STAGES, {"reached_on": "stage_{}_on"}),),
    help="Une ligne par parcours, sous un numéro anonyme : le jour où chaque étape est atteinte, et l'arrêt s'il y en a un. Une étape vide n'est pas atteinte.",
    never_kept="Le nom, le logement, la date de naissance, le GIR, la pathologie et tout autre détail de santé, les observations.",
    columns=(
        Column("case_id", "N° parcours", Identifier(), ("N° de parcours", "Numéro parcours", "Parcours", "N° anonyme"), required=True, help="Numéro d'ordre, sans correspondance avec une personne."),
        Column("residence", "Résidence", Residence(), ("Code résidence", "RS", "Site"), required=True, help="Code ou nom de la résidence."),
        Column("stage_1_on", "Étape 1 contact association le", Day(past=True), ("Étape 1", "Contact association", "Contact association le", "Contact le", "Premier contact le"), required=True, help="Jour du premier contact avec l'association."),
        Column("stage_2_on", "Étape 2 échange/évaluation AS le", Day(past=True), ("Étape 2", "Évaluation AS", "Évaluation AS le", "Échange / évaluation le", "Évaluation le"), help="Jour de l'échange et de l'évaluation avec l'assistante sociale."),
        Column("stage_3_on", "Étape 3 intervenante de langue arabe / climat de confiance le", Day(past=True), ("Étape 3", "Climat de confiance", "Climat de confiance le", "Intervenante de langue arabe le", "Étape 3 climat de confiance le"), help="Jour de la première venue de l'intervenante de langue arabe, quand la confiance s'installe."),
        Column("stage_4_on", "Étape 4 aide en place le", Day(past=True), ("Étape 4", "Aide en place", "Aide en place le", "Aide mise en place le"), help="Jour où l'aide est en place."),
        Column("stopped_on", "Arrêt le", Day(past=True), ("Arrêt", "Arrêté le", "Date d'arrêt", "Fin du parcours le"), help="Jour où le parcours s'arrête ; vide s'il continue."),
        Column("stop_reason", "Motif d'arrêt", Code(REASONS, REASON_ALIASES, REASON_HINTS), ("Motif", "Motif de l'arrêt", "Raison de l'arrêt"), help="Refus, départ, décès ou autre ; rien de plus."),
        Column("language", "Langue", Text(), ("Langue parlée", "Langue de l'échange"), help="Langue de l'échange."),
        _of_nobody("person", "Nom", "Nom et prénom", "Résident", "Nom du résident", "Prénom"),
        _of_nobody("dwelling", "Logement", "Chambre", "N° de chambre", "N° de logement"),
        _of_nobody("birth", "Date de naissance", "Né le", "Âge"),
        _of_nobody("autonomy", "GIR", "Groupe iso-ressources", "Degré d'autonomie", "Niveau de dépendance"),
        _of_nobody("illness", "Pathologie", "Pathologies", "Diagnostic", "État de santé", "Santé"),
        _of_nobody("treatment", "Traitement", "Traitements", "Médecin traitant"),
        _of_nobody("remarks", "Observations", "Commentaires", "Remarques", "Observation"),
    ),
    rules=(
        *(Rule((f"stage_{later}_on", "stage_1_on"), lambda then, contact: then >= contact, f"étape {later} avant le premier contact avec l'association ; vérifiez les deux dates") for later in (2, 3, 4)),
        Rule(("stopped_on", "stage_1_on"), lambda stopped, contact: stopped >= contact, "arrêt avant le premier contact avec l'association ; vérifiez les deux dates"),
        *(Rule((f"stage_{later}_on", f"stage_{before}_on"), lambda then, first: then >= first, f"étape {later} datée avant l'étape {before} ; vérifiez les deux dates, ou dites que le parcours a suivi un autre ordre", "doubt") for later, before in ((3, 2), (4, 3), (4, 2))),
        *(Rule((f"stage_{later}_on", "stopped_on"), lambda then, stopped: then <= stopped, f"étape {later} datée après l'arrêt ; vérifiez les deux dates, ou dites que le parcours a repris", "doubt") for later in (2, 3, 4)),
    ),
    doubts=(
        *(Doubt(f"stage_{stage}_on", partial(_skips, stage), f"étape {stage} datée sans l'étape {stage - 1}, qui comptera comme non atteinte ; datez-la, ou dites pourquoi") for stage in (3, 4)),
        Doubt("stop_reason", lambda row: row["stop_reason"] is not None and row["stopped_on"] is None, "motif d'arrêt sans date : le parcours sera réputé continuer ; datez l'arrêt"),
    ),
)  # fmt: skip
