/*
code = "I78"
title = "Coût par bénéficiaire"
question = "Combien de charges réalisées pour chaque personne touchée ?"
why = "À lire action par action, avec ce que l'action apporte ; jamais comme un classement."
formula = "charges réalisées ÷ personnes différentes touchées ; vide sous 11 personnes"
unit = "€"
better = "none"
aggregate = "sum"
grain = "call"
about = "association"
persons = "cells"
at_least = 11
caveats = [
    "Seules comptent les actions où les personnes sont comptées une fois ; les charges d'une action comptée en passages n'y sont pas.",
    "Pour l'appel entier, les charges communes à toutes les actions s'ajoutent ; une personne touchée par deux actions y compte deux fois.",
    "Sous 11 personnes, le coût n'est pas dit. Contributions en nature exclues. Jamais un classement.",
]
kinds = ["aap_actions", "aap_budget"]
reviewed = 2026-11-23
*/
-- one row per line of charges (what was spent), one per action (the people it reached: 0 where unknown, so that no cost is told)
with actions as (
    select
        residence,
        call_id,
        coalesce(action_id, action) as action_key,
        max(case when counting = 'distinct' then beneficiaries_achieved end) as people,
        min(source_row) as source_row
    from call_actions
    group by residence, call_id, coalesce(action_id, action)
)

select
    budgets.residence,
    aap_calls.month as happened_on,
    budgets.call_id as wave,
    budgets.action_id as category,
    case when budgets.action_id is null or actions.people is not null then cast(budgets.achieved as double) end as numerator,
    case when budgets.action_id is not null and actions.action_key is null then 0e0 end as denominator,
    case
        when budgets.achieved is null or (budgets.action_id is not null and actions.action_key is null) then 1
        else 0
    end as unknown,
    budgets.source_row
from call_budgets as budgets
join aap_calls on aap_calls.call_id = budgets.call_id
left join actions on actions.call_id = budgets.call_id and actions.action_key = budgets.action_id
where substring(budgets.account, 1, 1) = '6'
    and (budgets.action_id is null or actions.people is not null or actions.action_key is null)
union all
select
    actions.residence,
    aap_calls.month as happened_on,
    actions.call_id as wave,
    actions.action_key as category,
    cast(null as double) as numerator,
    cast(coalesce(actions.people, 0) as double) as denominator,
    case when actions.people is null then 1 else 0 end as unknown,
    actions.source_row
from actions
join aap_calls on aap_calls.call_id = actions.call_id
