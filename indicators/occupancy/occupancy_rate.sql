/*
code = "I01"
title = "Taux d'occupation (en jours)"
question = "Quelle part des journées disponibles les logements ont-ils été occupés ?"
why = "Le taux en jours ne se laisse pas tromper par l'état du dernier jour du mois."
formula = "jours-logements occupés ÷ (logements × jours du mois − jours indisponibles)"
unit = "%"
rests_on = "jours de logements"
better = "higher"
aggregate = "sum"
caveats = [
    "Sans décompte des jours, l'occupation du dernier jour est étendue à tout le mois (catégorie « fin de mois »).",
    "Aucune norme nationale n'a été trouvée : l'association fixe son seuil.",
]
kinds = ["occupation_mensuelle"]
reviewed = 2026-11-22

[categories]
jours = "décompte en jours"
fin_de_mois = "dernier jour étendu au mois"
*/
-- one row per residence and month transmitted
with months as (
    select
        occupancy.residence,
        occupancy.month,
        occupancy.source_row,
        calendar.days,
        occupancy.units_occupied_eom,
        occupancy.units_total,
        occupancy.unit_days_occupied,
        occupancy.units_total * calendar.days - occupancy.unit_days_unavailable as unit_days_available
    from occupancy
    join calendar on calendar.month = occupancy.month
),

chosen as (
    select
        residence,
        month,
        source_row,
        case when unit_days_occupied is null or unit_days_available is null then 0 else 1 end as by_days,
        case
            when unit_days_occupied is null or unit_days_available is null then units_occupied_eom * days
            else unit_days_occupied
        end as numerator,
        case
            when unit_days_occupied is null or unit_days_available is null then units_total * days
            else unit_days_available
        end as denominator
    from months
)

select
    residence,
    month as happened_on,
    case when by_days = 1 then 'jours' else 'fin_de_mois' end as category,
    case when denominator is not null then numerator end as numerator,
    case when numerator is not null then denominator end as denominator,
    case when numerator is null or denominator is null then 1 else 0 end as unknown,
    source_row
from chosen
