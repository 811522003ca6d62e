/*
code = "I55"
title = "Partenaires actifs"
question = "Avec combien de partenaires travaille-t-on vraiment ?"
why = "Un partenaire qui n'agit plus n'est plus un partenaire : le réseau se compte sur un an."
formula = "partenaires différents ayant au moins une action ou une orientation dans les 12 mois qui finissent à la date d'arrêté"
unit = "partenaires"
better = "higher"
aggregate = "distinct"
cutoff = "state"
spans_months = 12
caveats = [
    "Toutes les écritures d'un nom n'en font qu'un (« C.C.A.S. de X », « ccas x ») ; un mot seul (« CCAS ») est le seul partenaire de la résidence qui commence ainsi.",
    "Un partenaire commun à plusieurs résidences compte une fois pour l'association.",
    "Une action ou une orientation sans nom de partenaire est comptée « non connu ».",
]
kinds = ["actions_partenaires", "orientations"]
reviewed = 2026-11-22
*/
-- one row per action or referral of the 12 months before the cut-off; one without source per residence whose registers cover them
select
    facts.residence,
    cutoff.as_of as happened_on,
    facts.partner as distinct_key,
    case when facts.partner is null then 1 else 0 end as unknown,
    facts.source_row
from partners_met as facts
cross join cutoff
where facts.happened_on > cutoff.year_before
    and facts.happened_on <= cutoff.as_of
union all
select
    coverage.residence,
    cutoff.as_of as happened_on,
    cast(null as string) as distinct_key,
    0 as unknown,
    cast(null as string) as source_row
from coverage
cross join cutoff
where coverage.fact in ('partner_actions', 'referrals')
    and coverage.month > cutoff.year_before
    and coverage.month <= cutoff.as_of
group by coverage.residence, cutoff.as_of
