/*
code = "I63"
title = "Jours dans l'étape en cours"
question = "Depuis quand l'actualisation en est-elle à la même étape ?"
why = "C'est le signe le plus simple d'une actualisation qui s'arrête."
formula = "jours entre le début de l'étape en cours (la première non validée) et la date d'arrêté, moyenne des actualisations en cours"
unit = "jours"
better = "lower"
aggregate = "state"
cutoff = "state"
caveats = [
    "Une étape dont le début n'est pas écrit est comptée à part (non connu).",
    "Entre deux étapes (la précédente validée, la suivante pas commencée), rien n'est compté.",
]
kinds = ["projets_sociaux", "etapes_actualisation"]
reviewed = 2026-11-23
*/
-- one row per residence whose update is under way at the cut-off: its first stage not done; one without source per residence that
-- ever updated: what is over must not leave its last days behind
with left_to_do as (
    select
        update_steps.residence,
        cutoff.as_of,
        update_steps.began_on,
        update_steps.is_told,
        update_steps.source_row,
        row_number() over (
            partition by update_steps.residence, cutoff.as_of order by update_steps.place
        ) as rank_left
    from update_steps
    cross join cutoff
    where update_steps.cycle_began_on <= cutoff.as_of
        and (update_steps.next_began_on is null or update_steps.next_began_on > cutoff.as_of)
        and (update_steps.done_on is null or update_steps.done_on > cutoff.as_of)
)

select
    residence,
    as_of as happened_on,
    cast(as_of - began_on as int) as numerator,
    case when began_on is not null then 1 else 0 end as denominator,
    case when began_on is null then 1 else 0 end as unknown,
    source_row
from left_to_do
where rank_left = 1
    and is_told = 1
    and (began_on is null or began_on <= as_of)
union all
select
    update_steps.residence,
    cutoff.as_of as happened_on,
    cast(null as int) as numerator,
    0 as denominator,
    0 as unknown,
    cast(null as string) as source_row
from update_steps
cross join cutoff
where update_steps.cycle_began_on <= cutoff.as_of
group by update_steps.residence, cutoff.as_of
