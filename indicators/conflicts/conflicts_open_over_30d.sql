/*
code = "I39"
title = "Conflits ouverts depuis plus de 30 jours"
question = "Combien de conflits attendent depuis plus d'un mois ?"
why = "La liste de ce qui est à reprendre en réunion d'équipe."
formula = "conflits ouverts à la date d'arrêté et signalés plus de 30 jours avant"
unit = "conflits"
better = "lower"
aggregate = "state"
cutoff = "state"
categories_of = "conflits.category"
caveats = ["Un conflit d'issue connue sans date de clôture n'est pas réputé ouvert."]
kinds = ["conflits"]
reviewed = 2026-11-22
*/
-- one row per conflict open at the cut-off for over 30 days; one without source per residence with a register
select
    conflicts.residence,
    cutoff.as_of as happened_on,
    conflicts.category,
    1 as numerator,
    cast(null as int) as denominator,
    0 as unknown,
    conflicts.source_row
from conflicts
cross join cutoff
where cast(cutoff.as_of - conflicts.reported_on as int) > 30
    and (
        conflicts.closed_on > cutoff.as_of
        or (conflicts.closed_on is null and coalesce(conflicts.outcome, 'en_cours') = 'en_cours')
    )
union all
select
    coverage.residence,
    cutoff.as_of as happened_on,
    cast(null as string) as category,
    0 as numerator,
    cast(null as int) as denominator,
    0 as unknown,
    cast(null as string) as source_row
from coverage
cross join cutoff
where coverage.fact = 'conflicts'
    and coverage.month <= cutoff.as_of
group by coverage.residence, cutoff.as_of
