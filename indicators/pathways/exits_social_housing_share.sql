/*
code = "I11"
title = "Sorties vers le parc social"
question = "Parmi ceux qui partent, combien vont vers le parc social ?"
why = "C'est la part des sorties qui dépend des bailleurs et des réservataires, donc du partenariat."
formula = "sorties vers le parc social ÷ sorties de destination connue, décès et transferts internes exclus"
unit = "%"
better = "none"
aggregate = "sum"
interval = "wilson"
caveats = [
    "Même dénominateur que « Sorties vers le logement ordinaire » : l'un est une part de l'autre.",
    "Repère : 30 % vers le parc public en 2014 (Aréli, Nord).",
]
kinds = ["mouvements"]
reviewed = 2026-11-22
*/
-- one row per exit that leaves the association alive
select
    residence,
    moved_on as happened_on,
    case when is_known = 1 then case when destination = 'parc_social' then 1 else 0 end end as numerator,
    case when is_known = 1 then 1 end as denominator,
    case when is_known = 1 then 0 else 1 end as unknown,
    source_row
from exits
where is_beside = 0
