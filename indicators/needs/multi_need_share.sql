/*
code = "I51"
title = "Cumul de besoins (3 et plus)"
question = "Combien de résidents cumulent au moins trois besoins ?"
why = "Le cumul appelle un accompagnement d'ensemble, pas une action par besoin."
formula = "répondants exprimant au moins 3 besoins ÷ répondants valides (au moins la moitié de la liste répondue)"
unit = "%"
better = "none"
aggregate = "sum"
grain = "wave"
interval = "survey"
caveats = ["Dépend de la longueur de la liste posée : ne se compare qu'à liste égale."]
kinds = ["enquete_besoins"]
reviewed = 2026-11-22
*/
-- one row per questionnaire; those not valid are unknown
with sizes as (
    select
        residence,
        wave,
        count(*) as needs_asked
    from asked
    group by residence, wave
),

judged as (
    select
        answers.residence,
        answers.wave,
        answers.needs_expressed,
        answers.source_row,
        case when answers.is_answered = 1 and 2 * answers.needs_known >= sizes.needs_asked then 1 end as is_valid
    from answers
    join sizes on sizes.residence = answers.residence and sizes.wave = answers.wave
)

select
    judged.residence,
    judged.wave,
    waves.collected_month as happened_on,
    case when judged.is_valid = 1 and judged.needs_expressed >= 3 then 1 when judged.is_valid = 1 then 0 end as numerator,
    judged.is_valid as denominator,
    case when judged.is_valid = 1 then 0 else 1 end as unknown,
    judged.source_row
from judged
join waves on waves.residence = judged.residence and waves.wave = judged.wave
