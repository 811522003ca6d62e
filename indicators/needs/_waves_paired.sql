-- one row per survey, residence, wave and question asked at it and at the wave before: what breaks the series between them, if anything;
-- a version of which no text is on file is taken at its name
select
    after.survey,
    after.residence,
    after.wave,
    after.wave_before,
    after.collected_month,
    after.question,
    after.version,
    before.version as version_before,
    case
        when before.version = after.version then ''
        else coalesce(questions_compared.broken_by, 'version')
    end as broken_by
from waves_asked as after
join waves_asked as before
    on before.survey = after.survey
    and before.residence = after.residence
    and before.wave = after.wave_before
    and before.question = after.question
left join questions_compared
    on questions_compared.survey = after.survey
    and questions_compared.question = after.question
    and questions_compared.version_before = before.version
    and questions_compared.version = after.version
