/*
code = "I06"
title = "Délai médian de relocation"
question = "Combien de jours un logement reste-t-il vide avant d'être de nouveau occupé ?"
why = "Un logement vide est un logement qui manque à quelqu'un, et une redevance qui manque à la résidence."
formula = "médiane des jours vacants avant l'entrée, sur les entrées où ils sont connus"
unit = "jours"
better = "lower"
aggregate = "median"
caveats = [
    "Les jours sont ceux que l'équipe a notés : aucun numéro de logement n'est conservé, ils ne peuvent pas être recalculés.",
    "Un logement retiré pour travaux puis reloué peut peser : la médiane y résiste mieux que la moyenne.",
    "Aucune norme nationale n'a été trouvée : l'association fixe son niveau.",
]
kinds = ["mouvements"]
reviewed = 2026-11-22
*/
-- one row per entry
select
    residence,
    moved_on as happened_on,
    vacant_days_before_entry as numerator,
    case when vacant_days_before_entry is null then 1 else 0 end as unknown,
    source_row
from entries
where not_applicable not like '%;vacant_days_before_entry;%'
