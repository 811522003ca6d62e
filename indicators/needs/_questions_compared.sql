-- one row per survey, question and two versions of its questionnaire whose texts are on file: what breaks the series between them, if anything;
-- answers that one of both does not tell break nothing
select
    after.survey,
    after.question,
    before.questionnaire_version as version_before,
    after.questionnaire_version as version,
    case
        when before.wording_key <> after.wording_key then 'wording'
        when before.answers_key <> after.answers_key then 'answers'
        else ''
    end as broken_by
from question_texts as after
join question_texts as before
    on before.survey = after.survey
    and before.question = after.question
    and before.questionnaire_version <> after.questionnaire_version
