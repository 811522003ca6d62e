/*
code = "I50"
title = "Besoins non pourvus déclarés"
question = "Parmi ceux qui ont ce besoin, combien n'ont aucune aide aujourd'hui ?"
why = "Là où le besoin est sans réponse, il y a un partenaire à trouver."
formula = "répondants qui ont le besoin et disent n'avoir pas d'aide en place ÷ répondants qui ont le besoin et dont l'aide est connue"
unit = "%"
better = "lower"
aggregate = "sum"
grain = "wave"
interval = "wilson"
always_by = ["category"]
categories_of = "enquete_besoins.need"
caveats = ["Une case d'aide vide n'est ni oui ni non : elle est comptée « non connu »."]
kinds = ["enquete_besoins"]
reviewed = 2026-11-22
*/
-- one row per questionnaire and need expressed
select
    expressed.residence,
    expressed.wave,
    waves.collected_month as happened_on,
    expressed.category,
    case when expressed.has_help then 0 when not expressed.has_help then 1 end as numerator,
    case when expressed.has_help is not null then 1 end as denominator,
    case when expressed.has_help is null then 1 else 0 end as unknown,
    expressed.source_row
from expressed
join waves on waves.residence = expressed.residence and waves.wave = expressed.wave
where expressed.is_need = 1
    and expressed.is_help_beside_point = 0
