/*
code = "I20"
title = "Sièges pourvus du comité"
question = "Le comité a-t-il encore tous ses membres ?"
why = "Un membre part, un suppléant vient ou non : sous la moitié des sièges, la loi demande un constat de carence et une élection."
formula = "membres titulaires en fonction ÷ sièges prévus, le dernier mois relevé de la période (le mois d'une élection, à défaut de relevé : titulaires élus)"
unit = "%"
better = "higher"
aggregate = "state"
caveats = [
    "Sous 30 titulaires de contrat, le comité n'est pas élu : la résidence n'est ni au numérateur ni au dénominateur.",
    "Sièges prévus : ceux de la dernière élection, sinon ceux du référentiel. Un mois sans relevé est un mois non transmis.",
]
kinds = ["comite_titulaires", "comites_elections", "referentiel_residences", "occupation_mensuelle"]
reviewed = 2026-11-22

[target]
value = 0.5
origin = "LEGAL"
reference = "CCH, D633-7-1 : sous la moitié des sièges, constat de carence affiché et nouvelle élection dans les six mois"
per = "residence"
*/
-- one row per residence and month stated, or month of election without statement
with stated as (
    select
        residence,
        month,
        full_members_in_office as members,
        source_row
    from committee_members
    where coalesce(not_applicable, '') not like '%;full_members_in_office;%'
    union all
    select
        polls.residence,
        cast(date_trunc('month', polls.elected_on) as date) as month,
        polls.full_members_elected as members,
        polls.source_row
    from polls
    left join committee_members
        on committee_members.residence = polls.residence
        and committee_members.month = cast(date_trunc('month', polls.elected_on) as date)
    where committee_members.residence is null
        and polls.full_members_elected is not null
        and cast(date_trunc('month', polls.elected_on) as date)
            < cast(date_trunc('month', polls.next_elected_on) as date)
),

seated as (
    select
        stated.residence,
        stated.month,
        stated.members,
        coalesce(polls.seats_planned, residences.seats_planned) as seats,
        stated.source_row
    from stated
    join calendar on calendar.month = stated.month
    left join residences on residences.residence = stated.residence
    left join polls
        on polls.residence = stated.residence
        and polls.elected_on < calendar.next_month
        and polls.next_elected_on >= calendar.next_month
    left join duty
        on duty.residence = stated.residence
        and stated.month >= duty.since
        and stated.month < duty.valid_until
    where coalesce(duty.has_duty, 1) = 1
)

select
    residence,
    month as happened_on,
    case when seats > 0 then members end as numerator,
    case when members is not null and seats > 0 then seats end as denominator,
    case when members is null or coalesce(seats, 0) = 0 then 1 else 0 end as unknown,
    source_row
from seated
