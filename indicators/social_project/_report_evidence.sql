-- one row per residence, part of the yearly report and month told, with a line of it where there is one; a register covered is told
select
    residence,
    'occupancy' as part,
    month,
    source_row
from occupancy
union all
select
    residence,
    'flows' as part,
    month,
    source_row
from occupancy
where entries is not null and exits is not null
union all
select
    residence,
    'ages' as part,
    month,
    source_row
from occupancy
where age_18_25 is not null and age_75_plus is not null
union all
select
    residence,
    'bodies' as part,
    month,
    cast(null as string) as source_row
from coverage
where fact = 'meetings'
union all
select
    residence,
    'bodies' as part,
    cast(date_trunc('month', held_on) as date) as month,
    source_row
from meetings
where meeting_type in ('comite', 'conseil')
union all
select
    residence,
    case fact when 'moves' then 'exits' else 'partners' end as part,
    month,
    cast(null as string) as source_row
from coverage
where fact in ('moves', 'partner_actions')
