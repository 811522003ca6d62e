/*
code = "I60"
title = "Durée d'une étape à la suivante"
question = "Combien de temps faut-il pour passer d'une étape à la suivante ?"
why = "La confiance demande du temps : le dire aux partenaires évite de conclure trop tôt à un échec."
formula = "médiane du nombre de jours entre une étape et la précédente, pour les parcours qui ont atteint les deux à la date d'arrêté"
unit = "jours"
better = "none"
aggregate = "median"
cutoff = "cohort"
persons = "median"
always_by = ["category"]
is_variant = true
caveats = [
    "Les parcours qui n'ont pas encore franchi l'étape n'y sont pas : la durée réelle est plus longue tant qu'il en reste.",
    "Une étape datée avant la précédente, ou sans elle, n'a pas de durée : elle est comptée « non connu ».",
]
kinds = ["maintien_domicile"]
reviewed = 2026-11-22

[categories]
2 = "Du contact à l'évaluation"
3 = "De l'évaluation à la confiance"
4 = "De la confiance à l'aide"
*/
-- one row per path and stage after the first, reached at the cut-off
with moves as (
    select
        paths.residence,
        paths.stage_1_on,
        this.stage,
        cast(this.reached_on - earlier.reached_on as int) as days,
        paths.source_row
    from home_support as paths
    cross join cutoff
    join home_support_stages as this on this.source_row = paths.source_row
    join home_support_stages as earlier
        on earlier.source_row = paths.source_row
        and cast(earlier.stage as int) = cast(this.stage as int) - 1
    where paths.stage_1_on <= cutoff.as_of
        and this.reached_on <= cutoff.as_of
)

select
    residence,
    stage_1_on as happened_on,
    stage as category,
    case when days >= 0 then days end as numerator,
    case when days >= 0 then 0 else 1 end as unknown,
    source_row
from moves
