/*
code = "I47"
title = "Évolution du besoin entre deux vagues"
question = "Le besoin a-t-il augmenté depuis la vague précédente ?"
why = "Un besoin qui monte ou qui recule est une raison de reprendre le projet social."
formula = "part des répondants exprimant le besoin à cette vague − part à la vague précédente de la même résidence, en points"
unit = "points"
better = "none"
aggregate = "change"
grain = "wave"
scale = 100
interval = "change"
at_least = 11
always_by = ["wave", "category"]
categories_of = "enquete_besoins.need"
caveats = [
    "Calculée seulement si la question était posée aux deux vagues, dans les mêmes mots (ou, faute de texte déposé, dans la même version du questionnaire), à au moins 11 répondants chaque fois.",
    "Les mêmes personnes ne sont pas suivies d'une vague à l'autre : aucun lien n'est conservé.",
]
kinds = ["enquete_besoins"]
reviewed = 2026-11-22
*/
-- one row per questionnaire and need asked in both waves; those of the wave before are filed under the wave after
with pairs as (
    select
        residence,
        wave,
        wave_before,
        collected_month,
        question as category
    from waves_paired
    where survey = 'besoins'
        and broken_by = ''
)

select
    pairs.residence,
    pairs.wave,
    pairs.collected_month as happened_on,
    pairs.category,
    expressed.is_need as numerator,
    case when expressed.is_need is not null then 1 end as denominator,
    cast(null as int) as numerator_before,
    cast(null as int) as denominator_before,
    case when expressed.is_need is null then 1 else 0 end as unknown,
    expressed.source_row
from pairs
join expressed
    on expressed.residence = pairs.residence
    and expressed.wave = pairs.wave
    and expressed.category = pairs.category
union all
select
    pairs.residence,
    pairs.wave,
    pairs.collected_month as happened_on,
    pairs.category,
    cast(null as int) as numerator,
    cast(null as int) as denominator,
    expressed.is_need as numerator_before,
    case when expressed.is_need is not null then 1 end as denominator_before,
    case when expressed.is_need is null then 1 else 0 end as unknown,
    expressed.source_row
from pairs
join expressed
    on expressed.residence = pairs.residence
    and expressed.wave = pairs.wave_before
    and expressed.category = pairs.category
