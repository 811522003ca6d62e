/*
code = "I58"
title = "Droits ouverts"
question = "Combien de droits ont été ouverts, et lesquels ?"
why = "C'est ce que l'orientation change dans la vie d'un résident."
formula = "orientations dont la famille du droit ouvert est renseignée, par famille"
unit = "droits"
better = "higher"
aggregate = "sum"
persons = "cells"
categories_of = "orientations.right_family"
caveats = [
    "Un droit compte au mois de son orientation, pas à celui de son ouverture.",
    "Une famille vide n'est pas un droit ouvert : ce que l'équipe n'a pas noté manque ici.",
]
kinds = ["orientations"]
reviewed = 2026-11-22
*/
-- one row per referral that opened a right; one without source per residence and month covered by the register
select
    residence,
    referred_on as happened_on,
    right_family as category,
    1 as numerator,
    0 as unknown,
    source_row
from referrals
where right_family is not null
union all
select
    residence,
    month as happened_on,
    cast(null as string) as category,
    0 as numerator,
    0 as unknown,
    cast(null as string) as source_row
from coverage
where fact = 'referrals'
