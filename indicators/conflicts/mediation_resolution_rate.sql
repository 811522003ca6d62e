/*
code = "I37"
title = "Résolution par médiation interne"
question = "La médiation du responsable résout-elle le conflit ?"
why = "Le responsable de résidence comme médiateur, à côté de la réunion de palier."
formula = "conflits traités par médiation interne et résolus ÷ conflits ainsi traités d'issue connue"
unit = "%"
better = "higher"
aggregate = "sum"
interval = "wilson"
maturity_days = 90
categories_of = "conflits.category"
caveats = [
    "Les modes sont choisis selon les situations : l'écart entre eux n'est pas un effet.",
    "Un conflit appartient au mois de son signalement ; son issue est celle connue au moment du dépôt.",
    "Sans suite : hors du calcul. En cours ou issue non renseignée : comptés « non connu ».",
]
kinds = ["conflits"]
reviewed = 2026-11-22
*/
-- one row per conflict with or awaiting a final outcome, handled by in-house mediation
select
    residence,
    reported_on as happened_on,
    category,
    case when is_final = 1 then is_resolved end as numerator,
    is_final as denominator,
    is_unknown as unknown,
    source_row
from outcomes
where response_mode = 'mediation_interne'
