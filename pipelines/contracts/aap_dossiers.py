"""F14bis, the file of each funding call: what was asked, granted and paid, when, and by when to account for it."""

from pipelines.contract import Column, Contract, Doubt, Rule
from pipelines.contracts.aap_actions import AXES, AXIS_ALIASES
from pipelines.funding import Call
from pipelines.lists import Code, Codes
from pipelines.open_lists import ResidenceList
from pipelines.quantities import Money
from pipelines.types import Day, Dropped, Label

CONTRACT = Contract(
    kind="aap_dossiers",
    code="F14bis",
    title="Dossiers d'appels à projets",
    fact="call_files",
    period="call",
    period_column="call_id",
    residence_column="",
    key=("call_id",),
    telling=("requested", "notified", "first_paid", "second_paid", "fiscal_year_end_on", "report_sent_on", "funder"),
    lists={"covered_in": "call_residences"},
    help="Une ligne par appel à projets : montants demandé, notifié, versés, et dates.",
    never_kept="Les noms des interlocuteurs, les observations.",
    columns=(
        Column("call_id", "AAP (année)", Call(), ("AAP", "Appel à projets", "Année AAP", "Appel"), required=True, help="L'appel, par son année : AAP 2025."),
        Column("funder", "Financeur", Label(), ("Organisme financeur",), help="Service de l'État ou organisme qui finance."),
        Column("axes", "Axes", Codes(Code(AXES, AXIS_ALIASES)), ("Axe", "Axe de l'AAP"), help="Axes de l'appel auxquels le dossier répond."),
        Column("covered_in", "Résidences couvertes", ResidenceList(), ("Résidences", "Périmètre"), help="Résidences du dossier, séparées par une virgule, ou « toutes »."),
        Column("submitted_on", "Dossier déposé le", Day(past=True), ("Déposé le", "Date de dépôt"), help="Jour du dépôt de la demande."),
        Column("requested", "Montant demandé", Money(), ("Demandé", "Subvention demandée"), unit="€", help="Subvention demandée."),
        Column("notified", "Montant notifié", Money(), ("Subvention notifiée", "Montant accordé", "Subvention accordée"), unit="€", help="Subvention accordée par la convention."),
        Column("notified_on", "Date de notification", Day(past=True), ("Notifié le", "Convention signée le"), help="Jour de la notification ou de la convention."),
        Column("first_paid", "1er versement", Money(), ("Acompte", "Montant acompte", "Premier versement"), unit="€", help="Montant du premier versement."),
        Column("first_paid_on", "Date du 1er versement", Day(past=True), ("Acompte versé le", "Date acompte", "Date du premier versement"), help="Jour du premier versement."),
        Column("second_paid", "2e versement", Money(), ("Solde", "Montant solde", "Deuxième versement"), unit="€", help="Montant du second versement."),
        Column("second_paid_on", "Date du 2e versement", Day(past=True), ("Solde versé le", "Date solde", "Date du deuxième versement"), help="Jour du second versement."),
        Column("interim_sent_on", "Pièces intermédiaires remises le", Day(past=True), ("Situation intermédiaire remise le",), help="Jour de remise des pièces demandées pour le second versement."),
        Column("fiscal_year_end_on", "Fin de l'exercice", Day(), ("Clôture de l'exercice", "Fin d'exercice"), help="Dernier jour de l'exercice pour lequel la subvention est accordée : le compte rendu financier est dû dans les 6 mois."),
        Column("report_sent_on", "Compte rendu financier remis le", Day(past=True), ("Compte rendu remis le", "CRF remis le"), help="Jour de remise du compte rendu financier ; vide tant qu'il ne l'est pas."),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques", "Interlocuteur"), help="Jamais conservé."),
    ),
    rules=(
        Rule(("notified_on", "submitted_on"), lambda notified, submitted: notified >= submitted, "notifié avant le dépôt du dossier ; vérifiez les deux dates", "doubt"),
        Rule(("report_sent_on", "fiscal_year_end_on"), lambda sent, end: sent >= end, "compte rendu remis avant la fin de l'exercice ; vérifiez les deux dates", "doubt"),
    ),
    doubts=(
        Doubt("second_paid", lambda row: None not in (row["notified"], row["first_paid"]) and row["first_paid"] + (row["second_paid"] or 0) > row["notified"] + 0.005, "les versements dépassent le montant notifié ; vérifiez-les"),
        Doubt("fiscal_year_end_on", lambda row: row["fiscal_year_end_on"] is None, "fin de l'exercice vide : l'échéance du compte rendu financier ne pourra pas être dite"),
    ),
)  # fmt: skip
