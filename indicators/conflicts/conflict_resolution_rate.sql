/*
code = "I35"
title = "Taux de résolution (strict)"
question = "Parmi les conflits dont on connaît l'issue, combien sont résolus ?"
why = "Le taux que l'on peut défendre : seul « résolu » compte, « amélioré » non."
formula = "conflits résolus ÷ conflits d'issue finale connue"
unit = "%"
better = "higher"
aggregate = "sum"
interval = "wilson"
maturity_days = 90
categories_of = "conflits.category"
caveats = [

    "Un conflit appartient au mois de son signalement ; son issue est celle connue au moment du dépôt.",
    "Sans suite : hors du calcul. En cours ou issue non renseignée : comptés « non connu ».",
]
kinds = ["conflits"]
reviewed = 2026-11-22
*/
-- one row per conflict with or awaiting a final outcome
select
    residence,
    reported_on as happened_on,
    category,
    case when is_final = 1 then is_resolved end as numerator,
    is_final as denominator,
    is_unknown as unknown,
    source_row
from outcomes
