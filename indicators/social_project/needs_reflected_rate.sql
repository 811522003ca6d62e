/*
code = "I66"
title = "Besoins repris dans le projet social"
question = "Les premiers besoins dits par les résidents ont-ils un objectif dans le projet social ?"
why = "C'est la raison même d'actualiser : que le texte suive ce que disent les résidents."
formula = "besoins, parmi les 5 plus exprimés à la dernière vague, reliés à un objectif du plan en vigueur ÷ ces besoins"
unit = "%"
better = "higher"
aggregate = "state"
cutoff = "state"
categories_of = "enquete_besoins.need"
caveats = [
    "À part égale, le besoin le plus souvent mis en priorité passe devant ; s'ils restent à égalité à la 5e place, les deux comptent, et le dénominateur passe à 6.",
    "Un objectif abandonné reste un objectif écrit : ce qui est fait se lit à « Besoins couverts par une action ».",
]
kinds = ["enquete_besoins", "plan_actions_ps", "projets_sociaux"]
reviewed = 2026-11-23
*/
-- one row per residence and need among its five most expressed at its last wave
with top_needs as (
    select
        waves_by_need.residence,
        waves_by_need.wave,
        waves_by_need.category,
        cutoff.as_of
    from waves_by_need
    cross join cutoff
    where waves_by_need.place <= 5
        and waves_by_need.needing > 0
        and waves_by_need.collected_month <= cutoff.as_of
        and (waves_by_need.next_collected_month is null or waves_by_need.next_collected_month > cutoff.as_of)
),

aims as (
    select
        planned_actions.residence,
        action_needs.needs as category,
        cutoff.as_of,
        min(planned_actions.source_row) as source_row
    from planned_actions
    join action_needs on action_needs.source_row = planned_actions.source_row
    cross join cutoff
    where planned_actions.objective is not null
        and planned_actions.counts_from <= cutoff.as_of
        and (planned_actions.counts_until is null or planned_actions.counts_until > cutoff.as_of)
    group by planned_actions.residence, action_needs.needs, cutoff.as_of
),

voiced as (
    select
        residence,
        wave,
        category,
        min(source_row) as source_row
    from expressed
    where is_need = 1
    group by residence, wave, category
)

select
    top_needs.residence,
    top_needs.as_of as happened_on,
    top_needs.category,
    case when aims.source_row is not null then 1 else 0 end as numerator,
    1 as denominator,
    0 as unknown,
    coalesce(aims.source_row, voiced.source_row) as source_row
from top_needs
join voiced
    on voiced.residence = top_needs.residence
    and voiced.wave = top_needs.wave
    and voiced.category = top_needs.category
left join aims
    on aims.residence = top_needs.residence
    and aims.category = top_needs.category
    and aims.as_of = top_needs.as_of
