/*
code = "I83"
title = "Complétude des cellules obligatoires"
question = "Les cellules qu'un classeur demande toujours sont-elles remplies ?"
why = "Sans sa résidence ou sa date, une ligne ne se range nulle part : c'est la première chose à demander à qui remplit."
formula = "cellules obligatoires remplies ÷ cellules obligatoires des lignes lues et non ignorées, mises de côté comprises, de chaque fichier déposé (fichiers retirés exclus)"
unit = "%"
better = "higher"
aggregate = "sum"
interval = "none"
decimals = 1
about = "association"
is_of_files = true
categories_of = "kind"
caveats = [
    "Une cellule remplie n'est pas une cellule juste : une date qui n'existe pas est remplie. Les lignes rejetées le disent.",
    "Un fichier est jugé quand il arrive, à la date de son dépôt : corrigé puis remplacé, il compte encore ; refusé en entier, il ne laisse pas de dépôt.",
    "Un fichier dont les cellules n'avaient pas été comptées à son dépôt est « non connu » ; sans aucune ligne à juger, il est sans objet.",
]
kinds = []
reviewed = 2026-11-23
*/
-- one row per file loaded, not withdrawn, of which a line was read and a mandatory cell asked, or not counted
select
    received_files.residence,
    received_files.received_on as happened_on,
    received_files.kind as category,
    case when received_files.cells_asked is not null then received_files.cells_filled end as numerator,
    case when received_files.cells_filled is not null then received_files.cells_asked end as denominator,
    case when received_files.cells_asked is null or received_files.cells_filled is null then 1 else 0 end as unknown,
    received_files.source_row
from received_files
where received_files.rows_read > 0 and coalesce(received_files.cells_asked, 1) > 0
