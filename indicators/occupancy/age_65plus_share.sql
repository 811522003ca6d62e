/*
code = "I13"
title = "Part des 65 ans et plus"
question = "Quelle part des résidents a 65 ans ou plus ?"
why = "L'âge des résidents décide des besoins : santé, maintien à domicile, isolement."
formula = "résidents de 65 ans et plus ÷ résidents d'âge connu, le dernier mois de la période"
unit = "%"
better = "none"
aggregate = "state"
caveats = ["Repère : fin 2016, près d'un tiers des résidents de FTM et de résidences issues de FTM avait 65 ans ou plus (DREES)."]
kinds = ["occupation_mensuelle"]
reviewed = 2026-11-22
*/
-- one row per residence and month transmitted
with bands as (
    select
        residence,
        month,
        source_row,
        coalesce(age_18_25, age_26_39, age_40_49, age_50_59, age_60_64, age_65_74, age_75_plus) as any_band,
        coalesce(age_65_74, 0) + coalesce(age_75_plus, 0) as aged,
        coalesce(age_18_25, 0)
            + coalesce(age_26_39, 0)
            + coalesce(age_40_49, 0)
            + coalesce(age_50_59, 0)
            + coalesce(age_60_64, 0)
            + coalesce(age_65_74, 0)
            + coalesce(age_75_plus, 0) as of_known_age
    from occupancy
)

select
    residence,
    month as happened_on,
    case when any_band is null then null else aged end as numerator,
    case when any_band is null then null else of_known_age end as denominator,
    case when any_band is null then 1 else 0 end as unknown,
    source_row
from bands
