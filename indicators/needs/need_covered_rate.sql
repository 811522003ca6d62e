/*
code = "I49"
title = "Besoins couverts par une action"
question = "Les besoins fréquents ont-ils une action en cours ou réalisée ?"
why = "Ce que disent les résidents appelle une réponse : c'est ici que l'on voit ce qui n'en a pas."
formula = "besoins exprimés par au moins la part retenue (20 % à défaut) reliés à une action en cours ou réalisée du projet social, ou à une action avec un partenaire dans les 12 mois ÷ ces besoins"
unit = "%"
better = "higher"
aggregate = "state"
cutoff = "state"
spans_months = 12
categories_of = "enquete_besoins.need"
caveats = [
    "La part à partir de laquelle un besoin compte est un réglage de l'association (20 % à défaut).",
    "Une action est reliée à un besoin par sa colonne « Besoin visé » ; son statut est celui du dernier classeur déposé.",
]
kinds = ["enquete_besoins", "plan_actions_ps", "projets_sociaux", "actions_partenaires"]
reviewed = 2026-11-23
*/
-- one row per residence and need frequent at its last wave
with frequent as (
    select
        waves_by_need.residence,
        waves_by_need.wave,
        waves_by_need.category,
        cutoff.as_of
    from waves_by_need
    cross join cutoff
    join parameters on parameters.name = 'need_threshold_pct'
    where 100e0 * waves_by_need.needing >= parameters.value * waves_by_need.answering
        and waves_by_need.collected_month <= cutoff.as_of
        and (waves_by_need.next_collected_month is null or waves_by_need.next_collected_month > cutoff.as_of)
),

answering as (
    select planned_actions.residence, action_needs.needs as category, cutoff.as_of, planned_actions.source_row
    from planned_actions
    join action_needs on action_needs.source_row = planned_actions.source_row
    cross join cutoff
    where planned_actions.status in ('en_cours', 'realisee')
        and planned_actions.counts_from <= cutoff.as_of
        and (planned_actions.counts_until is null or planned_actions.counts_until > cutoff.as_of)
    union all
    select partner_actions.residence, partner_action_needs.needs as category, cutoff.as_of, partner_actions.source_row
    from partner_actions
    join partner_action_needs on partner_action_needs.source_row = partner_actions.source_row
    cross join cutoff
    where partner_actions.held_on > cutoff.year_before and partner_actions.held_on <= cutoff.as_of
),

answers_given as (
    select residence, category, as_of, min(source_row) as source_row
    from answering
    group by residence, category, as_of
),

voiced as (
    select
        residence,
        wave,
        category,
        min(source_row) as source_row
    from expressed
    where is_need = 1
    group by residence, wave, category
)

select
    frequent.residence,
    frequent.as_of as happened_on,
    frequent.category,
    case when answers_given.source_row is not null then 1 else 0 end as numerator,
    1 as denominator,
    0 as unknown,
    coalesce(answers_given.source_row, voiced.source_row) as source_row
from frequent
join voiced
    on voiced.residence = frequent.residence
    and voiced.wave = frequent.wave
    and voiced.category = frequent.category
left join answers_given
    on answers_given.residence = frequent.residence
    and answers_given.category = frequent.category
    and answers_given.as_of = frequent.as_of
