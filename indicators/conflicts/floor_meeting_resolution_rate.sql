/*
code = "I36"
title = "Résolution par réunion de palier (strict)"
question = "La réunion de palier résout-elle le conflit ?"
why = "« Cela résout le conflit dans 90 % des cas » : une estimation à confronter au registre."
formula = "conflits traités en réunion de palier et résolus ÷ conflits traités en réunion de palier d'issue connue"
unit = "%"
better = "higher"
aggregate = "sum"
interval = "wilson"
maturity_days = 90
categories_of = "conflits.category"
caveats = [
    "Le mode de traitement est choisi au cas par cas : ce taux ne mesure pas un effet.",
    "Un conflit appartient au mois de son signalement ; son issue est celle connue au moment du dépôt.",
    "Sans suite : hors du calcul. En cours ou issue non renseignée : comptés « non connu ».",
]
kinds = ["conflits"]
reviewed = 2026-11-22

[target]
value = 0.9
origin = "SEED"
reference = "« cela résout le conflit dans 90 % des cas » : estimation d'un praticien, jamais mesurée"
*/
-- one row per conflict with or awaiting a final outcome, handled by a floor meeting
select
    residence,
    reported_on as happened_on,
    category,
    case when is_final = 1 then is_resolved end as numerator,
    is_final as denominator,
    is_unknown as unknown,
    source_row
from outcomes
where response_mode = 'reunion_palier'
