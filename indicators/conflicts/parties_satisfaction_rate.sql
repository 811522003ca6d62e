/*
code = "I44"
title = "Satisfaction des parties"
question = "Ceux que le conflit opposait sont-ils satisfaits de la façon dont il a été traité ?"
why = "Un conflit clos sur le papier ne l'est pas toujours pour ceux qui le vivent."
formula = "conflits où les parties se disent satisfaites (3 ou 4 sur 4) ÷ conflits où elles ont répondu"
unit = "%"
better = "higher"
aggregate = "sum"
interval = "wilson"
caveats = [
    "Une réponse par conflit, notée par l'équipe : ce n'est pas une enquête anonyme.",
    "Un conflit clos sans réponse est « non connu » ; un conflit encore ouvert n'est pas attendu.",
]
kinds = ["conflits"]
reviewed = 2026-11-22
*/
-- one row per conflict whose parties answered, or that was closed without their answer
select
    residence,
    reported_on as happened_on,
    case when satisfaction >= 3 then 1 when satisfaction is not null then 0 end as numerator,
    case when satisfaction is not null then 1 end as denominator,
    case when satisfaction is null then 1 else 0 end as unknown,
    source_row
from conflicts
where (satisfaction is not null or closed_on is not null)
    and coalesce(not_applicable, '') not like '%;satisfaction;%'
