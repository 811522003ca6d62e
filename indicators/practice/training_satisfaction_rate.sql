/*
code = "I72"
title = "Satisfaction des stagiaires"
question = "Parmi les stagiaires qui ont répondu, combien donnent 3 ou 4 sur 4 ?"
why = "Une formation jugée inutile ne sera pas mise en pratique."
formula = "réponses de 3 ou 4 ÷ réponses, sur les formations et formations-actions tenues"
unit = "%"
better = "higher"
aggregate = "sum"
about = "association"
categories_of = "groupes_travail_formations.direction"
caveats = [
    "La moyenne des notes ne permet pas de le calculer : une session qui ne donne qu'elle est « non connu ».",
    "Les stagiaires qui n'ont pas répondu ne sont ni satisfaits ni mécontents.",
]
kinds = ["groupes_travail_formations"]
reviewed = 2026-11-23
*/
-- one row per training session held
select
    residence,
    held_on as happened_on,
    direction as category,
    case when answers_count is not null then satisfied_count end as numerator,
    case when satisfied_count is not null then answers_count end as denominator,
    case when satisfied_count is null or answers_count is null then 1 else 0 end as unknown,
    source_row
from practice_sessions
where nature in ('formation', 'formation_action')
    and status = 'tenue'
    and coalesce(not_applicable, '') not like '%;answers_count;%'
    and coalesce(not_applicable, '') not like '%;satisfied_count;%'
