/*
code = "I08"
title = "Durée médiane de séjour des sortants"
question = "Combien de temps sont restés ceux qui partent ?"
why = "La résidence sociale est un passage ; ce qu'elle dure dit ce qu'il y a au bout."
formula = "médiane des mois révolus entre l'entrée et la sortie, sur les sorties dont les deux dates sont connues"
unit = "mois"
better = "none"
aggregate = "median"
caveats = [
    "Ceux qui sont encore là n'y sont pas : la durée des séjours en cours est plus longue.",

    "Repères : médiane de 16 mois en 2019, moyenne de 24 mois en 2020 (Unafo, tous types de résidence).",
]
kinds = ["mouvements"]
reviewed = 2026-11-22
*/
-- one row per exit
with dated as (
    select
        residence,
        moved_on,
        source_row,
        12 * (cast(extract(year from moved_on) as int) - cast(extract(year from contract_start_on) as int))
            + cast(extract(month from moved_on) as int) - cast(extract(month from contract_start_on) as int)
            - case when extract(day from moved_on) < extract(day from contract_start_on) then 1 else 0 end as months
    from exits
    where not_applicable not like '%;contract_start_on;%'
)

select
    residence,
    moved_on as happened_on,
    months as numerator,
    case when months is null then 1 else 0 end as unknown,
    source_row
from dated
