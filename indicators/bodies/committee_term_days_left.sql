/*
code = "I23"
title = "Mandat du comité : jours restants"
question = "Dans combien de jours faut-il avoir revoté ?"
why = "Une élection se prépare six mois avant ; un mandat échu est un comité qui n'existe plus."
formula = "fin de mandat − date d'arrêté ; à défaut de fin de mandat écrite, date du scrutin + 3 ans, le maximum légal (CCH, L633-4)"
unit = "jours"
better = "none"
aggregate = "state"
cutoff = "state"
caveats = [
    "Négatif : le mandat est échu. À l'échelle de l'association, moyenne des comités : l'échéance se lit par résidence.",
    "Sous 30 titulaires de contrat, sans objet. Un scrutin sans aucun élu n'ouvre pas de mandat.",
]
kinds = ["comites_elections", "occupation_mensuelle"]
reviewed = 2026-11-22
*/
-- one row per residence whose latest election opened a term
select
    polls.residence,
    cutoff.as_of as happened_on,
    case
        when polls.term_end_on is not null then cast(polls.term_end_on - cutoff.as_of as int)
        else
            cast(term.month - cutoff.as_of as int)
            + least(cast(extract(day from polls.elected_on) as int), cast(term.days as int))
            - 1
    end as numerator,
    1 as denominator,
    0 as unknown,
    polls.source_row
from polls
cross join cutoff
join calendar as term
    on cast(extract(year from term.month) as int) = cast(extract(year from polls.elected_on) as int) + 3
    and cast(extract(month from term.month) as int) = cast(extract(month from polls.elected_on) as int)
left join duty
    on duty.residence = polls.residence
    and cutoff.as_of >= duty.since
    and cutoff.as_of < duty.valid_until
where polls.elected_on <= cutoff.as_of
    and polls.next_elected_on > cutoff.as_of
    and coalesce(polls.full_members_elected, 1) > 0
    and polls.not_applicable not like '%;term_end_on;%'
    and coalesce(duty.has_duty, 1) = 1
