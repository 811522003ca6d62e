/*
code = "I69"
title = "Séances de groupes de travail tenues"
question = "Combien de fois les groupes de travail se sont-ils réunis ?"
why = "Le rythme des groupes dit si la démarche vit entre deux bilans."
formula = "nombre de séances de groupe de travail tenues"
unit = "séances"
better = "higher"
aggregate = "sum"
about = "association"
categories_of = "groupes_travail_formations.theme"
caveats = ["Un mois du registre sans ligne compte zéro séance ; un mois non transmis n'en compte pas zéro : il manque."]
kinds = ["groupes_travail_formations"]
reviewed = 2026-11-23
*/
-- one row per working-group session held; one without source per month covered, so that none held is zero
select
    residence,
    held_on as happened_on,
    theme as category,
    1 as numerator,
    cast(null as int) as denominator,
    0 as unknown,
    source_row
from practice_sessions
where nature = 'groupe_travail'
    and status = 'tenue'
union all
select
    residence,
    month as happened_on,
    cast(null as string) as category,
    0 as numerator,
    cast(null as int) as denominator,
    0 as unknown,
    cast(null as string) as source_row
from coverage
where fact = 'practice_sessions'
