-- one row per stage of an update, in order (domain.md C, F11: no text makes the list a legal one)
select 'lancement' as stage, 1 as place
union all
select 'diagnostic' as stage, 2 as place
union all
select 'consultation_residents' as stage, 3 as place
union all
select 'consultation_partenaires' as stage, 4 as place
union all
select 'redaction' as stage, 5 as place
union all
select 'avis_conseil' as stage, 6 as place
union all
select 'validation' as stage, 7 as place
