/*
code = "I68"
title = "Bilan du 15 novembre : ce qui est prêt"
question = "Que manque-t-il pour écrire le bilan d'occupation et d'action sociales ?"
why = "La convention APL le demande chaque année : mieux vaut savoir en été ce qui manquera en novembre."
formula = "parties du bilan dont les données sont là ÷ 7 parties, sur les 12 mois qui finissent à la date d'arrêté"
unit = "%"
better = "higher"
aggregate = "state"
cutoff = "state"
spans_months = 12
caveats = [
    "La liste des sept parties est la nôtre : la convention nomme le document, elle ne dit pas ce qu'il contient.",
    "Occupation, entrées et sorties, sorties par destination, instances, partenaires : les 12 mois. Âges : au moins un mois. Actions : au moins une du plan en vigueur, commencée.",
    "« Aucune réunion » est une donnée : un registre transmis et vide compte, un registre qui manque ne compte pas.",
]
kinds = ["occupation_mensuelle", "mouvements", "reunions", "plan_actions_ps", "actions_partenaires"]
reviewed = 2026-11-23

[categories]
occupancy = "Occupation, 12 mois"
flows = "Entrées et sorties"
ages = "Âges des résidents"
exits = "Sorties par destination"
bodies = "Comité et conseil de concertation"
actions = "Actions sociales"
partners = "Partenaires"

[target]
value = 1
origin = "CONV"
reference = "convention APL type, art. 15 : au préfet, chaque 15 novembre"
*/
-- one row per residence of the list and part of the report; its source is a line of that part, else the residence's own
with told as (
    select
        report_evidence.residence,
        report_evidence.part,
        cutoff.as_of,
        count(distinct report_evidence.month) as months,
        max(report_evidence.source_row) as source_row
    from report_evidence
    cross join cutoff
    where report_evidence.month > cutoff.year_before and report_evidence.month <= cutoff.as_of
    group by report_evidence.residence, report_evidence.part, cutoff.as_of
),

held as (
    select
        told.residence,
        told.part,
        told.as_of,
        told.source_row
    from told
    join report_parts on report_parts.part = told.part
    where told.months >= report_parts.months_needed
    union all
    select
        planned_actions.residence,
        'actions' as part,
        cutoff.as_of,
        min(planned_actions.source_row) as source_row
    from planned_actions
    cross join cutoff
    where planned_actions.status in ('en_cours', 'realisee', 'partielle')
        and planned_actions.counts_from <= cutoff.as_of
        and (planned_actions.counts_until is null or planned_actions.counts_until > cutoff.as_of)
    group by planned_actions.residence, cutoff.as_of
)

select
    residences.residence,
    cutoff.as_of as happened_on,
    report_parts.part as category,
    case when held.part is not null then 1 else 0 end as numerator,
    1 as denominator,
    0 as unknown,
    coalesce(held.source_row, residences.source_row) as source_row
from residences
cross join cutoff
cross join report_parts
left join held
    on held.residence = residences.residence
    and held.as_of = cutoff.as_of
    and held.part = report_parts.part
