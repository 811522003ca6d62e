/*
code = "I27"
title = "Parité du conseil de concertation"
question = "Les résidents sont-ils au moins aussi nombreux que gestionnaire et propriétaire ?"
why = "Un conseil où les résidents sont minoritaires n'est pas celui que la loi prévoit."
formula = "conseils tenus où les représentants des résidents sont au moins aussi nombreux que ceux du gestionnaire et du propriétaire ÷ conseils tenus de composition connue"
unit = "%"
better = "higher"
aggregate = "sum"
caveats = ["Un des trois nombres manque : composition non connue. « SO » pour le propriétaire (le gestionnaire l'est aussi) compte pour zéro."]
kinds = ["reunions"]
reviewed = 2026-11-22

[target]
value = 1
origin = "LEGAL"
reference = "CCH, L633-4 et R633-6 : représentants des résidents au moins aussi nombreux que ceux du gestionnaire et du propriétaire"
*/
-- one row per council meeting held
with composed as (
    select
        residence,
        held_on,
        resident_reps,
        case when coalesce(not_applicable, '') like '%;manager_reps;%' then 0 else manager_reps end as manager_reps,
        case when coalesce(not_applicable, '') like '%;owner_reps;%' then 0 else owner_reps end as owner_reps,
        source_row
    from meetings
    where meeting_type = 'conseil'
        and status = 'tenue'
        and coalesce(not_applicable, '') not like '%;resident_reps;%'
)

select
    residence,
    held_on as happened_on,
    case
        when resident_reps >= manager_reps + owner_reps then 1
        when resident_reps < manager_reps + owner_reps then 0
    end as numerator,
    case when resident_reps + manager_reps + owner_reps is not null then 1 end as denominator,
    case when resident_reps + manager_reps + owner_reps is null then 1 else 0 end as unknown,
    source_row
from composed
