"""F0, the list of residences, kept by the head office: one row a residence. Every other workbook names its rows."""

from pipelines.contract import Column, Contract
from pipelines.lists import Code
from pipelines.types import Day, Dropped, Label, OwnCode, Percentage, Whole

KINDS = {
    "residence_sociale": "Résidence sociale",
    "pension_famille": "Pension de famille",
    "residence_accueil": "Résidence accueil",
    "ftm": "Foyer de travailleurs migrants",
    "autre": "Autre",
}
KIND_ALIASES = {"RS": "residence_sociale", "FTM": "ftm", "PF": "pension_famille", "RA": "residence_accueil"}
ORIGINS = {"ex_nihilo": "Ex nihilo", "ex_ftm": "Ex-FTM", "ex_fjt": "Ex-FJT"}

CONTRACT = Contract(
    kind="referentiel_residences",
    code="F0",
    title="Référentiel des résidences",
    fact="residences",
    period="none",
    key=("residence",),
    telling=("units_total", "landings_count", "residence_origin", "residence_kind", "apl_agreement_on", "seats_planned"),
    help="Une ligne par résidence. Les autres classeurs nomment leurs résidences d'après celui-ci.",
    never_kept="Le nom du responsable.",
    columns=(
        Column("residence", "Code", OwnCode(), ("Code résidence", "Code RS", "Sigle"), required=True, help="Code court et stable, par exemple VIALA."),
        Column("name", "Résidence", Label(), ("Nom", "Nom résidence", "Libellé", "Intitulé"), required=True, help="Nom d'usage de la résidence."),
        Column("aliases", "Autres noms", Label(), ("Alias", "Autre nom", "Noms d'usage"), help="Autres façons de l'écrire, séparées par une virgule."),
        Column("city", "Commune", Label(), ("Ville",), help="Commune de la résidence."),
        Column("residence_kind", "Type", Code(KINDS, KIND_ALIASES), ("Type résidence", "Type établissement"), help="Type d'établissement."),
        Column("residence_origin", "Origine", Code(ORIGINS), ("Origine résidence",), help="Ce qu'était l'établissement avant."),
        Column("units_total", "Nb logements conventionnés", Whole(), ("Logements conventionnés", "Nb logements", "Logements", "Capacité"), unit="logements", help="Nombre de l'annexe I de la convention APL."),
        Column("landings_count", "Nb paliers", Whole(0, 500), ("Paliers", "Nombre de paliers"), unit="paliers", help="Paliers de la résidence ; ceux que la feuille « Paliers » dit fermés pour travaux en sont retirés."),
        Column("prefect_quota_pct", "Contingent préfet %", Percentage(), ("Contingent préfet", "Contingent préfectoral", "Contingent préfectoral %"), unit="%", help="Part réservée au préfet, écrite dans la convention."),
        Column("apl_agreement_on", "Date convention APL", Day(), ("Convention APL", "Date convention"), help="Date de signature de la convention APL."),
        Column("apl_agreement_end_on", "Échéance convention", Day(), ("Fin convention", "Échéance convention APL"), help="Date de fin de la convention."),
        Column("owner", "Propriétaire", Label(), ("Bailleur",), help="Organisme propriétaire."),
        Column("manager", "Responsable", Dropped(), ("Responsable résidence",), help="Fonction ; jamais conservé."),
        Column("seats_planned", "Sièges comité (RI)", Whole(0, 50), ("Sièges comité", "Nb sièges comité", "Sièges"), unit="sièges", help="Nombre de sièges écrit au règlement intérieur (3 à 6)."),
        Column("term_years", "Durée mandat (RI)", Whole(0, 10), ("Durée mandat", "Mandat"), unit="années", help="Durée du mandat au règlement intérieur (3 ans au plus)."),
        Column("max_stay_months", "Durée max séjour (PS)", Whole(0, 600), ("Durée max séjour", "Durée maximale séjour"), unit="mois", help="Durée maximale de séjour écrite au projet social ; vide s'il n'y en a pas."),
    ),
)  # fmt: skip
