-- one row per action: from when and until when its plan is the one in force; an axis written in several ways counts once
select
    action_items.residence,
    action_items.version,
    action_items.source_row,
    action_items.objective,
    action_items.status,
    action_items.planned_end_on,
    max(action_items.axis) over (partition by action_items.residence, lower(action_items.axis)) as axis,
    -- an action that names no version, or one that the register does not know, is of the plan in force
    case
        when known_versions.version is null then cast('1900-01-01' as date)
        else known_versions.in_force_from
    end as counts_from,
    known_versions.in_force_until as counts_until
from action_items
left join known_versions
    on known_versions.residence = action_items.residence
    and known_versions.version = action_items.version
