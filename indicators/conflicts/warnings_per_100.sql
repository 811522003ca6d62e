/*
code = "I41"
title = "Avertissements pour 100 résidents"
question = "Règle-t-on par des avertissements ?"
why = "L'association veut réguler « autrement que par des avertissements »."
formula = "avertissements envoyés ÷ résidents-mois, × 100 × 12"
unit = "pour 100 résidents par an"
rests_on = "mois de résidents"
better = "lower"
aggregate = "sum"
scale = 1200
decimals = 1
caveats = [
    "À lire à côté du nombre de réunions de palier, sans lien de cause.",
    "Taux annualisé : un mois, un trimestre et une année se comparent.",
    "Un mois sans occupation transmise manque au dénominateur : il est compté « non connu ».",
]
kinds = ["conflits", "occupation_mensuelle"]
reviewed = 2026-11-22
*/
-- one row per conflict, for the numerator; one per residence and month covered by the register, for the denominator
select
    residence,
    reported_on as happened_on,
    warnings_issued as numerator,
    cast(null as int) as denominator,
    case when warnings_issued is null then 1 else 0 end as unknown,
    source_row
from conflicts
where coalesce(not_applicable, '') not like '%;warnings_issued;%'
union all
select
    coverage.residence,
    coverage.month as happened_on,
    cast(null as int) as numerator,
    occupancy.residents_eom as denominator,
    case when occupancy.residents_eom is null then 1 else 0 end as unknown,
    occupancy.source_row
from coverage
left join occupancy on occupancy.residence = coverage.residence and occupancy.month = coverage.month
where coverage.fact = 'conflicts'
