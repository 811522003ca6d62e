/*
code = "I08"
title = "Durée médiane de séjour, hors résidents historiques"
question = "Combien de temps restent ceux qui ne sont pas des résidents historiques ?"
why = "Quelques départs de résidents arrivés il y a trente ans changent toute la durée : les deux se lisent ensemble."
formula = "médiane des mois révolus entre l'entrée et la sortie, sur les sorties dont les deux dates sont connues, résidents historiques exclus"
unit = "mois"
better = "none"
aggregate = "median"
caveats = [
    "Ceux qui sont encore là n'y sont pas : la durée des séjours en cours est plus longue.",
    "Sorties où « résident historique » n'est pas renseigné : non connues dans une résidence issue d'un foyer (ex-FTM) ou d'origine inconnue, comptées ailleurs.",
    "Repères : médiane de 16 mois en 2019, moyenne de 24 mois en 2020 (Unafo, tous types de résidence).",
]
kinds = ["mouvements", "referentiel_residences"]
reviewed = 2026-11-22
*/
-- one row per exit of somebody who is not, or may not be, a legacy resident
with dated as (
    select
        exits.residence,
        exits.moved_on,
        exits.source_row,
        case
            when exits.legacy_resident is null and coalesce(residences.residence_origin, 'ex_ftm') = 'ex_ftm' then cast(null as int)
            else 12 * (cast(extract(year from exits.moved_on) as int) - cast(extract(year from exits.contract_start_on) as int))
                + cast(extract(month from exits.moved_on) as int) - cast(extract(month from exits.contract_start_on) as int)
                - case when extract(day from exits.moved_on) < extract(day from exits.contract_start_on) then 1 else 0 end
        end as months
    from exits
    left join residences on residences.residence = exits.residence
    where not coalesce(exits.legacy_resident, false)
        and exits.not_applicable not like '%;contract_start_on;%'
)

select
    residence,
    moved_on as happened_on,
    months as numerator,
    case when months is null then 1 else 0 end as unknown,
    source_row
from dated
