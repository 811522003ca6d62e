-- one row per residence, wave and need asked: how many expressed it among how many answered, and until when the wave is the last
with shares as (
    select
        residence,
        wave,
        category,
        sum(is_need) as needing,
        count(is_need) as answering
    from expressed
    group by residence, wave, category
),

following as (
    select
        residence,
        wave,
        collected_month,
        lead(collected_month) over (partition by residence order by collected_month, wave) as next_collected_month
    from waves
    where collected_month is not null
)

select
    shares.residence,
    shares.wave,
    shares.category,
    shares.needing,
    shares.answering,
    following.collected_month,
    following.next_collected_month,
    rank() over (
        partition by shares.residence, shares.wave
        order by 1e0 * shares.needing / nullif(shares.answering, 0) desc nulls last
    ) as place
from shares
join following on following.residence = shares.residence and following.wave = shares.wave
where shares.answering > 0
