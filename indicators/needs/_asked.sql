-- one row per residence, wave and need that its questionnaire asked about
select
    residence,
    wave,
    category,
    count(need) as answers_known
from needs
where need is not null
group by residence, wave, category
