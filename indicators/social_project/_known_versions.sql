-- one row per residence and version of its projet social: from when and until when it is in force, null when it never was
with staged as (
    select
        residence,
        version
    from update_stages
    group by residence, version
),

told as (
    select
        social_projects.residence,
        social_projects.version,
        social_projects.validated_on,
        social_projects.source_row,
        -- without a date nor a stage, a version is an old one whose date is lost; with a stage, it is being written
        case
            when social_projects.validated_on is not null then social_projects.validated_on
            when social_projects.update_stage is null and staged.version is null then cast('1900-01-01' as date)
        end as in_force_from
    from social_projects
    left join staged
        on staged.residence = social_projects.residence
        and staged.version = social_projects.version
    union all
    -- validated here, and not in the register yet
    select
        residence,
        version,
        validated_on,
        source_row,
        validated_on as in_force_from
    from validated_texts
)

select
    residence,
    version,
    validated_on,
    in_force_from,
    lead(in_force_from) over (
        partition by residence, case when in_force_from is null then 0 else 1 end
        order by in_force_from, version
    ) as in_force_until,
    source_row
from told
