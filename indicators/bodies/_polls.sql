-- one row per election that has an object: under 30 contract holders (the month's, else those registered) it has none (R633-7)
select
    elections.residence,
    elections.elected_on,
    coalesce(
        lead(elections.elected_on) over (partition by elections.residence order by elections.elected_on),
        cast('2199-01-01' as date)
    ) as next_elected_on,
    elections.registered_voters,
    elections.voters,
    elections.candidates,
    elections.seats_planned,
    elections.full_members_elected,
    elections.term_end_on,
    elections.first_meeting_on,
    coalesce(elections.not_applicable, '') as not_applicable,
    elections.source_row
from elections
left join duty
    on duty.residence = elections.residence
    and elections.elected_on >= duty.since
    and elections.elected_on < duty.valid_until
where coalesce(duty.contract_holders_eom, elections.registered_voters, 30) >= 30
    and coalesce(elections.not_applicable, '') not like '%;registered_voters;%'
