"""F4, companion: the full members in office, month by month. A member leaves, a substitute comes; nobody is named."""

from pipelines.contract import Column, Contract, Doubt
from pipelines.contracts.comites_elections import MOST_SEATS
from pipelines.lists import Residence
from pipelines.types import Dropped, Month, Whole

CONTRACT = Contract(
    kind="comite_titulaires",
    code="F4bis",
    title="Titulaires en fonction (comité)",
    fact="committee_members",
    period="month",
    period_column="month",
    key=("residence", "month"),
    telling=("full_members_in_office", "substitutes_in_office"),
    enough=1,
    help="Une ligne par résidence et par mois : combien de membres titulaires sont en fonction le dernier jour. Sous 30 titulaires de contrat : SO.",
    never_kept="Les noms des membres, le motif de leur départ, les observations.",
    columns=(
        Column("residence", "Résidence", Residence(), ("Code résidence", "RS", "Site"), required=True, help="Code ou nom de la résidence."),
        Column("month", "Mois", Month(), ("Période", "Mois de référence"), required=True, help="Mois du relevé, par exemple mars 2025."),
        Column("full_members_in_office", "Titulaires en fonction", Whole(0, 50), ("Titulaires en exercice", "Titulaires en poste", "Membres titulaires", "Nb titulaires en fonction", "Membres en fonction"), unit="membres", help="Membres titulaires en fonction le dernier jour du mois ; 0 s'il n'y a plus de comité, SO s'il n'y en a pas à élire."),
        Column("substitutes_in_office", "Suppléants en fonction", Whole(0, 50), ("Suppléants en exercice", "Suppléants en poste", "Nb suppléants en fonction"), unit="membres", help="Suppléants qui peuvent encore remplacer un titulaire."),
        Column("names", "Noms des membres", Dropped(), ("Noms", "Membres", "Nom des titulaires", "Liste des membres", "Membres du comité", "Titulaires (noms)"), help="Jamais conservé : on compte les membres, on ne les nomme pas."),
        Column("reason", "Motif du changement", Dropped(), ("Motif", "Départs", "Changements"), help="Jamais conservé : un départ désignerait une personne."),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques", "Observation"), help="Jamais conservé."),
    ),
    doubts=(
        Doubt("full_members_in_office", lambda row: (row["full_members_in_office"] or 0) > MOST_SEATS, "plus de 6 titulaires : la loi en prévoit 3 à 6 (D633-7-1) ; sous 30 titulaires de contrat écrivez SO, sinon vérifiez, ou dites pourquoi"),
    ),
)  # fmt: skip
