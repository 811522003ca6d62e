/*
code = "I34"
title = "Conflits signalés pour 100 résidents"
question = "Signale-t-on beaucoup de conflits, rapporté au nombre de résidents ?"
why = "Une hausse peut vouloir dire qu'on signale mieux : à lire avec les réunions et les issues."
formula = "conflits signalés ÷ résidents-mois, × 100 × 12"
unit = "pour 100 résidents par an"
rests_on = "mois de résidents"
better = "none"
aggregate = "sum"
scale = 1200
decimals = 1
categories_of = "conflits.category"
caveats = [
    "Une situation compte une fois, quel que soit le nombre de plaintes.",
    "Taux annualisé : un mois, un trimestre et une année se comparent.",
    "Un mois sans occupation transmise manque au dénominateur : il est compté « non connu ».",
]
kinds = ["conflits", "occupation_mensuelle"]
reviewed = 2026-11-22
*/
-- one row per conflict, for the numerator; one per residence and month covered by the register, for the denominator
select
    residence,
    reported_on as happened_on,
    category,
    1 as numerator,
    cast(null as int) as denominator,
    0 as unknown,
    source_row
from conflicts
union all
select
    coverage.residence,
    coverage.month as happened_on,
    cast(null as string) as category,
    cast(null as int) as numerator,
    occupancy.residents_eom as denominator,
    case when occupancy.residents_eom is null then 1 else 0 end as unknown,
    occupancy.source_row
from coverage
left join occupancy on occupancy.residence = coverage.residence and occupancy.month = coverage.month
where coverage.fact = 'conflicts'
