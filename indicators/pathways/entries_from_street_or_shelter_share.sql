/*
code = "I14"
title = "Entrants venant de la rue ou de l'hébergement"
question = "Accueille-t-on ceux qui sortent de la rue ou de l'hébergement ?"
why = "C'est le premier public que le plan Logement d'abord demande aux résidences sociales de recevoir."
formula = "entrées depuis la rue, l'hébergement d'urgence, un CHRS, un CADA ou CPH, ou l'hôtel ÷ entrées d'origine connue"
unit = "%"
better = "none"
aggregate = "sum"
interval = "wilson"
caveats = [
    "Les origines inconnues sont exclues, et comptées « non connu ».",
    "Repères : 36 % en 2019 et 2020 (Unafo, résidences sociales) ; 35 % en 2023, 44 % sans le logement des jeunes (Unafo, tous types). La liste des origines retenue par l'Unafo n'est pas publiée.",
]
kinds = ["mouvements"]
reviewed = 2026-11-22
*/
-- one row per entry
with known as (
    select
        residence,
        moved_on,
        source_row,
        origin,
        case when origin is null or origin = 'inconnu' then 0 else 1 end as is_known
    from entries
)

select
    residence,
    moved_on as happened_on,
    case
        when is_known = 1 then
            case when origin in ('rue', 'hebergement_urgence', 'chrs', 'cada_cph', 'hotel') then 1 else 0 end
    end as numerator,
    case when is_known = 1 then 1 end as denominator,
    1 - is_known as unknown,
    source_row
from known
