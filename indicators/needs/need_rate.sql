/*
code = "I46"
title = "Répondants exprimant le besoin"
question = "De quoi les résidents disent-ils avoir besoin ?"
why = "C'est ce que le projet social doit suivre."
formula = "répondants qui expriment le besoin ÷ répondants à qui l'on a posé la question et qui ont répondu à la liste"
unit = "%"
better = "none"
aggregate = "sum"
grain = "wave"
interval = "survey"
always_by = ["category"]
categories_of = "enquete_besoins.need"
caveats = [
    "Une case vide vaut « non » seulement si le questionnaire a été répondu (une case cochée, ou « Aucun besoin »).",
    "Un résident peut exprimer plusieurs besoins : les parts ne font pas 100 %.",
]
kinds = ["enquete_besoins"]
reviewed = 2026-11-22
*/
-- one row per questionnaire and need asked
select
    expressed.residence,
    expressed.wave,
    waves.collected_month as happened_on,
    expressed.category,
    expressed.is_need as numerator,
    case when expressed.is_need is not null then 1 end as denominator,
    case when expressed.is_need is null then 1 else 0 end as unknown,
    expressed.source_row
from expressed
join waves on waves.residence = expressed.residence and waves.wave = expressed.wave
