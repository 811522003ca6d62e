/*
code = "I24"
title = "Réunions du comité sur 12 mois"
question = "Le comité de résidents vit-il ?"
why = "Le comité est une instance qu'il faut stimuler en permanence ; sans réunion, il s'éteint."
formula = "réunions tenues de ce type dans les 12 mois qui finissent à la date d'arrêté"
unit = "réunions"
better = "higher"
aggregate = "state"
cutoff = "state"
spans_months = 12
caveats = ["À l'échelle de l'association, somme des résidences : l'obligation se lit par résidence."]
kinds = ["reunions"]
reviewed = 2026-11-22

[target]
value = 1
origin = "LEGAL"
reference = "CCH, D633-8 : au moins une réunion par an"
per = "residence"
*/
-- one row per committee meeting of the 12 months before the cut-off; one without source per residence whose log covers them
select
    meetings.residence,
    cutoff.as_of as happened_on,
    1 as numerator,
    cast(null as int) as denominator,
    0 as unknown,
    meetings.source_row
from meetings
cross join cutoff
where meetings.meeting_type = 'comite'
    and meetings.status = 'tenue'
    and meetings.held_on > cutoff.year_before
    and meetings.held_on <= cutoff.as_of
union all
select
    coverage.residence,
    cutoff.as_of as happened_on,
    0 as numerator,
    cast(null as int) as denominator,
    0 as unknown,
    cast(null as string) as source_row
from coverage
cross join cutoff
where coverage.fact = 'meetings'
    and coverage.month > cutoff.year_before
    and coverage.month <= cutoff.as_of
group by coverage.residence, cutoff.as_of
