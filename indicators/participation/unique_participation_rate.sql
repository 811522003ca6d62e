/*
code = "I31"
title = "Résidents ayant participé au moins une fois"
question = "Quelle part des résidents a pris part à quelque chose dans l'année ?"
why = "Les présences peuvent venir toujours des mêmes ; ce taux dit combien de résidents différents sont touchés."
formula = "participants différents déclarés pour l'année ÷ moyenne annuelle des résidents présents (au moins 8 mois transmis)"
unit = "%"
better = "higher"
aggregate = "sum"
grain = "year"
spans_months = 12
interval = "none"
caveats = ["Le nombre de participants différents est déclaré par l'équipe, jamais calculé à partir de noms."]
kinds = ["participants", "occupation_mensuelle"]
reviewed = 2026-11-22
*/
-- one row per residence and year declared
with yearly as (
    select
        residence,
        cast(extract(year from month) as int) as year,
        1e0 * sum(residents_eom) / nullif(count(residents_eom), 0) as residents_avg,
        count(residents_eom) as months_known
    from occupancy
    group by residence, cast(extract(year from month) as int)
),

joined as (
    select
        participants.residence,
        participants.year,
        participants.distinct_participants,
        case when yearly.months_known >= 8 then yearly.residents_avg end as residents_avg,
        participants.source_row
    from participants
    left join yearly on yearly.residence = participants.residence and yearly.year = participants.year
)

select
    joined.residence,
    calendar.month as happened_on,
    case when joined.residents_avg is not null then joined.distinct_participants end as numerator,
    case when joined.distinct_participants is not null then joined.residents_avg end as denominator,
    case when joined.distinct_participants is null or joined.residents_avg is null then 1 else 0 end as unknown,
    joined.source_row
from joined
join calendar
    on cast(extract(year from calendar.month) as int) = joined.year
    and cast(extract(month from calendar.month) as int) = 12
