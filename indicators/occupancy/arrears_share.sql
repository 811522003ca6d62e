/*
code = "I17"
title = "Résidents en impayé (au sens de R633-3)"
question = "Quelle part des titulaires de contrat est en impayé ?"
why = "Contexte : la prévention des impayés est l'une des quatre familles de la gestion locative sociale."
formula = "résidents en impayé ÷ titulaires de contrat, le dernier jour"
unit = "%"
rests_on = "titulaires, fins de mois ajoutées"
better = "lower"
aggregate = "sum"
caveats = ["Impayé : trois termes entiers, ou une dette d'au moins deux termes (CCH, R633-3 II a)."]
kinds = ["occupation_mensuelle"]
reviewed = 2026-11-22
*/
-- one row per residence and month transmitted
select
    residence,
    month as happened_on,
    case when contract_holders_eom is not null then residents_in_arrears end as numerator,
    case when residents_in_arrears is not null then contract_holders_eom end as denominator,
    case when residents_in_arrears is null or contract_holders_eom is null then 1 else 0 end as unknown,
    source_row
from occupancy
where coalesce(not_applicable, '') not like '%;residents_in_arrears;%'
