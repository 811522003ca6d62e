/*
code = "I73"
title = "Actions réalisées en partie"
question = "Parmi les actions du dossier financé, combien ne sont réalisées qu'en partie ?"
why = "C'est la première chose qu'un bilan doit dire : ce qui a été fait de ce qui était prévu."
formula = "actions au statut « partielle » ÷ actions du dossier dont le statut est connu"
unit = "%"
better = "none"
aggregate = "sum"
grain = "call"
about = "association"
categories_of = "aap_actions.axis"
caveats = ["À lire à côté des actions réalisées, et sans les y ajouter."]
kinds = ["aap_actions"]
reviewed = 2026-11-23
*/
-- one row per action of the funded file
select
    residence,
    month as happened_on,
    call_id as wave,
    axis as category,
    case when status is not null then case when status = 'partielle' then 1 else 0 end end as numerator,
    case when status is not null then 1 end as denominator,
    case when status is null then 1 else 0 end as unknown,
    source_row
from aap_distinct_actions
