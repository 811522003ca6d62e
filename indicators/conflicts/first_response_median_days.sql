/*
code = "I38"
title = "Délai médian de première action"
question = "En combien de jours répond-on à un signalement ?"
why = "Répondre vite montre que le signalement sert."
formula = "médiane du nombre de jours entre le signalement et la première action"
unit = "jours"
better = "lower"
aggregate = "median"
categories_of = "conflits.category"
caveats = ["Sans date de première action, le conflit est compté « non connu »."]
kinds = ["conflits"]
reviewed = 2026-11-22
*/
-- one row per conflict
select
    residence,
    reported_on as happened_on,
    category,
    cast(first_action_on - reported_on as int) as numerator,
    case when first_action_on is null then 1 else 0 end as unknown,
    source_row
from conflicts
where coalesce(not_applicable, '') not like '%;first_action_on;%'
