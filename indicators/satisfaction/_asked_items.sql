-- one row per residence, wave and item that its questionnaire asked about: on which scale (best note: 4 or 10)
select
    residence,
    wave,
    item,
    count(answer) as answers_known,
    case when 2 * count(case when answer like '%/10' then 1 end) > count(answer) then 10 else 4 end as best
from satisfaction_answers
where answer is not null
group by residence, wave, item
