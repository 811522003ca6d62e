/*
code = "I28"
title = "Comptes rendus affichés"
question = "Le compte rendu des réunions est-il affiché ?"
why = "Rendre compte de ce qui a été dit est ce qui fait revenir les résidents."
formula = "réunions dont le compte rendu est affiché ÷ réunions tenues (comité, conseil, palier) ; sans affichage après 30 jours, il est réputé non affiché"
unit = "%"
better = "higher"
aggregate = "sum"
cutoff = "cohort"
interval = "none"
categories_of = "reunions.meeting_type"
caveats = [
    "Les réunions de moins de 30 jours sans affichage sont en attente : comptées « non connu ».",
    "L'obligation légale (100 %) vise le comité ; pour le conseil et les paliers, c'est un choix de l'association.",
]
kinds = ["reunions"]
reviewed = 2026-11-22

[target]
value = 1
origin = "LEGAL"
reference = "CCH, D633-8 : les comptes rendus du comité sont affichés"
category = "comite"
*/
-- one row per committee, council or floor meeting held before the cut-off
select
    meetings.residence,
    meetings.held_on as happened_on,
    meetings.meeting_type as category,
    case
        when meetings.minutes_posted_on is not null then 1
        when cast(cutoff.as_of - meetings.held_on as int) >= 30 then 0
    end as numerator,
    case
        when meetings.minutes_posted_on is not null or cast(cutoff.as_of - meetings.held_on as int) >= 30 then 1
    end as denominator,
    case
        when meetings.minutes_posted_on is null and cast(cutoff.as_of - meetings.held_on as int) < 30 then 1
        else 0
    end as unknown,
    meetings.source_row
from meetings
cross join cutoff
where meetings.status = 'tenue'
    and meetings.meeting_type in ('comite', 'conseil', 'palier')
    and meetings.held_on <= cutoff.as_of
    and coalesce(meetings.not_applicable, '') not like '%;minutes_posted_on;%'
