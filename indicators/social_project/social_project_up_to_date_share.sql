/*
code = "I62"
title = "Projets sociaux à jour"
question = "Quelle part des projets sociaux a moins que la durée de validité retenue ?"
why = "C'est ce que l'association peut tenir dans la durée : aucun projet social ne vieillit sans qu'on le sache."
formula = "résidences dont le projet social en vigueur a au plus la durée de validité ÷ résidences à date de validation connue"
unit = "%"
better = "higher"
aggregate = "state"
cutoff = "state"
caveats = [
    "La durée de validité est un réglage de l'association (5 ans à défaut) : aucun texte lu n'en fixe.",
    "Une date inconnue est comptée à part.",
]
kinds = ["projets_sociaux"]
reviewed = 2026-11-23
*/
-- one row per residence whose register holds a version in force at the cut-off
select
    known_versions.residence,
    cutoff.as_of as happened_on,
    case
        when known_versions.validated_on is null then cast(null as int)
        when cast(cutoff.as_of - known_versions.validated_on as int) <= 365.25e0 * parameters.value then 1
        else 0
    end as numerator,
    case when known_versions.validated_on is not null then 1 end as denominator,
    case when known_versions.validated_on is null then 1 else 0 end as unknown,
    known_versions.source_row
from known_versions
cross join cutoff
join parameters on parameters.name = 'validity_years'
where known_versions.in_force_from <= cutoff.as_of
    and (known_versions.in_force_until is null or known_versions.in_force_until > cutoff.as_of)
