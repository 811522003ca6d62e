/*
code = "I81"
title = "Classeurs reçus à temps"
question = "Les classeurs du mois arrivent-ils avant l'échéance ?"
why = "Un chiffre vaut ce que vaut ce qui est transmis, et quand : un mois qui arrive tard est un mois que personne ne regarde."
formula = "classeurs reçus au plus tard à l'échéance ÷ classeurs attendus (un par résidence, type et mois ; en décembre, ceux de l'année)"
unit = "%"
better = "higher"
aggregate = "sum"
interval = "none"
categories_of = "kind"
caveats = [
    "L'échéance est un réglage de l'association (le 10 du mois suivant, à défaut).",
    "C'est le premier dépôt non retiré qui compte : une correction ne met pas en retard. « Rien ce mois-ci » compte comme reçu.",
    "Les mois vont du premier au dernier que quelqu'un a transmis. Un classeur manquant dont l'échéance n'est pas passée (au jour du dernier dépôt) est « non connu ».",
    "Une résidence du référentiel est attendue à tous ces mois, y compris ceux d'avant son ouverture.",
]
kinds = ["occupation_mensuelle", "mouvements", "reunions", "participants", "conflits"]
reviewed = 2026-11-22
*/
-- one row per workbook expected of a residence: its kind and month
select
    deliveries.residence,
    deliveries.month as happened_on,
    deliveries.kind as category,
    case
        when deliveries.received_on <= deliveries.due_on then 1
        when deliveries.received_on is not null or deliveries.is_due then 0
    end as numerator,
    case when deliveries.received_on is not null or deliveries.is_due then 1 end as denominator,
    case when deliveries.received_on is null and not deliveries.is_due then 1 else 0 end as unknown,
    deliveries.source_row
from deliveries
