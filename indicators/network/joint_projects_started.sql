/*
code = "I59"
title = "Projets fédérateurs nés"
question = "Qu'est-ce qui est né de nos présentations en instance ?"
why = "Une présentation sans suite n'a rien noué."
formula = "projets différents nés d'une présentation en instance, au mois de la première présentation qui le nomme, par instance"
unit = "projets"
better = "higher"
aggregate = "distinct"
categories_of = "actions_partenaires.local_body"
is_variant = true
caveats = [
    "Toutes les écritures d'un nom de projet n'en font qu'un ; un projet commun à plusieurs résidences compte une fois pour l'association.",
    "« Oui » sans nom compte pour un projet, celui de cette présentation.",
]
kinds = ["actions_partenaires"]
reviewed = 2026-11-22
*/
-- one row per residence and project: the first presentation that names it; one without source per residence and month covered
with named as (
    select
        residence,
        held_on,
        local_body,
        coalesce(project_key, '=' || shared_event_id, residence || '/' || cast(held_on as string) || '/' || coalesce(partner_key, '') || '/' || coalesce(title, '')) as project,
        source_row
    from partner_actions
    where nature = 'presentation_instance'
        and joint_project is not null
),

ranked as (
    select
        residence,
        held_on,
        local_body,
        project,
        source_row,
        row_number() over (partition by residence, project order by held_on, source_row) as place
    from named
)

select
    residence,
    held_on as happened_on,
    local_body as category,
    project as distinct_key,
    0 as unknown,
    source_row
from ranked
where place = 1
union all
select
    residence,
    month as happened_on,
    cast(null as string) as category,
    cast(null as string) as distinct_key,
    0 as unknown,
    cast(null as string) as source_row
from coverage
where fact = 'partner_actions'
