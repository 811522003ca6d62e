/*
code = "I74"
title = "Bénéficiaires réalisés sur prévus"
question = "Combien de bénéficiaires, pour ceux que le dossier prévoyait ?"
why = "Une action tenue sans public n'a pas atteint son but ; une action débordée a révélé un besoin."
formula = "bénéficiaires réalisés ÷ bénéficiaires prévus, sur les actions où les deux nombres sont connus, pour chaque mode de comptage"
unit = "%"
better = "higher"
aggregate = "sum"
grain = "call"
about = "association"
persons = "cells"
always_by = ["category"]
categories_of = "aap_actions.counting"
caveats = [
    "Personnes différentes et passages ne s'additionnent jamais : ce sont deux chiffres.",
    "Une personne qui prend part à deux actions est comptée dans chacune.",
    "Une action sans mode de comptage, ou dont un nombre manque, n'entre dans aucun des deux.",
]
kinds = ["aap_actions"]
reviewed = 2026-11-23
*/
-- one row per line of the call's actions that tells beneficiaries
select
    call_actions.residence,
    aap_calls.month as happened_on,
    call_actions.call_id as wave,
    call_actions.counting as category,
    case when beneficiaries_planned is not null and counting is not null then beneficiaries_achieved end as numerator,
    case when beneficiaries_achieved is not null and counting is not null then beneficiaries_planned end as denominator,
    case when beneficiaries_achieved is null or beneficiaries_planned is null or counting is null then 1 else 0 end as unknown,
    call_actions.source_row
from call_actions
join aap_calls on aap_calls.call_id = call_actions.call_id
where (beneficiaries_planned is not null or beneficiaries_achieved is not null)
    and coalesce(not_applicable, '') not like '%;beneficiaries_planned;%'
    and coalesce(not_applicable, '') not like '%;beneficiaries_achieved;%'
