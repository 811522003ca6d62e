/*
code = "I53"
title = "Note moyenne de satisfaction"
question = "Quelle note les résidents donnent-ils, sur 10 ?"
why = "La note se compare aux enquêtes des bailleurs, qui la posent aussi sur 10."
formula = "somme des notes de 0 à 10 ÷ nombre de notes ; les réponses sur une autre échelle n'y sont pas"
unit = "sur 10"
better = "higher"
aggregate = "sum"
decimals = 1
grain = "wave"
always_by = ["wave"]
categories_of = "enquete_satisfaction.answer"
caveats = [
    "Toutes les questions posées de 0 à 10 y sont ; regroupez par question pour lire la note globale seule.",
    "Une réponse sur 4 n'est jamais convertie en note sur 10.",
    "Repère : 7,8 sur 10 en 2020 (HLM, Hauts-de-France).",
]
kinds = ["enquete_satisfaction"]
reviewed = 2026-11-22
*/
-- one row per questionnaire and item asked from 0 to 10
select
    residence,
    wave,
    collected_month as happened_on,
    item as category,
    note as numerator,
    case when note is not null then 1 end as denominator,
    case when note is null then 1 else 0 end as unknown,
    source_row
from opinions
where best = 10
