/*
code = "I42"
title = "Issue non renseignée"
question = "De combien de conflits anciens ne sait-on pas ce qu'ils sont devenus ?"
why = "Qualité du registre : au-delà de quelques-uns, les taux de résolution ne veulent plus rien dire."
formula = "conflits signalés plus de 90 jours avant la date d'arrêté et sans issue ÷ conflits signalés plus de 90 jours avant"
unit = "%"
better = "lower"
aggregate = "sum"
cutoff = "cohort"
interval = "none"
categories_of = "conflits.category"
caveats = ["« En cours » est une issue renseignée."]
kinds = ["conflits"]
reviewed = 2026-11-22
*/
-- one row per conflict reported more than 90 days before the cut-off
select
    conflicts.residence,
    conflicts.reported_on as happened_on,
    conflicts.category,
    case when conflicts.outcome is null then 1 else 0 end as numerator,
    1 as denominator,
    0 as unknown,
    conflicts.source_row
from conflicts
cross join cutoff
where cast(cutoff.as_of - conflicts.reported_on as int) > 90
