/*
code = "I54"
title = "« Vivre ensemble » satisfaisant"
question = "Les résidents sont-ils satisfaits de leurs voisins et du respect des règles ?"
why = "Le vivre ensemble est le premier axe des projets sociaux."
formula = "réponses satisfaites sur le voisinage et, s'il est demandé, le respect du règlement intérieur ÷ réponses à ces questions"
unit = "%"
better = "higher"
aggregate = "sum"
grain = "wave"
always_by = ["wave"]
rests_on = "réponses"
categories_of = "enquete_satisfaction.answer"
caveats = [
    "Ce sont des réponses, pas des personnes : un résident qui répond aux deux questions compte deux fois. Pas d'intervalle ici : lisez-le question par question.",
    "Repère : chez les locataires HLM insatisfaits, les relations de voisinage sont la première raison (56 %, ANCOLS 2023).",
]
kinds = ["enquete_satisfaction"]
reviewed = 2026-11-22
*/
-- one row per questionnaire and item of living together asked
select
    residence,
    wave,
    collected_month as happened_on,
    item as category,
    is_satisfied as numerator,
    case when is_satisfied is not null then 1 end as denominator,
    case when is_satisfied is null then 1 else 0 end as unknown,
    source_row
from opinions
where item in ('voisinage', 'respect_reglement')
