-- one row per residence and satisfaction wave: the month in which most questionnaires were answered, the version, the wave before
with months as (
    select
        residence,
        wave,
        cast(date_trunc('month', answered_on) as date) as month,
        count(answered_on) as questionnaires,
        max(coalesce(questionnaire_version, '')) as questionnaire_version
    from satisfaction
    group by residence, wave, cast(date_trunc('month', answered_on) as date)
),

versions as (
    select
        residence,
        wave,
        max(questionnaire_version) as questionnaire_version
    from months
    group by residence, wave
),

ranked as (
    select
        residence,
        wave,
        month,
        row_number() over (partition by residence, wave order by questionnaires desc, month) as place
    from months
),

collected as (
    select
        ranked.residence,
        ranked.wave,
        ranked.month as collected_month,
        versions.questionnaire_version
    from ranked
    join versions on versions.residence = ranked.residence and versions.wave = ranked.wave
    where ranked.place = 1
)

select
    residence,
    wave,
    collected_month,
    questionnaire_version,
    lag(wave) over (partition by residence order by coalesce(collected_month, cast('1900-01-01' as date)), wave) as wave_before
from collected
