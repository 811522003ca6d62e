/*
code = "I52"
title = "Taux de satisfaits"
question = "De quoi les résidents sont-ils satisfaits ?"
why = "L'enquête de satisfaction est l'une des formes d'expression des résidents, avec les instances et les groupes."
formula = "réponses satisfaites (3 ou 4 sur 4, ou 7 à 10 sur 10) ÷ réponses, « sans opinion » et absences de réponse exclues"
unit = "%"
better = "higher"
aggregate = "sum"
grain = "wave"
interval = "survey"
population = "satisfaction_response_rate"
always_by = ["wave", "category"]
categories_of = "enquete_satisfaction.answer"
caveats = [
    "L'échelle est conservée avec chaque réponse : deux vagues d'échelles différentes ne sont jamais une évolution.",
    "« Sans opinion » et les cases vides sont « non connus » ; une question absente du questionnaire n'est pas comptée.",
    "Méthode des enquêtes HLM : 7 à 10 est satisfait (USH, 2007). Repères dans le parc HLM ordinaire, 2019 (USH/BVA) : logement 85 %, propreté des communs 73 %, sécurité 80 %.",
]
kinds = ["enquete_satisfaction"]
reviewed = 2026-11-22
*/
-- one row per questionnaire and item asked
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
