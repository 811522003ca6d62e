/*
code = "I29"
title = "Réunions à l'initiative des résidents"
question = "Les résidents provoquent-ils eux-mêmes des réunions ?"
why = "« Il arrive que ces réunions soient organisées à l'initiative des résidents » : c'est le signe que l'outil est devenu le leur."
formula = "réunions tenues à l'initiative des résidents ou du comité ÷ réunions tenues d'initiative connue, hors comité et conseil"
unit = "%"
better = "higher"
aggregate = "sum"
interval = "none"
categories_of = "reunions.meeting_type"
caveats = ["Une initiative « mixte » est au dénominateur, pas au numérateur."]
kinds = ["reunions"]
reviewed = 2026-11-22
*/
-- one row per meeting held, legal bodies excluded
select
    residence,
    held_on as happened_on,
    coalesce(meeting_type, 'autre') as category,
    case
        when initiative in ('residents', 'comite') then 1
        when initiative <> 'nc' then 0
    end as numerator,
    case when initiative <> 'nc' then 1 end as denominator,
    case when initiative is null or initiative = 'nc' then 1 else 0 end as unknown,
    source_row
from meetings
where status = 'tenue'
    and coalesce(meeting_type, 'autre') not in ('comite', 'conseil')
