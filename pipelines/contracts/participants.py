"""F3bis, the yearly tally: how many different residents took part, declared by staff and never derived from names."""

from pipelines.contract import Column, Contract
from pipelines.lists import Residence
from pipelines.types import Dropped, Text, Whole, Year

CONTRACT = Contract(
    kind="participants",
    code="F3bis",
    title="Participants différents (année)",
    fact="participants",
    period="year",
    period_column="year",
    is_due=True,
    key=("residence", "year"),
    telling=("distinct_participants", "year"),
    help="Une ligne par résidence et par année : combien de résidents différents ont participé au moins une fois.",
    columns=(
        Column("residence", "Résidence", Residence(), ("Code résidence", "RS", "Site"), required=True, help="Code ou nom de la résidence."),
        Column("year", "Année", Year(), ("Exercice",), required=True, help="Année de la déclaration."),
        Column("distinct_participants", "Participants différents (déclaré)", Whole(), ("Participants différents", "Nb participants différents", "Participants distincts"), unit="résidents", help="Résidents différents ayant participé au moins une fois."),
        Column("method", "Méthode", Text(), ("Méthode de comptage",), help="Comment le compte a été fait : émargement, pointage…"),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques"), help="Jamais conservé."),
    ),
)  # fmt: skip
