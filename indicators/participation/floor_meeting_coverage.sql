/*
code = "I19"
title = "Paliers couverts"
question = "Quelle part des paliers s'est réunie au moins une fois ?"
why = "Un palier jamais réuni est un palier dont on n'entend pas la voix."
formula = "paliers différents ayant tenu au moins une réunion de palier ÷ paliers de la résidence, hors paliers fermés pour travaux"
unit = "%"
better = "higher"
aggregate = "distinct"
caveats = [
    "Une réunion sans palier précisé, ou « tous », ne couvre aucun palier : elle est comptée à part (non connu).",
    "Une réunion de plusieurs paliers compte pour chacun.",
]
kinds = ["reunions", "referentiel_residences", "paliers"]
reviewed = 2026-11-22
*/
-- one row per floor meeting and landing; one per residence and month covered by the log, for the denominator
with floor_meetings as (
    select
        residence,
        held_on,
        source_row
    from meetings
    where meeting_type = 'palier' and status = 'tenue'
),

met as (
    select
        floor_meetings.residence,
        floor_meetings.held_on,
        floor_meetings.source_row,
        meeting_landings.landing
    from floor_meetings
    left join meeting_landings
        on meeting_landings.source_row = floor_meetings.source_row
        and meeting_landings.landing <> 'tous'
),

closed as (
    select
        residence,
        count(*) as landings_closed
    from landings
    where is_closed
    group by residence
),

in_use as (
    select
        residences.residence,
        residences.landings_count - coalesce(closed.landings_closed, 0) as landings_count,
        residences.source_row
    from residences
    left join closed on closed.residence = residences.residence
)

select
    residence,
    held_on as happened_on,
    residence || '/' || landing as distinct_key,
    cast(null as int) as denominator,
    case when landing is null then 1 else 0 end as unknown,
    source_row
from met
union all
select
    coverage.residence,
    coverage.month as happened_on,
    cast(null as string) as distinct_key,
    cast(in_use.landings_count as int) as denominator,
    0 as unknown,
    in_use.source_row
from coverage
join in_use on in_use.residence = coverage.residence
where coverage.fact = 'meetings'
