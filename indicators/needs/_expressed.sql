-- one row per questionnaire and need asked: 1 expressed, 0 not, null unknown
select
    answers.residence,
    answers.wave,
    answers.answered_on,
    answers.questionnaire_version,
    answers.source_row,
    needs.category,
    needs.has_help,
    case when answers.not_applicable like '%;help_' || needs.category || ';%' then 1 else 0 end as is_help_beside_point,
    case
        when answers.is_answered = 0 then cast(null as int)
        when needs.need >= 1 then 1
        when needs.need = 0 or answers.is_without_need then 0
    end as is_need
from answers
join needs on needs.source_row = answers.source_row
join asked
    on asked.residence = answers.residence
    and asked.wave = answers.wave
    and asked.category = needs.category
where answers.not_applicable not like '%;need_' || needs.category || ';%'
