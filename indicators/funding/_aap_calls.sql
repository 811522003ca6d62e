-- one row per funding call: the month its figures stand in, the December of its (last) year
with named as (
    select call_id from call_actions
    union
    select call_id from call_budgets
    union
    select call_id from call_files
)

select
    named.call_id,
    calendar.month
from named
join calendar
    on cast(extract(year from calendar.month) as int) = cast(substring(named.call_id, length(named.call_id) - 3, 4) as int)
    and cast(extract(month from calendar.month) as int) = 12
