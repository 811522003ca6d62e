-- one row per residence and partner's name: the name it is taken for, as the association said, else one word (« CCAS ») is short for
-- the only fuller name that begins so
with said as (
    select
        residence,
        partner_key
    from partner_actions
    where partner_key is not null
    union all
    select
        residence,
        partner_key
    from referrals
    where partner_key is not null
),

known as (
    select
        residence,
        partner_key
    from said
    group by residence, partner_key
),

fuller as (
    select
        brief.residence,
        brief.partner_key,
        min(coalesce(partner_names.taken_for, whole.partner_key)) as whole_key,
        count(distinct coalesce(partner_names.taken_for, whole.partner_key)) as candidates
    from known as brief
    join known as whole
        on whole.residence = brief.residence
        and whole.partner_key like brief.partner_key || ' %'
    left join partner_names on partner_names.partner_key = whole.partner_key
    where brief.partner_key not like '% %'
    group by brief.residence, brief.partner_key
)

select
    known.residence,
    known.partner_key,
    coalesce(
        partner_names.taken_for,
        case when fuller.candidates = 1 then fuller.whole_key else known.partner_key end
    ) as partner
from known
left join fuller on fuller.residence = known.residence and fuller.partner_key = known.partner_key
left join partner_names on partner_names.partner_key = known.partner_key
