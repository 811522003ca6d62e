/*
code = "I07"
title = "Taux de rotation"
question = "Quelle part des logements change d'occupant en un an ?"
why = "Une résidence où l'on passe et une résidence où l'on reste n'ont ni les mêmes publics ni le même projet social."
formula = "sorties (transferts internes exclus) ÷ logements-mois des mois couverts, × 12 (sur une année entière : sorties ÷ moyenne des logements)"
unit = "%"
rests_on = "mois de logements"
better = "none"
aggregate = "sum"
scale = 12
caveats = [
    "Taux annualisé : une période incomplète est ramenée à douze mois, ce que la page signale.",
    "Les sorties d'un mois que le registre ne couvre pas manquent ; ce mois n'est pas au dénominateur non plus.",
    "Un mois sans relevé d'occupation prend les logements du référentiel.",
    "Repères : 22 % en 2023 et 21 % en 2020 (Unafo, tous adhérents), contre 8 % dans le parc social ordinaire (2020) ; la formule exacte de l'Unafo n'est pas publiée.",
]
kinds = ["mouvements", "occupation_mensuelle", "referentiel_residences"]
reviewed = 2026-11-22
*/
-- one row per exit that leaves the residence, for the numerator; one per residence and month covered, for the denominator
with months as (
    select
        coverage.residence,
        coverage.month,
        coalesce(occupancy.units_total, residences.units_total) as units_total,
        coalesce(occupancy.source_row, residences.source_row) as source_row
    from coverage
    left join occupancy on occupancy.residence = coverage.residence and occupancy.month = coverage.month
    left join residences on residences.residence = coverage.residence
    where coverage.fact = 'moves'
)

select
    residence,
    moved_on as happened_on,
    1 as numerator,
    cast(null as int) as denominator,
    0 as unknown,
    source_row
from exits
where coalesce(destination, '') <> 'transfert_interne'
union all
select
    residence,
    month as happened_on,
    cast(null as int) as numerator,
    units_total as denominator,
    case when units_total is null then 1 else 0 end as unknown,
    source_row
from months
