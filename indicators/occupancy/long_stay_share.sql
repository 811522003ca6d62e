/*
code = "I09"
title = "Présents au-delà de la durée prévue"
question = "Quelle part des résidents est là depuis plus longtemps que le projet social ne le prévoit ?"
why = "Un séjour qui dépasse la durée prévue dit qu'une sortie ne se trouve pas, ou que la durée n'est plus la bonne."
formula = "présents au-delà de la durée maximale du projet social ÷ présents dont la date d'entrée est connue, le dernier mois de la période"
unit = "%"
better = "lower"
aggregate = "state"
caveats = [
    "La durée est celle que chaque projet social a écrite (convention APL, annexe II, 5) : les résidences n'ont pas toutes la même.",
    "Sans objet dans une pension de famille, une résidence accueil, ou une résidence sans durée maximale au référentiel.",
    "Les résidents historiques, sans limite de durée, ne doivent être comptés dans aucun des deux nombres.",
    "Repère : fin 2016, environ la moitié des résidents de FTM étaient là depuis cinq ans ou plus (DREES).",
]
kinds = ["occupation_mensuelle", "referentiel_residences"]
reviewed = 2026-11-22
*/
-- one row per residence with a planned stay, and month transmitted
select
    occupancy.residence,
    occupancy.month as happened_on,
    case when occupancy.known_start_residents is not null then occupancy.long_stay_residents end as numerator,
    case when occupancy.long_stay_residents is not null then occupancy.known_start_residents end as denominator,
    case when occupancy.long_stay_residents is null or occupancy.known_start_residents is null then 1 else 0 end as unknown,
    occupancy.source_row
from occupancy
join residences
    on residences.residence = occupancy.residence
    and residences.max_stay_months is not null
    and coalesce(residences.residence_kind, 'residence_sociale') not in ('pension_famille', 'residence_accueil')
where coalesce(occupancy.not_applicable, '') not like '%;long_stay_residents;%'
    and coalesce(occupancy.not_applicable, '') not like '%;known_start_residents;%'
