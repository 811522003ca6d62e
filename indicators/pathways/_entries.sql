-- one row per entry
select
    residence,
    moved_on,
    origin,
    quota,
    plai_eligible,
    vacant_days_before_entry,
    source_row,
    coalesce(not_applicable, '') as not_applicable
from moves
where move_type = 'entree'
