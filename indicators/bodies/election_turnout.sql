/*
code = "I21"
title = "Participation à l'élection du comité"
question = "Quelle part des titulaires de contrat a voté ?"
why = "Un comité élu par beaucoup parle pour beaucoup."
formula = "votants ÷ inscrits (titulaires d'un contrat le jour du scrutin, une voix chacun), aux élections de la période"
unit = "%"
better = "higher"
aggregate = "sum"
caveats = [
    "Ni les hébergés ni les logements ne sont au dénominateur. Sous 30 titulaires de contrat, l'élection est sans objet.",
    "Aucun chiffre publié ne porte sur les comités de résidents. Repère d'une autre échelle, les représentants des locataires HLM (vote par correspondance) : 24,3 % en 2006, 20,7 % en 2010 ; La Réunion, 2022 : 16,6 %.",
]
kinds = ["comites_elections", "occupation_mensuelle"]
reviewed = 2026-11-22
*/
-- one row per election
select
    residence,
    elected_on as happened_on,
    case when registered_voters > 0 then voters end as numerator,
    case when voters is not null and registered_voters > 0 then registered_voters end as denominator,
    case when voters is null or coalesce(registered_voters, 0) = 0 then 1 else 0 end as unknown,
    source_row
from polls
where not_applicable not like '%;voters;%'
