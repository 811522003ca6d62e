/*
code = "I63"
title = "Avancement de l'actualisation"
question = "Où en est l'actualisation du projet social ?"
why = "Une actualisation arrêtée se voit : l'étape ne change plus, les jours passent."
formula = "étapes validées ÷ 7, de la dernière actualisation connue de chaque résidence"
unit = "%"
better = "higher"
aggregate = "state"
cutoff = "state"
categories_of = "projets_sociaux.update_stage"
caveats = [
    "Les sept étapes sont un ordre de travail, déduit de la circulaire de 2006 : ce n'est pas une liste légale.",
    "Sans feuille « Étapes », celles d'avant l'étape écrite au registre sont réputées validées le jour où elle a commencé.",
]
kinds = ["projets_sociaux", "etapes_actualisation"]
reviewed = 2026-11-23
*/
-- one row per residence that updates, or updated, its projet social, and stage of seven; one without source per residence in the register
select
    update_steps.residence,
    cutoff.as_of as happened_on,
    update_steps.stage as category,
    case when update_steps.done_on <= cutoff.as_of then 1 else 0 end as numerator,
    1 as denominator,
    0 as unknown,
    update_steps.source_row
from update_steps
cross join cutoff
where update_steps.cycle_began_on <= cutoff.as_of
    and (update_steps.next_began_on is null or update_steps.next_began_on > cutoff.as_of)
union all
select
    update_cycles.residence,
    cutoff.as_of as happened_on,
    cast(null as string) as category,
    cast(null as int) as numerator,
    0 as denominator,
    0 as unknown,
    cast(null as string) as source_row
from update_cycles
cross join cutoff
where update_cycles.began_on <= cutoff.as_of
group by update_cycles.residence, cutoff.as_of
