/*
code = "I07"
title = "Taux de rotation"
question = "Quelle part des logements change d'occupant en un an ?"
why = "Une résidence où l'on passe et une résidence où l'on reste n'ont ni les mêmes publics ni le même projet social."
formula = "sorties (transferts internes exclus) ÷ logements-mois (logements, moyenne de l'année, × mois couverts), × 12"
unit = "%"
better = "none"
aggregate = "sum"
scale = 12
caveats = [
    "Taux annualisé : une année incomplète est ramenée à douze mois (catégorie « année incomplète, annualisée »).",
    "Les sorties d'un mois que le registre ne couvre pas manquent ; ce mois n'est pas au dénominateur non plus.",
    "Repères : 22 % en 2023 et 21 % en 2020 (Unafo, tous adhérents), contre 8 % dans le parc social ordinaire (2020) ; la formule exacte de l'Unafo n'est pas publiée.",
]
kinds = ["mouvements", "occupation_mensuelle"]
reviewed = 2026-11-22

[categories]
annee = "année entière"
annualise = "année incomplète, annualisée"
*/
-- one row per exit that leaves the association, for the numerator; one per residence and month covered, for the denominator
with covered as (
    select
        residence,
        month,
        cast(extract(year from month) as int) as year
    from coverage
    where fact = 'moves'
),

lengths as (
    select
        residence,
        year,
        case when count(*) = 12 then 'annee' else 'annualise' end as category
    from covered
    group by residence, year
),

sizes as (
    select
        residence,
        cast(extract(year from month) as int) as year,
        1e0 * sum(units_total) / nullif(count(units_total), 0) as units_avg,
        min(source_row) as source_row
    from occupancy
    where units_total is not null
    group by residence, cast(extract(year from month) as int)
),

months as (
    select
        covered.residence,
        covered.month,
        lengths.category,
        sizes.units_avg,
        coalesce(occupancy.source_row, sizes.source_row) as source_row
    from covered
    join lengths on lengths.residence = covered.residence and lengths.year = covered.year
    left join sizes on sizes.residence = covered.residence and sizes.year = covered.year
    left join occupancy on occupancy.residence = covered.residence and occupancy.month = covered.month
)

select
    exits.residence,
    exits.moved_on as happened_on,
    lengths.category,
    1 as numerator,
    cast(null as double) as denominator,
    0 as unknown,
    exits.source_row
from exits
join lengths
    on lengths.residence = exits.residence
    and lengths.year = cast(extract(year from exits.moved_on) as int)
where coalesce(exits.destination, '') <> 'transfert_interne'
union all
select
    months.residence,
    months.month as happened_on,
    months.category,
    cast(null as int) as numerator,
    months.units_avg as denominator,
    case when months.units_avg is null then 1 else 0 end as unknown,
    months.source_row
from months
