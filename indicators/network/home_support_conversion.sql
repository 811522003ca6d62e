/*
code = "I60"
title = "Passage d'une étape à la suivante"
question = "Sur les personnes arrivées à une étape, combien passent à la suivante ?"
why = "L'étape où l'on perd le plus de monde est celle à travailler avec les partenaires."
formula = "parcours ayant atteint l'étape ÷ parcours ayant atteint l'étape d'avant, à la date d'arrêté, rangés au mois du premier contact"
unit = "%"
better = "higher"
aggregate = "sum"
cutoff = "cohort"
persons = "stages"
always_by = ["category"]
is_variant = true
caveats = [
    "Les parcours récents n'ont pas eu le temps d'avancer.",
    "Une étape datée sans la précédente compte à son étape seulement.",
]
kinds = ["maintien_domicile"]
reviewed = 2026-11-22

[categories]
2 = "Du contact à l'évaluation"
3 = "De l'évaluation à la confiance"
4 = "De la confiance à l'aide"
*/
-- one row per path and stage after the first, reached at the cut-off or next to one that is
with moves as (
    select
        paths.residence,
        paths.stage_1_on,
        this.stage,
        case when this.reached_on <= cutoff.as_of then 1 else 0 end as is_reached,
        case when earlier.reached_on <= cutoff.as_of then 1 else 0 end as is_next,
        paths.source_row
    from home_support as paths
    cross join cutoff
    join home_support_stages as this on this.source_row = paths.source_row
    join home_support_stages as earlier
        on earlier.source_row = paths.source_row
        and cast(earlier.stage as int) = cast(this.stage as int) - 1
    where paths.stage_1_on <= cutoff.as_of
)

select
    residence,
    stage_1_on as happened_on,
    stage as category,
    is_reached as numerator,
    is_next as denominator,
    0 as unknown,
    source_row
from moves
where is_reached = 1 or is_next = 1
