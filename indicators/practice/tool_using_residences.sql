/*
code = "I70"
title = "Résidences utilisant les outils"
question = "Dans combien de résidences se sert-on d'au moins un des outils construits ?"
why = "Un outil diffusé et laissé dans un dossier n'est pas mutualisé."
formula = "résidences différentes nommées comme utilisatrices d'un outil diffusé, construit dans la période"
unit = "résidences"
better = "higher"
aggregate = "distinct"
about = "association"
caveats = ["Déclaré par la direction au registre (« Résidences utilisatrices ») : une résidence que personne n'a notée n'est pas comptée."]
kinds = ["groupes_travail_formations"]
reviewed = 2026-11-23
*/
-- one row per diffused session's tools and residence that uses them
select
    sessions.residence,
    sessions.held_on as happened_on,
    uses.used_in as distinct_key,
    cast(null as double) as denominator,
    0 as unknown,
    sessions.source_row
from practice_sessions as sessions
join practice_tool_uses as uses on uses.source_row = sessions.source_row
where sessions.is_diffused
    and sessions.tools is not null
    and coalesce(sessions.status, 'tenue') = 'tenue'
