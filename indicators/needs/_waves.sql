-- one row per residence and wave: the month in which most questionnaires were answered, and the wave before
with months as (
    select
        residence,
        wave,
        cast(date_trunc('month', answered_on) as date) as month,
        count(answered_on) as questionnaires
    from answers
    group by residence, wave, cast(date_trunc('month', answered_on) as date)
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
        residence,
        wave,
        month as collected_month
    from ranked
    where place = 1
)

select
    residence,
    wave,
    collected_month,
    lag(wave) over (partition by residence order by coalesce(collected_month, cast('1900-01-01' as date)), wave) as wave_before
from collected
