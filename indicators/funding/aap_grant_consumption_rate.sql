/*
code = "I76"
title = "Consommation de la subvention"
question = "Quelle part de la subvention notifiée a été dépensée ?"
why = "La part non dépensée peut être à rendre ou à reporter."
formula = "charges imputées à la subvention ÷ subvention notifiée, plafonné à 100 %"
unit = "%"
better = "higher"
aggregate = "sum"
grain = "call"
about = "association"
cap = 1.0
caveats = [
    "Au-delà de 100 %, le taux affiché est 100 % : le surplus est payé par d'autres produits.",
    "« Imputées » est ce que le budget déclare (« Dont subvention DIAN ») : Palier ne juge pas de ce qui est éligible.",
    "Une ligne de charges réalisées sans part de subvention est « non connu ».",
]
kinds = ["aap_budget", "aap_dossiers"]
reviewed = 2026-11-23
*/
-- one row per line of charges achieved (what the grant bore), one per call (the grant notified)
with charged as (
    select
        call_id,
        count(grant_charged) as lines_known
    from call_budgets
    where substring(account, 1, 1) = '6'
    group by call_id
)

select
    budgets.residence,
    aap_calls.month as happened_on,
    budgets.call_id as wave,
    cast(budgets.grant_charged as double) as numerator,
    cast(null as double) as denominator,
    case when budgets.grant_charged is null then 1 else 0 end as unknown,
    budgets.source_row
from call_budgets as budgets
join aap_calls on aap_calls.call_id = budgets.call_id
where substring(budgets.account, 1, 1) = '6'
    and (budgets.achieved is not null or budgets.grant_charged is not null)
    and coalesce(budgets.not_applicable, '') not like '%;grant_charged;%'
union all
select
    files.residence,
    aap_calls.month as happened_on,
    files.call_id as wave,
    cast(null as double) as numerator,
    case when charged.lines_known > 0 then cast(files.notified as double) end as denominator,
    case when files.notified is null or coalesce(charged.lines_known, 0) = 0 then 1 else 0 end as unknown,
    files.source_row
from call_files as files
join aap_calls on aap_calls.call_id = files.call_id
left join charged on charged.call_id = files.call_id
