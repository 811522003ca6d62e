/*
code = "I56"
title = "Orientations pour 100 résidents"
question = "Oriente-t-on beaucoup, rapporté au nombre de résidents ?"
why = "Amener les résidents vers les services de tous, plutôt que de faire à leur place."
formula = "orientations ÷ résidents-mois, × 100 × 12 ; par destination : droit commun, ou service de l'association"
unit = "pour 100 résidents par an"
rests_on = "mois de résidents"
better = "none"
aggregate = "sum"
scale = 1200
decimals = 1
caveats = [
    "Taux annualisé : un mois, un trimestre et une année se comparent.",
    "Un mois sans occupation transmise manque au dénominateur : il est compté « non connu ».",
    "Sans « Droit commun » rempli, l'orientation compte au total et dans aucune des deux destinations.",
]
kinds = ["orientations", "occupation_mensuelle"]
reviewed = 2026-11-22

[categories]
droit_commun = "Droit commun"
interne = "Interne à l'association"
*/
-- one row per referral, for the numerator; one per residence and month covered by the register, for the denominator
select
    residence,
    referred_on as happened_on,
    case when is_mainstream then 'droit_commun' when not is_mainstream then 'interne' end as category,
    1 as numerator,
    cast(null as int) as denominator,
    0 as unknown,
    source_row
from referrals
union all
select
    coverage.residence,
    coverage.month as happened_on,
    cast(null as string) as category,
    cast(null as int) as numerator,
    occupancy.residents_eom as denominator,
    case when occupancy.residents_eom is null then 1 else 0 end as unknown,
    occupancy.source_row
from coverage
left join occupancy on occupancy.residence = coverage.residence and occupancy.month = coverage.month
where coverage.fact = 'referrals'
