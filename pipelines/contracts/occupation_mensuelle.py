"""F1, the monthly occupation statement: one row a residence and month. It gives every rate its denominator."""

from collections.abc import Iterable
from typing import Any

from pipelines.contract import Column, Contract, Doubt, Habit, Row, Rule
from pipelines.dates import days_in_month, next_month
from pipelines.lists import Residence
from pipelines.types import Dropped, Month, Whole

BANDS = {
    "age_18_25": ("18-25", ("18-25 ans", "18 à 25", "18 à 25 ans", "Moins de 26 ans")),
    "age_26_39": ("26-39", ("26-39 ans", "26 à 39", "26 à 39 ans")),
    "age_40_49": ("40-49", ("40-49 ans", "40 à 49", "40 à 49 ans")),
    "age_50_59": ("50-59", ("50-59 ans", "50 à 59", "50 à 59 ans")),
    "age_60_64": ("60-64", ("60-64 ans", "60 à 64", "60 à 64 ans")),
    "age_65_74": ("65-74", ("65-74 ans", "65 à 74", "65 à 74 ans")),
    "age_75_plus": (
        "75 et +",
        ("75 et plus", "75+", "75 ans et plus", "75 ans et +", "75 +", "Plus de 75 ans"),
    ),
}


def _add_up(row: Row, parts: tuple[str, ...], total: str) -> bool:
    """True when the parts make the total, or when one of them is not known."""
    values = [row.get(name) for name in parts]
    whole = row.get(total)
    return whole is None or None in values or sum(filter(None, values)) == whole


_UNITS = ("units_occupied_eom", "units_vacant_commercial", "units_unavailable")


def flow_doubts(rows: list[Any], before: list[Any]) -> Iterable[tuple[Any, str, str]]:
    """Yield (row, column, message) where entries - exits is not the change of occupied dwellings, to one unit."""
    known = {(row["residence"], row["month"]): row for row in [*before, *rows]}
    for row in rows:
        last = known.get((row["residence"], next_month(row["month"], -1)))
        values = [
            row["entries"],
            row["exits"],
            row["units_occupied_eom"],
            last and last["units_occupied_eom"],
        ]
        if None in values:
            continue
        entries, exits, occupied, occupied_before = values
        if abs((entries - exits) - (occupied - occupied_before)) > 1:
            yield (
                row,
                "entries",
                (
                    f"{entries} entrées − {exits} sorties ne donnent pas l'évolution des logements occupés "
                    f"({occupied_before} → {occupied}) ; vérifiez les entrées et les sorties, ou dites pourquoi"
                ),
            )


