-- one row per action of a call: an action with several objectives has a line each, and one status
with ranked as (
    select
        call_actions.*,
        row_number() over (
            partition by call_id, coalesce(action_id, action)
            order by case when status is null then 1 else 0 end, source_row
        ) as place
    from call_actions
)

select
    ranked.residence,
    aap_calls.month,
    ranked.call_id,
    ranked.axis,
    ranked.status,
    ranked.source_row
from ranked
join aap_calls on aap_calls.call_id = ranked.call_id
where ranked.place = 1
