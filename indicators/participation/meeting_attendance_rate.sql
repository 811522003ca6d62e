/*
code = "I30"
title = "Taux de présence aux réunions"
question = "Parmi les résidents invités, combien viennent ?"
why = "Une réunion où personne ne vient ne règle rien."
formula = "présents ÷ invités, sur les réunions tenues où les deux nombres sont connus"
unit = "%"
better = "higher"
aggregate = "sum"
interval = "none"
categories_of = "reunions.meeting_type"
caveats = [
    "Des présences et non des personnes : un même résident compte à chaque réunion.",
    "Rien n'est estimé : une réunion où l'un des deux nombres manque est comptée « non connu ».",
]
kinds = ["reunions"]
reviewed = 2026-11-22
*/
-- one row per meeting held
select
    residence,
    held_on as happened_on,
    coalesce(meeting_type, 'autre') as category,
    case when invited_count is not null then attended_count end as numerator,
    case when attended_count is not null then invited_count end as denominator,
    case when attended_count is null or invited_count is null then 1 else 0 end as unknown,
    source_row
from meetings
where status = 'tenue'
    and coalesce(not_applicable, '') not like '%;attended_count;%'
    and coalesce(not_applicable, '') not like '%;invited_count;%'
