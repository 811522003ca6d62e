/*
code = "I57"
title = "Orientations abouties"
question = "Combien d'orientations mènent à un rendez-vous tenu ou à un droit ouvert ?"
why = "Orienter ne suffit pas : il faut savoir ce que la personne a trouvé au bout."
formula = "orientations abouties ÷ orientations faites 90 jours au moins avant la date d'arrêté, dont le statut est connu (refusées, abandonnées, sans nouvelles et encore en cours comprises)"
unit = "%"
better = "higher"
aggregate = "sum"
cutoff = "cohort"
interval = "wilson"
maturity_days = 90
persons = "cells"
categories_of = "orientations.need"
caveats = [
    "Une orientation de moins de 90 jours n'est pas encore jugée.",
    "« Sans nouvelles » compte comme non aboutie ; un statut vide est « non connu ».",
    "Le statut est celui du registre au dernier dépôt, même s'il est arrivé après la date d'arrêté.",
]
kinds = ["orientations"]
reviewed = 2026-11-22
*/
-- one row per referral made at least 90 days before the cut-off
select
    referrals.residence,
    referrals.referred_on as happened_on,
    referrals.need as category,
    case when referrals.status = 'aboutie' then 1 when referrals.status is not null then 0 end as numerator,
    case when referrals.status is not null then 1 end as denominator,
    case when referrals.status is null then 1 else 0 end as unknown,
    referrals.source_row
from referrals
cross join cutoff
where cast(cutoff.as_of - referrals.referred_on as int) >= 90
