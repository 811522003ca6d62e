-- one row per residence and month whose contract holders are known, valid until the next one known: is the comité elected there?
select
    residence,
    month as since,
    coalesce(lead(month) over (partition by residence order by month), cast('2199-01-01' as date)) as valid_until,
    contract_holders_eom,
    case when contract_holders_eom >= 30 then 1 else 0 end as has_duty
from occupancy
where contract_holders_eom is not null
