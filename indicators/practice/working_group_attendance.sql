/*
code = "I69"
title = "Participation aux groupes de travail"
question = "Parmi les professionnels attendus aux groupes de travail, combien viennent ?"
why = "Faire sens ensemble suppose d'être là : un groupe déserté ne construit rien."
formula = "présents ÷ attendus, sur les séances de groupe de travail tenues où les deux nombres sont connus"
unit = "%"
better = "higher"
aggregate = "sum"
about = "association"
categories_of = "groupes_travail_formations.theme"
caveats = [
    "Des présences et non des personnes : un même salarié compte à chaque séance.",
    "Une séance où l'un des deux nombres manque est comptée « non connu » ; une séance annulée ou reportée ne compte pas.",
]
kinds = ["groupes_travail_formations"]
reviewed = 2026-11-23
*/
-- one row per working-group session held
select
    residence,
    held_on as happened_on,
    theme as category,
    case when expected_count is not null then attended_count end as numerator,
    case when attended_count is not null then expected_count end as denominator,
    case when attended_count is null or expected_count is null then 1 else 0 end as unknown,
    source_row
from practice_sessions
where nature = 'groupe_travail'
    and status = 'tenue'
    and coalesce(not_applicable, '') not like '%;attended_count;%'
    and coalesce(not_applicable, '') not like '%;expected_count;%'
