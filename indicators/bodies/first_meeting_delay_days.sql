/*
code = "I24"
title = "Délai de la première réunion du comité"
question = "Le comité élu se réunit-il tout de suite ?"
why = "C'est à cette réunion que le comité élit son président ; sans elle, l'élection reste sans suite."
formula = "médiane des jours entre le scrutin et la première réunion du comité (la première connue : celle du classeur des élections ou celle du registre des réunions)"
unit = "jours"
better = "lower"
aggregate = "median"
caveats = [
    "Une élection suivie d'aucune réunion connue n'a pas de délai : elle est comptée « non connu ».",
    "La loi dit « un mois » : 30 jours ici, de date à date dans le calendrier légal de chaque résidence.",
]
kinds = ["comites_elections", "reunions", "occupation_mensuelle"]
reviewed = 2026-11-22

[target]
value = 30
origin = "LEGAL"
reference = "CCH, D633-8 : le comité se réunit dans le mois qui suit son élection"
per = "residence"
*/
-- one row per election that gave a member
with held as (
    select
        polls.source_row,
        min(meetings.held_on) as first_held_on
    from polls
    join meetings
        on meetings.residence = polls.residence
        and meetings.held_on >= polls.elected_on
        and meetings.held_on < polls.next_elected_on
    where meetings.meeting_type = 'comite' and meetings.status = 'tenue'
    group by polls.source_row
),

met as (
    select
        polls.residence,
        polls.elected_on,
        polls.source_row,
        case
            when held.first_held_on < polls.first_meeting_on then held.first_held_on
            else coalesce(polls.first_meeting_on, held.first_held_on)
        end as first_met_on
    from polls
    left join held on held.source_row = polls.source_row
    where coalesce(polls.full_members_elected, 1) > 0
        and polls.not_applicable not like '%;first_meeting_on;%'
)

select
    residence,
    elected_on as happened_on,
    cast(first_met_on - elected_on as int) as numerator,
    case when first_met_on is null then 1 else 0 end as unknown,
    source_row
from met
