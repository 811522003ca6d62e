-- one row per exit: its destination known or not, and whether it leaves the association (deaths and inner transfers do not count)
select
    residence,
    moved_on,
    contract_start_on,
    legacy_resident,
    exit_reason,
    source_row,
    coalesce(not_applicable, '') as not_applicable,
    -- a death told as a reason only is a known destination
    case when exit_destination is null and exit_reason = 'deces' then 'deces' else exit_destination end as destination,
    case
        when exit_destination is null and exit_reason = 'deces' then 1
        when exit_destination is null or exit_destination = 'inconnu' then 0
        else 1
    end as is_known,
    case
        when exit_destination = 'deces' or exit_destination = 'transfert_interne' then 1
        when exit_destination is null and exit_reason = 'deces' then 1
        else 0
    end as is_beside
from moves
where move_type = 'sortie'
