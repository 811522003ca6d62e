"""F0, companion: the landings of each residence, so that one closed for works leaves the denominator."""

from pipelines.contract import Column, Contract
from pipelines.lists import Flag, Landings, Residence
from pipelines.types import Label, Whole

CONTRACT = Contract(
    kind="paliers",
    code="F0bis",
    title="Paliers des résidences",
    fact="landings",
    period="none",
    key=("residence", "landing"),
    telling=("label", "units", "residents_ref", "is_closed"),
    enough=1,
    help="Facultatif : une ligne par palier, pour nommer les paliers et signaler ceux fermés pour travaux.",
    columns=(
        Column("residence", "Résidence", Residence(), ("Code résidence", "Code"), required=True, help="Code ou nom de la résidence."),
        Column("landing", "Palier", Landings(), ("Code palier", "Landing", "N° palier"), required=True, help="Bâtiment, étage et aile, par exemple A-3."),
        Column("label", "Libellé", Label(), ("Libellé palier", "Nom palier"), help="Nom d'usage du palier."),
        Column("units", "Logements", Whole(), ("Nb logements", "Logements palier"), unit="logements", help="Logements du palier."),
        Column("residents_ref", "Résidents de référence", Whole(), ("Résidents", "Nb résidents"), unit="résidents", help="Résidents habituels du palier."),
        Column("is_closed", "Fermé pour travaux", Flag(), ("Fermé", "Travaux"), help="Oui si le palier est fermé : il quitte le dénominateur des paliers couverts."),
    ),
)  # fmt: skip
