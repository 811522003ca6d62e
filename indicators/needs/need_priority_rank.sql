/*
code = "I48"
title = "Rang de priorité"
question = "Parmi leurs besoins, lesquels les résidents mettent-ils en premier ?"
why = "Ce qui est fréquent n'est pas toujours ce qui presse."
formula = "points (1re priorité 3, 2e 2, 3e 1) ÷ répondants donnant au moins une priorité ; le rang suit ce nombre de points"
unit = "points par répondant"
better = "none"
aggregate = "sum"
grain = "wave"
decimals = 2
rests_on = "répondants"
always_by = ["category"]
categories_of = "enquete_besoins.need"
caveats = ["Un répondant peut donner une, deux ou trois priorités."]
kinds = ["enquete_besoins"]
reviewed = 2026-11-22
*/
-- one row per questionnaire giving at least one priority, and need of the list: what another residence names adds no line here
with points as (
    select
        priorities.source_row,
        priorities.category,
        sum(case priorities.place when '1' then 3 when '2' then 2 else 1 end) as points
    from priorities
    where priorities.category is not null
    group by priorities.source_row, priorities.category
),
givers as (
    select
        answers.residence,
        answers.wave,
        answers.source_row
    from answers
    join points on points.source_row = answers.source_row
    group by answers.residence, answers.wave, answers.source_row
)
select
    givers.residence,
    givers.wave,
    waves.collected_month as happened_on,
    needs.category,
    cast(coalesce(points.points, 0) as int) as numerator,
    1 as denominator,
    0 as unknown,
    givers.source_row
from givers
join needs on needs.source_row = givers.source_row
join waves on waves.residence = givers.residence and waves.wave = givers.wave
left join points on points.source_row = givers.source_row and points.category = needs.category
