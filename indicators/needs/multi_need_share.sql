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
-- one row per valid questionnaire
with sizes as (
    select
        residence,
        wave,
        count(*) as needs_asked,
    from asked
    group by residence, wave
)

select
    answers.residence,
    answers.wave,
    waves.collected_month as happened_on,
    case when answers.needs_expressed >= 3 then 1 else 0 end as numerator,
    1 as denominator,
    0 as unknown,
    answers.source_row
from answers
join sizes on sizes.residence = answers.residence and sizes.wave = answers.wave
join waves on waves.residence = answers.residence and waves.wave = answers.wave
where answers.is_answered = 1
    and 2 * answers.needs_known >= sizes.needs_asked
