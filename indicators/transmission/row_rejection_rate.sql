/*
code = "I82"
title = "Lignes rejetées"
question = "Quelle part des lignes lues n'a pas pu être gardée ?"
why = "Une ligne mise de côté manque à tous les chiffres qui devaient la compter ; un classeur souvent rejeté est un modèle à expliquer."
formula = "lignes mises de côté ÷ lignes lues, de chaque fichier déposé (fichiers retirés exclus)"
unit = "%"
better = "lower"
aggregate = "sum"
interval = "none"
decimals = 1
about = "association"
is_of_files = true
categories_of = "kind"
caveats = [
    "Un fichier est jugé quand il arrive, à la date de son dépôt : corrigé puis remplacé, il compte encore.",
    "Un fichier refusé en entier ne laisse pas de dépôt : il n'est pas compté, et ce taux est donc un plancher.",
    "Les lignes ignorées (vides, répétées, totaux) sont lues et ne sont pas rejetées. « Rien ce mois-ci » n'a aucune ligne : sans objet.",
    "Compté dans toute l'association : une ligne l'est souvent parce que sa résidence ne se lit pas.",
]
kinds = []
reviewed = 2026-11-23
*/
-- one row per file loaded, not withdrawn, of which a line was read
select
    received_files.residence,
    received_files.received_on as happened_on,
    received_files.kind as category,
    received_files.rows_set_aside as numerator,
    received_files.rows_read as denominator,
    0 as unknown,
    received_files.source_row
from received_files
where received_files.rows_read > 0
