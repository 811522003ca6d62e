/*
code = "I38"
title = "Délai médian de résolution"
question = "En combien de jours un conflit se règle-t-il ?"
why = "Un conflit qui traîne s'aggrave."
formula = "médiane du nombre de jours entre le signalement et la clôture, pour les conflits résolus ou améliorés"
unit = "jours"
better = "lower"
aggregate = "median"
categories_of = "conflits.category"
caveats = ["Les conflits encore ouverts n'y sont pas : le délai réel est plus long que celui-ci tant qu'il en reste."]
kinds = ["conflits"]
reviewed = 2026-11-22
*/
-- one row per conflict resolved or improved
select
    residence,
    reported_on as happened_on,
    category,
    cast(closed_on - reported_on as int) as numerator,
    case when closed_on is null then 1 else 0 end as unknown,
    source_row
from outcomes
where is_settled = 1
    and not_applicable not like '%;closed_on;%'
