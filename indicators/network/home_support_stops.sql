/*
code = "I60"
title = "Parcours arrêtés"
question = "Combien de parcours se sont arrêtés, et pourquoi ?"
why = "Un refus ne se lit pas comme un départ."
formula = "parcours arrêtés à la date d'arrêté, par motif, rangés au mois du premier contact"
unit = "personnes"
better = "none"
aggregate = "sum"
cutoff = "cohort"
persons = "parts"
categories_of = "maintien_domicile.stop_reason"
is_variant = true
caveats = [
    "Un arrêt sans date n'est pas compté ; un arrêt sans motif compte au total et dans aucun motif.",
    "Petits nombres : les effectifs de personnes sont publiés à partir de 11, jamais en dessous.",
]
kinds = ["maintien_domicile"]
reviewed = 2026-11-22
*/
-- one row per path stopped at the cut-off; one without source per residence and month covered by the register
select
    paths.residence,
    paths.stage_1_on as happened_on,
    paths.stop_reason as category,
    1 as numerator,
    0 as unknown,
    paths.source_row
from home_support as paths
cross join cutoff
where paths.stage_1_on <= cutoff.as_of
    and paths.stopped_on <= cutoff.as_of
union all
select
    coverage.residence,
    coverage.month as happened_on,
    cast(null as string) as category,
    0 as numerator,
    0 as unknown,
    cast(null as string) as source_row
from coverage
cross join cutoff
where coverage.fact = 'home_support'
    and coverage.month <= cutoff.as_of
