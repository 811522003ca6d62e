/*
code = "I77"
title = "Cofinancements et fonds propres"
question = "Quelle part des produits ne vient pas de la subvention de l'appel ?"
why = "Elle dit ce que l'association et ses autres partenaires engagent à côté de l'État."
formula = "(produits réalisés − subvention de l'appel) ÷ produits réalisés, contributions en nature exclues"
unit = "%"
better = "none"
aggregate = "sum"
grain = "call"
about = "association"
caveats = [
    "La subvention de l'appel est ce que les lignes de produits déclarent (« Dont subvention DIAN ») ; si aucune ne le dit, le taux est inconnu.",
    "Les contributions en nature (compte 87) n'y sont pas.",
]
kinds = ["aap_budget"]
reviewed = 2026-11-23
*/
-- one row per line of products of the call's budget
with known as (
    select
        call_id,
        count(grant_charged) as lines_known
    from call_budgets
    where substring(account, 1, 1) = '7'
    group by call_id
)

select
    budgets.residence,
    aap_calls.month as happened_on,
    budgets.call_id as wave,
    case when known.lines_known > 0 then budgets.achieved - coalesce(budgets.grant_charged, 0) end as numerator,
    case when known.lines_known > 0 then budgets.achieved end as denominator,
    case when known.lines_known > 0 and budgets.achieved is not null then 0 else 1 end as unknown,
    budgets.source_row
from call_budgets as budgets
join known on known.call_id = budgets.call_id
join aap_calls on aap_calls.call_id = budgets.call_id
where substring(budgets.account, 1, 1) = '7'
    and coalesce(budgets.not_applicable, '') not like '%;achieved;%'
