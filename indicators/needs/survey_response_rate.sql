/*
code = "I45"
title = "Taux de réponse à l'enquête"
question = "Combien de résidents ont répondu ?"
why = "Tout ce que dit l'enquête vaut ce que vaut sa participation."
formula = "questionnaires valides (au moins la moitié de la liste des besoins répondue) ÷ résidents présents le mois de la collecte"
unit = "%"
better = "higher"
aggregate = "sum"
grain = "wave"
caveats = ["Le mois de la collecte est celui où l'on a reçu le plus de réponses."]
kinds = ["enquete_besoins", "occupation_mensuelle"]
reviewed = 2026-11-22
*/
-- one row per questionnaire, for the numerator; one per residence and wave, for the denominator
with sizes as (
    select
        residence,
        wave,
        count(*) as needs_asked
    from asked
    group by residence, wave
)

select
    answers.residence,
    answers.wave,
    waves.collected_month as happened_on,
    case when answers.is_answered = 1 and 2 * answers.needs_known >= sizes.needs_asked then 1 else 0 end as numerator,
    cast(null as int) as denominator,
    0 as unknown,
    answers.source_row
from answers
join sizes on sizes.residence = answers.residence and sizes.wave = answers.wave
join waves on waves.residence = answers.residence and waves.wave = answers.wave
union all
select
    waves.residence,
    waves.wave,
    waves.collected_month as happened_on,
    cast(null as int) as numerator,
    occupancy.residents_eom as denominator,
    case when occupancy.residents_eom is null then 1 else 0 end as unknown,
    occupancy.source_row
from waves
left join occupancy on occupancy.residence = waves.residence and occupancy.month = waves.collected_month
