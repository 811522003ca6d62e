/*
code = "I59"
title = "Présentations en instance locale"
question = "Va-t-on présenter la résidence dans les instances du territoire (ASV, CLS, CLSM) ?"
why = "C'est là que naissent les projets communs, et que se nouent les liens entre le social et la santé."
formula = "actions de nature « présentation en instance », par instance ; une présentation commune à plusieurs résidences (même numéro d'évènement commun) compte une fois pour l'association"
unit = "présentations"
better = "higher"
aggregate = "distinct"
categories_of = "actions_partenaires.local_body"
caveats = ["Une présentation commune sans numéro d'évènement commun compte dans chaque résidence."]
kinds = ["actions_partenaires"]
reviewed = 2026-11-22
*/
-- one row per presentation; one without source per residence and month covered by the register
select
    residence,
    held_on as happened_on,
    local_body as category,
    coalesce('=' || shared_event_id, residence || '/' || cast(held_on as string) || '/' || coalesce(partner_key, '') || '/' || coalesce(title, '')) as distinct_key,
    0 as unknown,
    source_row
from partner_actions
where nature = 'presentation_instance'
union all
select
    residence,
    month as happened_on,
    cast(null as string) as category,
    cast(null as string) as distinct_key,
    0 as unknown,
    cast(null as string) as source_row
from coverage
where fact = 'partner_actions'
