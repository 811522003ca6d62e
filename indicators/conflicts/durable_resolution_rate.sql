/*
code = "I35"
title = "Résolution durable"
question = "Combien de conflits sont résolus, et le restent ?"
why = "Le taux publié : un conflit qui traîne, ou qui reprend, n'était pas résolu."
formula = "conflits résolus dans les 90 jours et sans reprise dans les 90 jours de leur clôture ÷ conflits signalés 180 jours au moins avant la date d'arrêté"
unit = "%"
better = "higher"
aggregate = "sum"
cutoff = "cohort"
interval = "wilson"
categories_of = "conflits.category"
is_variant = true
caveats = [
    "Les délais de 90 et 180 jours sont une convention, à confirmer par l'association.",
    "Un conflit sans issue ni date de clôture est encore ouvert : il compte, et n'est pas résolu.",
    "La reprise est celle que l'équipe note (« Récidive du n° ») : sans note, pas de reprise.",
    "Sans suite : hors du calcul. Résolu à une date inconnue, ou clos sans issue : compté « non connu ».",
]
kinds = ["conflits"]
reviewed = 2026-11-23
*/
-- one row per conflict reported at least 180 days before the cut-off
select
    outcomes_held.residence,
    outcomes_held.reported_on as happened_on,
    outcomes_held.category,
    outcomes_held.is_durable as numerator,
    outcomes_held.is_known as denominator,
    outcomes_held.is_unknown as unknown,
    outcomes_held.source_row
from outcomes_held
cross join cutoff
where cast(cutoff.as_of - outcomes_held.reported_on as int) >= 180
