/*
code = "I79"
title = "Objectifs atteints"
question = "Parmi les objectifs chiffrés du dossier, combien sont atteints ?"
why = "Le dossier a promis des résultats mesurables : voici ce qu'il en est."
formula = "objectifs dont le réalisé vaut au moins le prévu (au plus, quand moins vaut mieux) ÷ objectifs dont les deux valeurs sont connues"
unit = "%"
better = "higher"
aggregate = "sum"
grain = "call"
about = "association"
categories_of = "aap_actions.axis"
caveats = ["Un objectif manqué de peu compte comme manqué : lire l'écart et son commentaire.", "Sans indication de sens, plus vaut mieux."]
kinds = ["aap_actions"]
reviewed = 2026-11-23
*/
-- one row per objective of the funded file that has a planned or an achieved value
select
    call_actions.residence,
    aap_calls.month as happened_on,
    call_actions.call_id as wave,
    call_actions.axis as category,
    case
        when planned is not null and achieved is not null
            then case
                when way = 'baisse' and achieved <= planned then 1
                when coalesce(way, 'hausse') = 'hausse' and achieved >= planned then 1
                else 0
            end
    end as numerator,
    case when planned is not null and achieved is not null then 1 end as denominator,
    case when planned is null or achieved is null then 1 else 0 end as unknown,
    call_actions.source_row
from call_actions
join aap_calls on aap_calls.call_id = call_actions.call_id
where (planned is not null or achieved is not null)
    and coalesce(not_applicable, '') not like '%;planned;%'
    and coalesce(not_applicable, '') not like '%;achieved;%'
