/*
code = "I33"
title = "Rencontres au niveau concertation ou plus"
question = "Informe-t-on les résidents, ou décide-t-on avec eux ?"
why = "La concertation est le premier niveau où la parole des résidents peut changer ce qui est fait."
formula = "rencontres tenues au niveau concertation, co-construction ou co-décision ÷ rencontres tenues de niveau connu"
unit = "%"
better = "higher"
aggregate = "sum"
categories_of = "reunions.meeting_type"
caveats = ["Échelle simplifiée d'Arnstein : information, consultation, concertation, co-construction, co-décision. Le niveau est celui que l'équipe déclare."]
kinds = ["reunions"]
reviewed = 2026-11-22
*/
-- one row per meeting held
select
    residence,
    held_on as happened_on,
    coalesce(meeting_type, 'autre') as category,
    case
        when participation_level in ('concertation', 'co_construction', 'co_decision') then 1
        when participation_level is not null then 0
    end as numerator,
    case when participation_level is not null then 1 end as denominator,
    case when participation_level is null then 1 else 0 end as unknown,
    source_row
from meetings
where status = 'tenue'
