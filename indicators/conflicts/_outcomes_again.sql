-- one row per conflict closed, and taken up again by another within 90 days of its closing
select settled.source_row
from outcomes as settled
join conflicts as later
    on later.residence = settled.residence
    and later.recurrence_of = settled.conflict_id
where cast(later.reported_on - settled.closed_on as int) between 0 and 90
group by settled.source_row
