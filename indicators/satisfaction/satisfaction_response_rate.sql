/*
code = "I52"
title = "Taux de réponse à l'enquête de satisfaction"
question = "Combien de résidents ont répondu ?"
why = "Tout ce que dit l'enquête vaut ce que vaut sa participation."
formula = "questionnaires valides (au moins la moitié des questions posées répondues) ÷ résidents présents le mois de la collecte"
unit = "%"
better = "higher"
aggregate = "sum"
grain = "wave"
caveats = [
    "Le mois de la collecte est celui où l'on a reçu le plus de réponses.",
    "« Sans opinion » n'est pas une réponse : un questionnaire qui ne dit que cela n'est pas valide.",
    "Repère : 41 % pour une enquête postale de locataires (2004).",
]
kinds = ["enquete_satisfaction", "occupation_mensuelle"]
reviewed = 2026-11-22
*/
-- one row per questionnaire, for the numerator; one per residence and wave, for the denominator
with sizes as (
    select
        residence,
        wave,
        count(*) as items_asked
    from asked_items
    group by residence, wave
),

answered as (
    select
        source_row,
        count(answer) as items_known
    from satisfaction_answers
    group by source_row
)

select
    satisfaction.residence,
    satisfaction.wave,
    opinion_waves.collected_month as happened_on,
    case when answered.items_known >= 1 and 2 * answered.items_known >= sizes.items_asked then 1 else 0 end as numerator,
    cast(null as int) as denominator,
    0 as unknown,
    satisfaction.source_row
from satisfaction
join answered on answered.source_row = satisfaction.source_row
join opinion_waves on opinion_waves.residence = satisfaction.residence and opinion_waves.wave = satisfaction.wave
left join sizes on sizes.residence = satisfaction.residence and sizes.wave = satisfaction.wave
union all
select
    opinion_waves.residence,
    opinion_waves.wave,
    opinion_waves.collected_month as happened_on,
    cast(null as int) as numerator,
    occupancy.residents_eom as denominator,
    case when occupancy.residents_eom is null then 1 else 0 end as unknown,
    occupancy.source_row
from opinion_waves
left join occupancy on occupancy.residence = opinion_waves.residence and occupancy.month = opinion_waves.collected_month
