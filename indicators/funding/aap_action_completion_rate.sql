/*
code = "I73"
title = "Actions réalisées"
question = "Parmi les actions du dossier financé, combien sont réalisées ?"
why = "C'est la première chose qu'un bilan doit dire : ce qui a été fait de ce qui était prévu."
formula = "actions au statut « réalisée » ÷ actions du dossier dont le statut est connu ; les actions partielles sont dites à part"
unit = "%"
better = "higher"
aggregate = "sum"
grain = "call"
about = "association"
categories_of = "aap_actions.axis"
caveats = ["Une action compte une fois, même écrite sur plusieurs lignes (une par objectif).", "Une action en cours, reportée ou abandonnée reste au dénominateur : elle était au dossier."]
kinds = ["aap_actions"]
reviewed = 2026-11-23
*/
-- one row per action of the funded file
select
    residence,
    month as happened_on,
    call_id as wave,
    axis as category,
    case when status is not null then case when status = 'realisee' then 1 else 0 end end as numerator,
    case when status is not null then 1 end as denominator,
    case when status is null then 1 else 0 end as unknown,
    source_row
from aap_distinct_actions
