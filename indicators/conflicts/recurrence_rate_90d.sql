/*
code = "I40"
title = "Récidive à 90 jours"
question = "Combien de conflits réglés reprennent dans les trois mois ?"
why = "Un conflit qui reprend n'était pas résolu."
formula = "conflits résolus ou améliorés, clos 90 jours au moins avant la date d'arrêté, repris par un autre dans les 90 jours de leur clôture ÷ ces conflits clos"
unit = "%"
better = "lower"
aggregate = "sum"
cutoff = "cohort"
interval = "wilson"
categories_of = "conflits.category"
caveats = [
    "La reprise est celle que l'équipe note (« Récidive du n° ») : sans note, pas de récidive.",
    "Un conflit appartient ici au mois de sa clôture.",
]
kinds = ["conflits"]
reviewed = 2026-11-22
*/
-- one row per conflict resolved or improved, closed at least 90 days before the cut-off
select
    outcomes.residence,
    outcomes.closed_on as happened_on,
    outcomes.category,
    case when outcomes_again.source_row is null then 0 else 1 end as numerator,
    1 as denominator,
    0 as unknown,
    outcomes.source_row
from outcomes
cross join cutoff
left join outcomes_again on outcomes_again.source_row = outcomes.source_row
where outcomes.is_settled = 1
    and cast(cutoff.as_of - outcomes.closed_on as int) >= 90
