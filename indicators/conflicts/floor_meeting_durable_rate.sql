/*
code = "I36"
title = "Résolution durable par réunion de palier"
question = "Les conflits traités en réunion de palier sont-ils résolus, et le restent-ils ?"
why = "« Cela résout le conflit dans 90 % des cas » : selon la définition la plus exigeante, celle qu'un évaluateur retient."
formula = "conflits traités en réunion de palier, résolus dans les 90 jours et sans reprise dans les 90 jours de leur clôture ÷ conflits traités en réunion de palier et signalés 180 jours au moins avant la date d'arrêté"
unit = "%"
better = "higher"
aggregate = "sum"
cutoff = "cohort"
interval = "wilson"
categories_of = "conflits.category"
is_variant = true
caveats = [
    "Le mode de traitement est choisi au cas par cas : ce taux ne mesure pas un effet.",
    "Les délais de 90 et 180 jours sont une convention, à confirmer par l'association.",
    "Un conflit sans issue ni date de clôture est encore ouvert : il compte, et n'est pas résolu.",
    "Sans suite : hors du calcul. Résolu à une date inconnue, ou clos sans issue : compté « non connu ».",
]
kinds = ["conflits"]
reviewed = 2026-11-23

[target]
value = 0.9
origin = "SEED"
reference = "« cela résout le conflit dans 90 % des cas » : estimation d'un praticien, jamais mesurée"
*/
-- one row per conflict reported at least 180 days before the cut-off, handled by a floor meeting
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
where outcomes_held.response_mode = 'reunion_palier'
    and cast(cutoff.as_of - outcomes_held.reported_on as int) >= 180
