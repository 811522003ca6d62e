/*
code = "I67"
title = "Groupes actifs animés par des résidents"
question = "Les résidents animent-ils eux-mêmes leurs groupes ?"
why = "Un groupe animé par les résidents tient quand l'équipe change."
formula = "groupes actifs animés par des résidents ÷ groupes actifs dont on sait qui les anime"
unit = "%"
better = "higher"
aggregate = "state"
cutoff = "state"
spans_months = 3
caveats = ["Actif : au moins une séance dans les 3 mois. Animé par le comité compte comme animé par des résidents."]
kinds = ["groupes_actions", "reunions"]
reviewed = 2026-11-22
*/
-- one row per group that met in the 3 months before the cut-off
select
    held_sessions.residence,
    cutoff.as_of as happened_on,
    case
        when held_sessions.led_by = 'residents' then 1
        when held_sessions.led_by is not null then 0
    end as numerator,
    case when held_sessions.led_by is not null then 1 end as denominator,
    case when held_sessions.led_by is null then 1 else 0 end as unknown,
    held_sessions.row_of_group as source_row
from held_sessions
cross join cutoff
where held_sessions.held_on > cutoff.quarter_before
    and held_sessions.held_on <= cutoff.as_of
group by held_sessions.residence, cutoff.as_of, held_sessions.led_by, held_sessions.row_of_group
