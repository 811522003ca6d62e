-- one row per residence, wave and need asked: how many expressed it among how many answered, its place (of two as frequent, the one
-- more often put first), and until when the wave is the last
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

put_first as (
    select
        answers.residence,
        answers.wave,
        priorities.category,
        sum(case priorities.place when '1' then 3 when '2' then 2 else 1 end) as points
    from priorities
    join answers on answers.source_row = priorities.source_row
    where priorities.category is not null
    group by answers.residence, answers.wave, priorities.category
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
        order by 1e0 * shares.needing / nullif(shares.answering, 0) desc, coalesce(put_first.points, 0) desc
    ) as place
from shares
join following on following.residence = shares.residence and following.wave = shares.wave
left join put_first
    on put_first.residence = shares.residence
    and put_first.wave = shares.wave
    and put_first.category = shares.category
where shares.answering > 0
