-- one row per partner action or referral: its day, the partner it names (null: none), whether an agreement is told signed, and when
select
    actions.residence,
    actions.held_on as happened_on,
    partners.partner,
    actions.agreement_on,
    case when coalesce(actions.not_applicable, '') like '%;agreement_on;%' then 1 else 0 end as is_agreement_beside_point,
    actions.source_row
from partner_actions as actions
left join partners on partners.residence = actions.residence and partners.partner_key = actions.partner_key
union all
select
    referrals.residence,
    referrals.referred_on as happened_on,
    partners.partner,
    cast(null as date) as agreement_on,
    0 as is_agreement_beside_point,
    referrals.source_row
from referrals
left join partners on partners.residence = referrals.residence and partners.partner_key = referrals.partner_key
