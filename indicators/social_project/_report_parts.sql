-- one row per part of the yearly report (our list: the convention names the document only), and how many months of the 12 must be told
select 'occupancy' as part, 12 as months_needed
union all
select 'flows' as part, 12 as months_needed
union all
select 'ages' as part, 1 as months_needed
union all
select 'exits' as part, 12 as months_needed
union all
select 'bodies' as part, 12 as months_needed
union all
select 'actions' as part, 0 as months_needed
union all
select 'partners' as part, 12 as months_needed
