/*
code = "I02"
title = "Taux d'occupation fin de mois"
question = "Quelle part des logements était occupée le dernier jour du mois ?"
why = "Taux brut : la vacance technique y compte comme vide ; à lire à côté du taux en jours."
formula = "logements occupés le dernier jour ÷ capacité"
unit = "%"
rests_on = "logements, fins de mois ajoutées"
better = "higher"
aggregate = "sum"
caveats = ["Sur plusieurs mois, moyenne pondérée des fins de mois."]
kinds = ["occupation_mensuelle"]
reviewed = 2026-11-22
*/
-- one row per residence and month transmitted
select
    residence,
    month as happened_on,
    case when units_total is not null then units_occupied_eom end as numerator,
    case when units_occupied_eom is not null then units_total end as denominator,
    case when units_occupied_eom is null or units_total is null then 1 else 0 end as unknown,
    source_row
from occupancy
where coalesce(not_applicable, '') not like '%;units_occupied_eom;%'
