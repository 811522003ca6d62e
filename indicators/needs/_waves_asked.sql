-- one row per survey, residence, wave and question asked: the version of the questionnaire, and the wave before of that residence
with versions as (
    select
        residence,
        wave,
        max(coalesce(questionnaire_version, '')) as version
    from answers
    group by residence, wave
)

select
    'besoins' as survey,
    waves.residence,
    waves.wave,
    waves.wave_before,
    waves.collected_month,
    asked.category as question,
    versions.version
from waves
join asked on asked.residence = waves.residence and asked.wave = waves.wave
join versions on versions.residence = waves.residence and versions.wave = waves.wave
union all
select
    'satisfaction' as survey,
    opinion_waves.residence,
    opinion_waves.wave,
    opinion_waves.wave_before,
    opinion_waves.collected_month,
    asked_items.item as question,
    coalesce(opinion_waves.questionnaire_version, '') as version
from opinion_waves
join asked_items on asked_items.residence = opinion_waves.residence and asked_items.wave = opinion_waves.wave
