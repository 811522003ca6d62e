/*
code = "I03"
title = "Taux de vacance commerciale"
question = "Quelle part des logements est vide et prête à louer ?"
why = "Ces logements attendent un résident."
formula = "vacants commerciaux ÷ capacité, le dernier jour"
unit = "%"
rests_on = "logements, fins de mois ajoutées"
better = "lower"
aggregate = "sum"
caveats = []
kinds = ["occupation_mensuelle"]
reviewed = 2026-11-22
*/
-- one row per residence and month transmitted
select
    residence,
    month as happened_on,
    case when units_total is not null then units_vacant_commercial end as numerator,
    case when units_vacant_commercial is not null then units_total end as denominator,
    case when units_vacant_commercial is null or units_total is null then 1 else 0 end as unknown,
    source_row
from occupancy
where coalesce(not_applicable, '') not like '%;units_vacant_commercial;%'
