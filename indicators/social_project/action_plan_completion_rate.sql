/*
code = "I65"
title = "Actions du projet social réalisées"
question = "Ce qui devait être fait à ce jour l'est-il ?"
why = "Un projet social se juge à ses actions, pas à son texte."
formula = "actions réalisées ÷ actions du plan en vigueur dont la fin prévue est passée, abandonnées comprises"
unit = "%"
better = "higher"
aggregate = "state"
cutoff = "state"
caveats = [
    "Une action sans fin prévue, ou « en continu », n'entre pas dans le taux : elle est comptée à part (non connu).",
    "Le statut est celui du dernier classeur déposé, même pour une date d'arrêté passée.",
    "Un axe change de nom d'une version à l'autre : par axe, les résidences ne se comparent que si elles ont les mêmes.",
]
kinds = ["plan_actions_ps", "projets_sociaux"]
reviewed = 2026-11-23
*/
-- one row per action of the plan in force at the cut-off that is due by then, or has no end; one without source per residence with a plan
select
    planned_actions.residence,
    cutoff.as_of as happened_on,
    planned_actions.axis as category,
    case
        when planned_actions.planned_end_on is null or planned_actions.status is null then cast(null as int)
        when planned_actions.status = 'realisee' then 1
        else 0
    end as numerator,
    case when planned_actions.planned_end_on is not null and planned_actions.status is not null then 1 end as denominator,
    case when planned_actions.planned_end_on is null or planned_actions.status is null then 1 else 0 end as unknown,
    planned_actions.source_row
from planned_actions
cross join cutoff
where planned_actions.counts_from <= cutoff.as_of
    and (planned_actions.counts_until is null or planned_actions.counts_until > cutoff.as_of)
    and (planned_actions.planned_end_on is null or planned_actions.planned_end_on <= cutoff.as_of)
union all
select
    planned_actions.residence,
    cutoff.as_of as happened_on,
    cast(null as string) as category,
    cast(null as int) as numerator,
    0 as denominator,
    0 as unknown,
    cast(null as string) as source_row
from planned_actions
cross join cutoff
group by planned_actions.residence, cutoff.as_of
