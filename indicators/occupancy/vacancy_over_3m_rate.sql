/*
code = "I05"
title = "Vacance de plus de 3 mois"
question = "Quelle part des logements est vide depuis plus de trois mois ?"
why = "Une vacance longue dit un défaut d'attribution ou d'état."
formula = "logements vacants depuis plus de 3 mois ÷ capacité"
unit = "%"
rests_on = "logements, fins de mois ajoutées"
better = "lower"
aggregate = "sum"
caveats = ["Repère : 1,6 % dans le parc social ordinaire au 1er janvier 2016, qui ne comprend pas les résidences sociales."]
kinds = ["occupation_mensuelle"]
reviewed = 2026-11-22
*/
-- one row per residence and month transmitted
select
    residence,
    month as happened_on,
    case when units_total is not null then units_vacant_over_3m end as numerator,
    case when units_vacant_over_3m is not null then units_total end as denominator,
    case when units_vacant_over_3m is null or units_total is null then 1 else 0 end as unknown,
    source_row
from occupancy
where coalesce(not_applicable, '') not like '%;units_vacant_over_3m;%'
