-- one row per questionnaire and item asked: the note, the best note of its scale, satisfied or not; null without opinion
with notes as (
    select
        satisfaction_answers.residence,
        satisfaction_answers.wave,
        satisfaction_answers.item,
        satisfaction_answers.source_row,
        case
            when satisfaction_answers.answer like '%/10' then 10
            when satisfaction_answers.answer like '%/4' then 4
            else asked_items.best
        end as best,
        cast(replace(replace(satisfaction_answers.answer, '/10', ''), '/4', '') as int) as note
    from satisfaction_answers
    join asked_items
        on asked_items.residence = satisfaction_answers.residence
        and asked_items.wave = satisfaction_answers.wave
        and asked_items.item = satisfaction_answers.item
    join satisfaction on satisfaction.source_row = satisfaction_answers.source_row
    where coalesce(satisfaction.not_applicable, '') not like '%;item_' || satisfaction_answers.item || ';%'
)

select
    notes.residence,
    notes.wave,
    opinion_waves.collected_month,
    notes.item,
    notes.source_row,
    notes.best,
    notes.note,
    case
        when notes.note is null then cast(null as int)
        when notes.best = 4 and notes.note >= 3 then 1
        when notes.best = 10 and notes.note >= 7 then 1
        else 0
    end as is_satisfied
from notes
join opinion_waves on opinion_waves.residence = notes.residence and opinion_waves.wave = notes.wave
