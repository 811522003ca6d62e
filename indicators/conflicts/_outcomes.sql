-- one row per conflict that has, or may still have, a final outcome: those without substance (sans_suite) are outside
select
    residence,
    conflict_id,
    reported_on,
    first_action_on,
    closed_on,
    category,
    severity,
    response_mode,
    max_step,
    outcome,
    source_row,
    coalesce(not_applicable, '') as not_applicable,
    case when outcome in ('resolu', 'ameliore', 'non_resolu', 'oriente_externe', 'procedure', 'depart_partie') then 1 end as is_final,
    case when outcome = 'resolu' then 1 else 0 end as is_resolved,
    case when outcome in ('resolu', 'ameliore') then 1 else 0 end as is_settled,
    case when outcome is null or outcome = 'en_cours' then 1 else 0 end as is_unknown
from conflicts
where outcome is null or outcome <> 'sans_suite'
