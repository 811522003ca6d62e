"""F12, the residents' charter: one row a residence. Who signed is counted, never named."""

from pipelines.contract import Column, Contract, Doubt, Rule
from pipelines.lists import Residence
from pipelines.types import Day, Dropped, Whole

CONTRACT = Contract(
    kind="charte_groupes",
    code="F12",
    title="Charte des résidents",
    fact="charters",
    period="none",
    key=("residence",),
    telling=("adopted_on", "revised_on", "participants_count", "signatories_count"),
    help="Une ligne par résidence. « Charte adoptée le » vide : la charte n'est pas adoptée. Les groupes qui en sont nés ont leur feuille, « Groupes d'actions collectives ».",
    never_kept="Les noms des participants et des signataires, les observations.",
    columns=(
        Column("residence", "Résidence", Residence(), ("Code résidence", "RS", "Site"), required=True, help="Code ou nom de la résidence."),
        Column("adopted_on", "Charte adoptée le", Day(past=True), ("Adoptée le", "Date d'adoption", "Charte signée le", "Date de la charte"), help="Jour de l'adoption ; vide si la charte n'est pas adoptée."),
        Column("revised_on", "Révisée le", Day(past=True), ("Charte révisée le", "Dernière révision", "Date de révision"), help="Jour de la dernière révision."),
        Column("participants_count", "Nb participants à l'élaboration", Whole(), ("Participants à l'élaboration", "Participants élaboration"), unit="résidents", help="Résidents différents qui ont pris part à son écriture."),
        Column("signatories_count", "Nb signataires", Whole(), ("Signataires", "Nombre de signataires", "Signatures"), unit="résidents", help="Résidents qui l'ont signée."),
        Column("names", "Noms des signataires", Dropped(), ("Noms", "Liste des signataires", "Signataires (noms)", "Participants (noms)"), help="Jamais conservé."),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques", "Observation"), help="Jamais conservé."),
    ),
    rules=(
        Rule(("revised_on", "adopted_on"), lambda revised, adopted: revised >= adopted, "charte révisée avant d'être adoptée ; vérifiez les deux dates"),
    ),
    doubts=(
        Doubt("revised_on", lambda row: row["revised_on"] is not None and row["adopted_on"] is None, "charte révisée sans date d'adoption : elle ne sera pas comptée comme adoptée ; écrivez la date, ou dites pourquoi"),
        Doubt("signatories_count", lambda row: (row["signatories_count"] or 0) > 0 and row["adopted_on"] is None, "charte signée sans date d'adoption : elle ne sera pas comptée comme adoptée ; écrivez la date, ou dites pourquoi"),
    ),
)  # fmt: skip
