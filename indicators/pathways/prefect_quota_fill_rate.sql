/*
code = "I16"
title = "Attributions sur le contingent préfectoral"
question = "Quelle part des entrées s'est faite sur le contingent du préfet ?"
why = "Chaque convention réserve une part des logements au préfet : s'en écarter se discute avec l'État."
formula = "entrées sur le contingent du préfet ÷ entrées de contingent connu"
unit = "%"
better = "none"
aggregate = "sum"
interval = "wilson"
caveats = [
    "À lire face à la part écrite dans la convention de chaque résidence (référentiel, « Contingent préfet % ») : elles n'ont pas toutes la même.",
    "La convention réserve une part des logements, non des entrées d'une année : un écart sur un petit nombre d'entrées ne dit rien.",
    "« SIAO » sans contingent précisé est « non connu » : le prescripteur est connu, le contingent ne l'est pas.",
]
kinds = ["mouvements", "referentiel_residences"]
reviewed = 2026-11-22
*/
-- one row per entry
with known as (
    select
        residence,
        moved_on,
        source_row,
        quota,
        case when quota is null or quota in ('inconnu', 'siao') then 0 else 1 end as is_known
    from entries
)

select
    residence,
    moved_on as happened_on,
    case when is_known = 1 then case when quota = 'prefet' then 1 else 0 end end as numerator,
    case when is_known = 1 then 1 end as denominator,
    1 - is_known as unknown,
    source_row
from known
