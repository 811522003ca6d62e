-- one row per questionnaire answered by residents (staff's own perception is never mixed in)
with listed as (
    select
        source_row,
        max(need) as strongest_need,
        count(need) as needs_known,
        count(case when need >= 1 then 1 end) as needs_expressed
    from needs
    group by source_row
)

select
    questionnaires.residence,
    questionnaires.wave,
    questionnaires.answered_on,
    questionnaires.questionnaire_version,
    questionnaires.source_row,
    coalesce(questionnaires.not_applicable, '') as not_applicable,
    listed.needs_known,
    listed.needs_expressed,
    coalesce(questionnaires.no_need, false) as is_without_need,
    -- in a list of boxes, a need is 0 only if a box, or « aucun besoin », is ticked (domain.md, decision 4);
    -- on a scale of degrees, a 0 is itself an answer
    case
        when listed.strongest_need >= 1 or questionnaires.no_need then 1
        when questionnaires.is_scale and listed.needs_known >= 1 then 1
        else 0
    end as is_answered
from questionnaires
join listed on listed.source_row = questionnaires.source_row
where coalesce(questionnaires.source, 'residents') = 'residents'
