-- one row per cycle that tells its stages and each of the seven: when it began and was done, null when not or not known
with current_places as (
    select
        update_cycles.residence,
        update_cycles.version,
        stages.place
    from update_cycles
    join stages on stages.stage = update_cycles.update_stage
)

select
    update_cycles.residence,
    update_cycles.version,
    update_cycles.began_on as cycle_began_on,
    update_cycles.next_began_on,
    update_cycles.finished_on,
    stages.stage,
    stages.place,
    case
        when update_cycles.is_detailed = 1 then update_stages.began_on
        when stages.place = current_places.place then update_cycles.update_stage_on
    end as began_on,
    case
        when update_cycles.is_detailed = 1 then coalesce(update_stages.done_on, update_cycles.finished_on)
        when update_cycles.finished_on is not null then update_cycles.finished_on
        -- the register names the stage under way: those before it were done by the day it began
        when stages.place < current_places.place then update_cycles.began_on
    end as done_on,
    case
        when update_stages.stage is not null then 1
        when update_cycles.is_detailed = 0 and stages.place = current_places.place then 1
        else 0
    end as is_told,
    coalesce(update_stages.source_row, update_cycles.source_row) as source_row
from update_cycles
cross join stages
left join current_places
    on current_places.residence = update_cycles.residence
    and current_places.version = update_cycles.version
left join update_stages
    on update_stages.residence = update_cycles.residence
    and update_stages.version = update_cycles.version
    and update_stages.stage = stages.stage
where update_cycles.has_stages = 1
