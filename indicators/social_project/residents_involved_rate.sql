/*
code = "I64"
title = "Résidents associés à l'actualisation"
question = "Quelle part des résidents a été associée au projet social ?"
why = "Un projet social écrit sans eux parle d'eux sans les avoir entendus."
formula = "résidents différents associés, déclarés ÷ moyenne des résidents présents sur les 12 mois qui finissent à la validation (ou à la date d'arrêté, si elle est en cours)"
unit = "%"
better = "higher"
aggregate = "state"
cutoff = "state"
spans_months = 12
caveats = [
    "Le nombre de résidents associés est déclaré par l'équipe, jamais calculé à partir de noms.",
    "Il faut au moins 8 mois d'occupation transmis sur les 12 ; sinon, non connu.",
    "C'est la dernière actualisation connue de chaque résidence qui compte.",
]
kinds = ["projets_sociaux", "occupation_mensuelle"]
reviewed = 2026-11-23
*/
-- one row per residence: its last update known at the cut-off
with latest as (
    select
        update_cycles.residence,
        cutoff.as_of,
        case
            when update_cycles.finished_on < cutoff.as_of then update_cycles.finished_on
            else cutoff.as_of
        end as ends_on,
        update_cycles.residents_involved,
        update_cycles.source_row
    from update_cycles
    cross join cutoff
    where update_cycles.began_on <= cutoff.as_of
        and (update_cycles.next_began_on is null or update_cycles.next_began_on > cutoff.as_of)
),

numbered as (
    select
        residence,
        residents_eom,
        cast(12 * extract(year from month) + extract(month from month) as int) as month_number
    from occupancy
),

lived_there as (
    select
        latest.residence,
        latest.as_of,
        1e0 * sum(numbered.residents_eom) / nullif(count(numbered.residents_eom), 0) as residents_avg,
        count(numbered.residents_eom) as months_known
    from latest
    join numbered
        on numbered.residence = latest.residence
        and numbered.month_number <= 12 * extract(year from latest.ends_on) + extract(month from latest.ends_on)
        and numbered.month_number > 12 * extract(year from latest.ends_on) + extract(month from latest.ends_on) - 12
    group by latest.residence, latest.as_of
)

select
    latest.residence,
    latest.as_of as happened_on,
    case when lived_there.months_known >= 8 then latest.residents_involved end as numerator,
    case
        when lived_there.months_known >= 8 and latest.residents_involved is not null then lived_there.residents_avg
    end as denominator,
    case
        when lived_there.months_known >= 8 and latest.residents_involved is not null then 0
        else 1
    end as unknown,
    latest.source_row
from latest
left join lived_there
    on lived_there.residence = latest.residence
    and lived_there.as_of = latest.as_of
