/*
code = "I22"
title = "Candidats par siège"
question = "Y a-t-il assez de candidats pour que l'élection soit un choix ?"
why = "À moins d'un candidat par siège, la carence menace."
formula = "candidats ÷ sièges prévus, aux élections de la période"
unit = "candidats par siège"
better = "higher"
aggregate = "sum"
decimals = 1
caveats = ["Sous 30 titulaires de contrat, l'élection est sans objet."]
kinds = ["comites_elections", "occupation_mensuelle"]
reviewed = 2026-11-22
*/
-- one row per election
select
    residence,
    elected_on as happened_on,
    case when seats_planned > 0 then candidates end as numerator,
    case when candidates is not null and seats_planned > 0 then seats_planned end as denominator,
    case when candidates is null or coalesce(seats_planned, 0) = 0 then 1 else 0 end as unknown,
    source_row
from polls
where not_applicable not like '%;candidates;%'
    and not_applicable not like '%;seats_planned;%'
