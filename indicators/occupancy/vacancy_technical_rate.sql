/*
code = "I04"
title = "Taux de vacance technique"
question = "Quelle part des logements est retirée pour travaux ?"
why = "Une valeur haute peut être voulue : l'appel à projets finance la vacance organisée pour travaux."
formula = "logements indisponibles ÷ capacité, le dernier jour"
unit = "%"
rests_on = "logements, fins de mois ajoutées"
better = "none"
aggregate = "sum"
caveats = ["Se lit avec le plan de travaux de la résidence."]
kinds = ["occupation_mensuelle"]
reviewed = 2026-11-22
*/
-- one row per residence and month transmitted
select
    residence,
    month as happened_on,
    case when units_total is not null then units_unavailable end as numerator,
    case when units_unavailable is not null then units_total end as denominator,
    case when units_unavailable is null or units_total is null then 1 else 0 end as unknown,
    source_row
from occupancy
where coalesce(not_applicable, '') not like '%;units_unavailable;%'
