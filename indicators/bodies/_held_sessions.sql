-- one row per session held of a group: the group that the log names (case and accents aside), or the residence's only group where it names none
with known_groups as (
    select
        residence,
        created_on,
        led_by,
        source_row,
        lower(translate(group_name, 'ÀÂÄÉÈÊËÎÏÔÖÙÛÜÇàâäéèêëîïôöùûüç-’' || chr(39), 'AAAEEEEIIOOUUUCaaaeeeeiioouuuc   ')) as name_key,
        count(*) over (partition by residence) as groups_count
    from collective_groups
),

sessions as (
    select
        residence,
        held_on,
        source_row,
        lower(translate(group_name, 'ÀÂÄÉÈÊËÎÏÔÖÙÛÜÇàâäéèêëîïôöùûüç-’' || chr(39), 'AAAEEEEIIOOUUUCaaaeeeeiioouuuc   ')) as name_key
    from meetings
    where meeting_type = 'groupe_action' and status = 'tenue'
)

select
    known_groups.residence,
    known_groups.source_row as row_of_group,
    known_groups.led_by,
    sessions.held_on,
    sessions.source_row as session_row
from sessions
join known_groups
    on known_groups.residence = sessions.residence
    and (
        known_groups.name_key = sessions.name_key
        or (
            sessions.name_key is null
            and known_groups.groups_count = 1
            and coalesce(known_groups.created_on, sessions.held_on) <= sessions.held_on
        )
    )
