-- one row per residence and version: the work that made it, or is making it; `finished_on` is null while it lasts
with companion as (
    select
        residence,
        version,
        min(coalesce(began_on, done_on)) as staged_from,
        min(source_row) as source_row
    from update_stages
    group by residence, version
),

register as (
    select
        residence,
        version,
        validated_on,
        update_stage,
        update_stage_on,
        residents_involved,
        source_row,
        -- a stage written beside an earlier validation is that of the next version
        case
            when update_stage is null or update_stage = 'validation' then validated_on
            when update_stage_on <= validated_on then validated_on
        end as finished_on
    from social_projects
),

joined as (
    select
        coalesce(register.residence, companion.residence) as residence,
        coalesce(register.version, companion.version) as version,
        register.finished_on,
        register.update_stage,
        register.update_stage_on,
        register.residents_involved,
        case when companion.residence is null then 0 else 1 end as is_detailed,
        case when companion.residence is null and register.update_stage is null then 0 else 1 end as has_stages,
        coalesce(
            companion.staged_from,
            case when register.finished_on is not null then register.finished_on else register.update_stage_on end,
            cast('1900-01-01' as date)
        ) as began_on,
        coalesce(register.source_row, companion.source_row) as source_row
    from register
    full outer join companion
        on companion.residence = register.residence
        and companion.version = register.version
)

select
    residence,
    version,
    began_on,
    lead(began_on) over (partition by residence order by began_on, has_stages, version) as next_began_on,
    finished_on,
    update_stage,
    update_stage_on,
    residents_involved,
    is_detailed,
    has_stages,
    source_row
from joined
