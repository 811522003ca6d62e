/*
code = "I60"
title = "Parcours de maintien à domicile"
question = "Combien de personnes ont atteint chaque étape du parcours ?"
why = "La confiance vient par étapes : on voit où le parcours s'arrête."
formula = "parcours ayant atteint l'étape à la date d'arrêté, rangés au mois du premier contact"
unit = "personnes"
better = "higher"
aggregate = "sum"
cutoff = "cohort"
persons = "stages"
always_by = ["category"]
caveats = [
    "Un parcours appartient au mois de son premier contact : les étapes d'une même période se comparent.",
    "Une étape sans date n'est pas atteinte.",
    "Petits nombres : les effectifs de personnes sont publiés à partir de 11, jamais en dessous.",
]
kinds = ["maintien_domicile"]
reviewed = 2026-11-22

[categories]
1 = "Contact avec l'association"
2 = "Évaluation avec l'assistante sociale"
3 = "Intervenante arabophone, confiance"
4 = "Aide en place"
*/
-- one row per path and stage, reached at the cut-off or not
select
    paths.residence,
    paths.stage_1_on as happened_on,
    stages.stage as category,
    case when stages.reached_on <= cutoff.as_of then 1 else 0 end as numerator,
    0 as unknown,
    paths.source_row
from home_support as paths
cross join cutoff
join home_support_stages as stages on stages.source_row = paths.source_row
where paths.stage_1_on <= cutoff.as_of
