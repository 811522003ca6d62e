/*
code = "I72"
title = "Présences aux formations"
question = "Combien de présences les formations ont-elles réunies, reçues d'un côté, données à d'autres associations de l'autre ?"
why = "Le module donné à d'autres associations diffuse la méthode ; les formations reçues nourrissent les équipes."
formula = "présents aux formations et formations-actions tenues, selon qu'elles sont reçues, internes ou données"
unit = "présences"
better = "none"
aggregate = "sum"
about = "association"
categories_of = "groupes_travail_formations.direction"
caveats = ["Des présences et non des personnes : qui suit deux jours compte deux fois."]
kinds = ["groupes_travail_formations"]
reviewed = 2026-11-23
*/
-- one row per training session held
select
    residence,
    held_on as happened_on,
    direction as category,
    attended_count as numerator,
    cast(null as int) as denominator,
    case when attended_count is null then 1 else 0 end as unknown,
    source_row
from practice_sessions
where nature in ('formation', 'formation_action')
    and status = 'tenue'
    and coalesce(not_applicable, '') not like '%;attended_count;%'