CONTRACT = Contract(
    kind="occupation_mensuelle",
    code="F1",
    title="Occupation mensuelle",
    fact="occupancy",
    period="month",
    period_column="month",
    is_due=True,
    key=("residence", "month"),
    telling=("units_occupied_eom", "units_vacant_commercial", "unit_days_occupied", "residents_eom", "contract_holders_eom", "units_unavailable"),
    help="Une ligne par résidence et par mois : logements, résidents, âges, impayés.",
    columns=(
        Column("residence", "Résidence", Residence(), ("Code résidence", "RS", "Site", "Établissement"), required=True, help="Code ou nom de la résidence."),
        Column("month", "Mois", Month(), ("Période", "Mois de référence"), required=True, help="Mois du relevé, par exemple mars 2025."),
        Column("units_total", "Capacité", Whole(), ("Nb logements", "Logements", "Capacité totale", "Nb logements conventionnés"), unit="logements", help="Logements de la résidence ce mois-ci."),
        Column("units_occupied_eom", "Occupés au dernier jour", Whole(), ("Occupés", "Logements occupés", "Occupés fin de mois"), unit="logements", help="Logements occupés le dernier jour (des logements, pas des personnes)."),
        Column("units_vacant_commercial", "Vacants commerciaux", Whole(), ("Vacance commerciale", "Vacants", "Logements vacants"), unit="logements", help="Logements vides prêts à louer."),
        Column("units_unavailable", "Vacants techniques / travaux", Whole(), ("Vacants techniques", "Vacance technique", "Indisponibles", "Vacants travaux"), unit="logements", help="Logements retirés : travaux, démolition, relogement."),
        Column("units_vacant_over_3m", "Dont vacants > 3 mois", Whole(), ("Vacants > 3 mois", "Vacants + 3 mois", "Vacants depuis plus de 3 mois", "Dont vacants plus de 3 mois", "Vacants plus de 3 mois"), unit="logements", help="Logements vides depuis plus de trois mois."),
        Column("unit_days_occupied", "Jours-logements occupés", Whole(0, 1_000_000), ("Jours logements occupés", "Jours occupés", "Nb jours occupés"), unit="jours-logements", help="Somme sur le mois des jours occupés de chaque logement."),
        Column("unit_days_unavailable", "Jours indisponibles", Whole(0, 1_000_000), ("Jours-logements indisponibles", "Nb jours indisponibles"), unit="jours-logements", help="Somme sur le mois des jours où un logement était retiré."),
        Column("residents_eom", "Résidents présents", Whole(), ("Résidents", "Nb résidents", "Présents", "Nb résidents présents"), unit="résidents", help="Personnes logées avec un contrat, le dernier jour du mois."),
        Column("contract_holders_eom", "Titulaires de contrat", Whole(), ("Titulaires", "Nb titulaires", "Contrats"), unit="titulaires", help="Titulaires d'un contrat L633-2, le dernier jour."),
        Column("men", "Hommes", Whole(), ("Dont hommes", "H"), unit="résidents", help="Résidents hommes."),
        Column("women", "Femmes", Whole(), ("Dont femmes", "F"), unit="résidents", help="Résidentes."),
        *(Column(name, header, Whole(), aliases, unit="résidents", help=f"Résidents de {header.replace(' et +', ' ans et plus')}.") for name, (header, aliases) in BANDS.items()),
        Column("legacy_residents_eom", "Résidents historiques", Whole(), ("Historiques", "Chibanis"), unit="résidents", help="Résidents présents avant la transformation du foyer."),
        Column("long_stay_residents", "Présents au-delà de la durée prévue", Whole(), ("Au-delà de la durée prévue", "Séjours longs"), unit="résidents", help="Séjour plus long que la durée du projet social."),
        Column("known_start_residents", "Présents à date d'entrée connue", Whole(), ("Date d'entrée connue",), unit="résidents", help="Résidents dont la date d'entrée est connue."),
        Column("residents_in_arrears", "Impayés (3 termes)", Whole(), ("Impayés", "Résidents en impayé", "En impayé"), unit="titulaires", help="Impayé au sens de R633-3 : trois termes entiers, ou une dette d'au moins deux termes."),
        Column("entries", "Entrées", Whole(), ("Nb entrées", "Arrivées"), unit="entrées", help="Entrées du mois."),
        Column("exits", "Sorties", Whole(), ("Nb sorties", "Départs"), unit="sorties", help="Sorties du mois."),
        Column("remarks", "Observations", Dropped(), ("Commentaires", "Remarques", "Observation"), help="Jamais conservé."),
    ),
    rules=(
        Rule(("units_occupied_eom", "units_total"), lambda occupied, total: occupied <= total, "{0} logements occupés pour une capacité de {1} ; comptez des logements, pas des personnes"),
        Rule(("units_vacant_over_3m", "units_total"), lambda vacant, total: vacant <= total, "{0} logements vacants depuis plus de 3 mois pour une capacité de {1} ; corrigez l'un des deux"),
        Rule(("residents_in_arrears", "contract_holders_eom"), lambda arrears, holders: arrears <= holders, "{0} impayés pour {1} titulaires ; corrigez l'un des deux"),
        Rule(("long_stay_residents", "known_start_residents"), lambda long, known: long <= known, "{0} séjours longs pour {1} résidents à date d'entrée connue ; corrigez l'un des deux"),
        Rule(("unit_days_occupied", "units_total", "month"), lambda days, units, month: days <= units * days_in_month(month), "{0} jours-logements dépassent la capacité ({1} logements × les jours du mois) ; vérifiez le total"),
        Rule(("contract_holders_eom", "residents_eom"), lambda holders, residents: holders <= residents, "{0} titulaires pour {1} résidents présents ; vérifiez, ou dites pourquoi", "doubt"),
    ),
    doubts=(
        Doubt("units_occupied_eom", lambda row: not _add_up(row, _UNITS, "units_total"), "occupés + vacants + indisponibles ne font pas la capacité ; vérifiez, ou dites pourquoi"),
        Doubt("age_18_25", lambda row: not _add_up(row, tuple(BANDS), "residents_eom"), "la somme des tranches d'âge n'est pas le nombre de résidents ; vérifiez, ou dites pourquoi"),
        Doubt("men", lambda row: not _add_up(row, ("men", "women"), "residents_eom"), "hommes + femmes ne font pas le nombre de résidents ; vérifiez, ou dites pourquoi"),
    ),
    series_doubts=flow_doubts,
    habits=tuple(Habit(name) for name in ("units_occupied_eom", "residents_eom", "residents_in_arrears")),
)  # fmt: skip
