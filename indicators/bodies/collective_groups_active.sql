/*
code = "I67"
title = "Groupes d'actions collectives actifs"
question = "Combien de groupes se réunissent vraiment ?"
why = "Ce sont les groupes qui font vivre la charte."
formula = "groupes ayant tenu au moins une séance dans les 3 mois qui finissent à la date d'arrêté"
unit = "groupes"
better = "higher"
aggregate = "state"
cutoff = "state"
spans_months = 3
categories_of = "groupes_actions.led_by"
caveats = [
    "Une séance est une réunion de type « Groupe d'action » dont la colonne « Groupe » porte le nom du groupe ; sans nom, celle du seul groupe de la résidence.",
    "Le statut écrit par l'équipe n'y change rien : un groupe actif est un groupe qui s'est réuni.",
]
kinds = ["groupes_actions", "reunions"]
reviewed = 2026-11-22
*/
-- one row per group that met in the 3 months before the cut-off; one without source per residence whose groups and log are known
with heard as (
    select residence from collective_groups
    union
    select residence from charters
)

select
    held_sessions.residence,
    cutoff.as_of as happened_on,
    held_sessions.led_by as category,
    1 as numerator,
    cast(null as int) as denominator,
    0 as unknown,
    held_sessions.row_of_group as source_row
from held_sessions
cross join cutoff
where held_sessions.held_on > cutoff.quarter_before
    and held_sessions.held_on <= cutoff.as_of
group by held_sessions.residence, cutoff.as_of, held_sessions.led_by, held_sessions.row_of_group
union all
select
    coverage.residence,
    cutoff.as_of as happened_on,
    cast(null as string) as category,
    0 as numerator,
    cast(null as int) as denominator,
    0 as unknown,
    cast(null as string) as source_row
from coverage
join heard on heard.residence = coverage.residence
cross join cutoff
where coverage.fact = 'meetings'
    and coverage.month > cutoff.quarter_before
    and coverage.month <= cutoff.as_of
group by coverage.residence, cutoff.as_of
