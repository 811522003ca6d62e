/*
code = "I18"
title = "Réunions tenues"
question = "Combien de réunions ont été tenues, et de quel type ?"
why = "La réunion de palier est le moyen premier du projet : on règle ensemble plutôt que par avertissement."
formula = "nombre de réunions au statut « tenue », par type"
unit = "réunions"
better = "higher"
aggregate = "sum"
categories_of = "reunions.meeting_type"
caveats = ["Les réunions annulées ou reportées ne comptent pas ; un statut vide est compté « non connu »."]
kinds = ["reunions"]
reviewed = 2026-11-22
*/
-- one row per meeting, and one without source per residence and month that the log covers
select
    residence,
    held_on as happened_on,
    coalesce(meeting_type, 'autre') as category,
    case when status = 'tenue' then 1 else 0 end as numerator,
    cast(null as int) as denominator,
    case when status is null then 1 else 0 end as unknown,
    source_row
from meetings
where status = 'tenue' or status is null
union all
select
    residence,
    month as happened_on,
    cast(null as string) as category,
    0 as numerator,
    cast(null as int) as denominator,
    0 as unknown,
    cast(null as string) as source_row
from coverage
where fact = 'meetings'
