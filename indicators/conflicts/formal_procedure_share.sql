/*
code = "I43"
title = "Conflits allant à la procédure"
question = "Combien de conflits finissent en mise en demeure ou en procédure ?"
why = "Ce que la réunion et la médiation cherchent à éviter."
formula = "conflits d'issue « procédure », ou dont l'étape maximale atteint la mise en demeure ÷ conflits d'issue finale connue"
unit = "%"
better = "lower"
aggregate = "sum"
interval = "wilson"
maturity_days = 90
categories_of = "conflits.category"
caveats = ["Cadre : CCH, L633-2 et R633-3."]
kinds = ["conflits"]
reviewed = 2026-11-22
*/
-- one row per conflict with or awaiting a final outcome
select
    residence,
    reported_on as happened_on,
    category,
    case
        when is_final = 1 and (outcome = 'procedure' or coalesce(max_step, '') in ('mise_en_demeure', 'resiliation')) then 1
        when is_final = 1 then 0
    end as numerator,
    is_final as denominator,
    is_unknown as unknown,
    source_row
from outcomes
