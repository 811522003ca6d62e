-- one row per conflict that has, or may still have, a final outcome: was it resolved within 90 days, and not taken up again within 90 days?
with resumed as (
    select settled.source_row
    from outcomes as settled
    join conflicts as later
        on later.residence = settled.residence
        and later.recurrence_of = settled.conflict_id
    where cast(later.reported_on - settled.closed_on as int) between 0 and 90
    group by settled.source_row
)

select
    outcomes.residence,
    outcomes.reported_on,
    outcomes.category,
    outcomes.severity,
    outcomes.response_mode,
    outcomes.source_row,
    case
        when outcomes.outcome = 'resolu' and outcomes.closed_on is null then null
        when outcomes.outcome is null and outcomes.closed_on is not null then null
        when outcomes.is_resolved = 1
            and cast(outcomes.closed_on - outcomes.reported_on as int) <= 90
            and resumed.source_row is null then 1
        else 0
    end as is_durable
from outcomes
left join resumed on resumed.source_row = outcomes.source_row
