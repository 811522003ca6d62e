/*
code = "I75"
title = "Exécution du budget"
question = "Quelle part des charges prévues a été dépensée ?"
why = "Sous-dépense comme dépassement se commentent : les deux disent un écart entre le projet et sa vie."
formula = "charges réalisées ÷ charges prévues (prévu révisé s'il existe, sinon prévu initial), comptes 60 à 69, contributions en nature à part"
unit = "%"
better = "none"
aggregate = "sum"
grain = "call"
about = "association"
caveats = [
    "Charges seulement ; les comptes 86 et 87 (en nature) n'y sont pas.",
    "Une ligne sans montant réalisé, ou sans montant prévu, est « non connu » et n'entre ni d'un côté ni de l'autre ; un compte sans objet n'y est pas.",
]
kinds = ["aap_budget"]
reviewed = 2026-11-23
[categories]
60 = "60 Achats"
61 = "61 Services extérieurs"
62 = "62 Autres services extérieurs"
63 = "63 Impôts et taxes"
64 = "64 Charges de personnel"
65 = "65 Autres charges de gestion courante"
66 = "66 Charges financières"
67 = "67 Charges exceptionnelles"
68 = "68 Dotations aux amortissements, provisions et engagements"
69 = "69 Impôts sur les bénéfices"
*/
-- one row per line of charges of the call's budget
select
    budgets.residence,
    aap_calls.month as happened_on,
    budgets.call_id as wave,
    substring(budgets.account, 1, 2) as category,
    case when coalesce(planned_revised, planned_initial) is not null then achieved end as numerator,
    case when achieved is not null then coalesce(planned_revised, planned_initial) end as denominator,
    case when achieved is null or coalesce(planned_revised, planned_initial) is null then 1 else 0 end as unknown,
    budgets.source_row
from call_budgets as budgets
join aap_calls on aap_calls.call_id = budgets.call_id
where substring(budgets.account, 1, 1) = '6'
    and coalesce(not_applicable, '') not like '%;achieved;%'
