/*
code = "I32"
title = "Suites données aux demandes et décisions"
question = "Ce qui est demandé ou décidé en réunion est-il suivi d'effet ?"
why = "Se concerter oblige à rendre compte de ce qui a été fait des contributions."
formula = "suites faites ÷ décisions et demandes, pour les réunions tenues au moins 60 jours avant la date d'arrêté, les deux nombres étant connus"
unit = "%"
better = "higher"
aggregate = "sum"
cutoff = "cohort"
interval = "none"
categories_of = "reunions.meeting_type"
caveats = ["Les suites sont celles que l'équipe a notées au moment du dépôt."]
kinds = ["reunions"]
reviewed = 2026-11-22
*/
-- one row per meeting held at least 60 days before the cut-off
select
    meetings.residence,
    meetings.held_on as happened_on,
    coalesce(meetings.meeting_type, 'autre') as category,
    case when meetings.decisions_taken is not null then meetings.decisions_done end as numerator,
    case when meetings.decisions_done is not null then meetings.decisions_taken end as denominator,
    case when meetings.decisions_taken is null or meetings.decisions_done is null then 1 else 0 end as unknown,
    meetings.source_row
from meetings
cross join cutoff
where meetings.status = 'tenue'
    and cast(cutoff.as_of - meetings.held_on as int) >= 60
    and coalesce(meetings.not_applicable, '') not like '%;decisions_%'
