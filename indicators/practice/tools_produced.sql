/*
code = "I70"
title = "Outils construits et diffusés"
question = "Combien d'outils les groupes ont-ils construits et diffusés ?"
why = "Mutualiser et construire des outils : ce qui reste quand la séance est finie."
formula = "nombre d'outils nommés au registre, sur les lignes où l'outil est diffusé, à la date de la séance ; un outil repris sur plusieurs lignes compte une fois, à la première"
unit = "outils"
better = "higher"
aggregate = "sum"
about = "association"
caveats = [
    "Un outil produit sans que « Outil diffusé » soit rempli est « non connu » ; produit et non diffusé, il ne compte pas.",
    "Deux lignes qui écrivent le même nom, aux capitales près, parlent du même outil.",
]
kinds = ["groupes_travail_formations"]
reviewed = 2026-11-23
*/
-- one row per session with a tool; one without source per month covered, so that none produced is zero
with named as (
    select
        sessions.residence,
        sessions.held_on,
        sessions.is_diffused,
        sessions.source_row,
        row_number() over (
            partition by lower(trim(practice_tools.tools))
            order by
                case when sessions.is_diffused then 0 when sessions.is_diffused is null then 1 else 2 end,
                sessions.held_on,
                sessions.source_row
        ) as place
    from practice_sessions as sessions
    join practice_tools on practice_tools.source_row = sessions.source_row
    where coalesce(sessions.status, 'tenue') = 'tenue'
)

select
    residence,
    held_on as happened_on,
    case when is_diffused then count(*) end as numerator,
    cast(null as int) as denominator,
    case when is_diffused is null then 1 else 0 end as unknown,
    source_row
from named
where place = 1
    and coalesce(is_diffused, true)
group by residence, held_on, is_diffused, source_row
union all
select
    residence,
    month as happened_on,
    0 as numerator,
    cast(null as int) as denominator,
    0 as unknown,
    cast(null as string) as source_row
from coverage
where fact = 'practice_sessions'
