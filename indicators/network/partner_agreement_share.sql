/*
code = "I55"
title = "Partenaires conventionnés"
question = "Combien de partenaires actifs ont signé une convention ?"
why = "Une convention fait durer un partenariat au-delà des personnes qui l'ont noué."
formula = "partenaires actifs sur 12 mois pour lesquels une convention est signée à la date d'arrêté ÷ partenaires actifs sur 12 mois"
unit = "%"
better = "higher"
aggregate = "distinct"
cutoff = "state"
spans_months = 12
is_variant = true
caveats = [
    "Sans date de convention sur aucune de ses lignes, un partenaire est réputé sans convention ; « SO » partout : il sort du calcul.",
    "Pour l'association, un partenaire est conventionné s'il l'est dans une résidence au moins.",
]
kinds = ["actions_partenaires", "orientations"]
reviewed = 2026-11-22
*/
-- one row per action or referral of the 12 months before the cut-off that names a partner
with agreed as (
    select
        facts.residence,
        facts.partner,
        cutoff.as_of,
        max(case when facts.agreement_on <= cutoff.as_of then 1 else 0 end) as is_signed,
        max(facts.is_agreement_beside_point) as is_beside_point
    from partners_met as facts
    cross join cutoff
    where facts.partner is not null
        and facts.happened_on <= cutoff.as_of
    group by facts.residence, facts.partner, cutoff.as_of
)

select
    facts.residence,
    cutoff.as_of as happened_on,
    facts.partner as distinct_key,
    agreed.is_signed as numerator,
    1 as denominator,
    0 as unknown,
    facts.source_row
from partners_met as facts
cross join cutoff
join agreed
    on agreed.residence = facts.residence
    and agreed.partner = facts.partner
    and agreed.as_of = cutoff.as_of
where facts.happened_on > cutoff.year_before
    and facts.happened_on <= cutoff.as_of
    and (agreed.is_signed = 1 or agreed.is_beside_point = 0)
