/*
code = "I67"
title = "Charte des résidents adoptée"
question = "Les résidents se sont-ils donné une charte ?"
why = "Écrite pendant l'actualisation du projet social, la charte est la base des groupes d'actions collectives."
formula = "résidences dont la charte est adoptée à la date d'arrêté ÷ résidences dont la charte est renseignée"
unit = "%"
better = "higher"
aggregate = "state"
cutoff = "state"
caveats = ["Une résidence dont le classeur « Charte des résidents » n'a pas été déposé est « non connu », pas « sans charte »."]
kinds = ["charte_groupes", "referentiel_residences"]
reviewed = 2026-11-22
*/
-- one row per residence
select
    residences.residence,
    cutoff.as_of as happened_on,
    case
        when charters.residence is null then null
        when charters.adopted_on <= cutoff.as_of then 1
        else 0
    end as numerator,
    case when charters.residence is not null then 1 end as denominator,
    case when charters.residence is null then 1 else 0 end as unknown,
    coalesce(charters.source_row, residences.source_row) as source_row
from residences
cross join cutoff
left join charters on charters.residence = residences.residence
where coalesce(charters.not_applicable, '') not like '%;adopted_on;%'
