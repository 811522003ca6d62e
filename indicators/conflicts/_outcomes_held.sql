-- one row per conflict that has, or may still have, a final outcome: was it resolved within 90 days, and not taken up again within 90 days?
with judged as (
    select
        outcomes.*,
        case
            when outcomes.outcome = 'resolu' and outcomes.closed_on is null then null
            when outcomes.outcome is null and outcomes.closed_on is not null then null
            when outcomes.is_resolved = 1
                and cast(outcomes.closed_on - outcomes.reported_on as int) <= 90
                and outcomes_again.source_row is null then 1
            else 0
        end as is_durable
    from outcomes
    left join outcomes_again on outcomes_again.source_row = outcomes.source_row
)

select
    residence,
    reported_on,
    category,
    severity,
    response_mode,
    source_row,
    is_durable,
    case when is_durable is not null then 1 end as is_known,
    case when is_durable is null then 1 else 0 end as is_unknown
from judged
