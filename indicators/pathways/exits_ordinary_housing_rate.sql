/*
code = "I10"
title = "Sorties vers le logement ordinaire"
question = "Ceux qui partent accèdent-ils à un logement à eux ?"
why = "Faciliter l'accès au logement ordinaire est la raison d'être d'une résidence sociale."
formula = "sorties vers le parc social, le parc privé ou l'accession ÷ sorties de destination connue, décès et transferts internes exclus"
unit = "%"
better = "higher"
aggregate = "sum"
interval = "wilson"
caveats = [
    "Les destinations inconnues sont exclues, et comptées « non connu » : voir « Destination inconnue ».",
    "Repères : 60 % des sortants en 2019 et 59 % en 2020 (Unafo, tous types de résidence) ; 51 % en 2014 (Aréli, Nord).",
]
kinds = ["mouvements"]
reviewed = 2026-11-22
*/
-- one row per exit that leaves the association alive
select
    residence,
    moved_on as happened_on,
    case when is_known = 1 then case when destination in ('parc_social', 'parc_prive', 'accession') then 1 else 0 end end as numerator,
    case when is_known = 1 then 1 end as denominator,
    case when is_known = 1 then 0 else 1 end as unknown,
    source_row
from exits
where is_beside = 0
