/*
code = "I61"
title = "Ancienneté du projet social"
question = "De quand date le projet social en vigueur ?"
why = "Un projet social ancien décrit des publics et des besoins qui ne sont plus ceux d'aujourd'hui."
formula = "(date d'arrêté − date de validation de la version en vigueur) ÷ 365,25, moyenne des résidences à date connue"
unit = "ans"
better = "lower"
aggregate = "state"
cutoff = "state"
decimals = 1
caveats = [
    "Une date inconnue est comptée à part : elle n'entre pas dans la moyenne.",
    "Aucune périodicité légale n'a été trouvée dans les textes lus ; repère : en 2019, les projets sociaux d'un gestionnaire dataient de 1996 à 2004 (Alotra, Marseille).",
]
kinds = ["projets_sociaux"]
reviewed = 2026-11-23
*/
-- one row per residence whose register holds a version in force at the cut-off
select
    known_versions.residence,
    cutoff.as_of as happened_on,
    cast(cutoff.as_of - known_versions.validated_on as int) / 365.25e0 as numerator,
    case when known_versions.validated_on is not null then 1 else 0 end as denominator,
    case when known_versions.validated_on is null then 1 else 0 end as unknown,
    known_versions.source_row
from known_versions
cross join cutoff
where known_versions.in_force_from <= cutoff.as_of
    and (known_versions.in_force_until is null or known_versions.in_force_until > cutoff.as_of)
