/*
code = "I15"
title = "Entrants sous plafond PLAI"
question = "Les ménages qui entrent ont-ils des ressources sous le plafond PLAI ?"
why = "La convention APL de la résidence l'exige des trois quarts au moins des entrants."
formula = "entrées dont les ressources sont sous le plafond PLAI ÷ entrées où c'est connu"
unit = "%"
better = "higher"
aggregate = "sum"
interval = "wilson"
caveats = [
    "Seul « oui » ou « non » est conservé, jamais le montant des ressources.",
    "L'engagement vaut pour chaque convention, donc chaque résidence : le total de l'association ne le prouve pas.",
]
kinds = ["mouvements"]
reviewed = 2026-11-22

[target]
value = 0.75
origin = "CONV"
reference = "convention APL type des résidences sociales, art. 4 : au moins 75 % des ménages entrants"
per = "residence"
*/
-- one row per entry
select
    residence,
    moved_on as happened_on,
    case when plai_eligible then 1 when not plai_eligible then 0 end as numerator,
    case when plai_eligible is not null then 1 end as denominator,
    case when plai_eligible is null then 1 else 0 end as unknown,
    source_row
from entries
where not_applicable not like '%;plai_eligible;%'
