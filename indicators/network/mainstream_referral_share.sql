/*
code = "I56"
title = "Orientations vers le droit commun"
question = "Oriente-t-on vers les services de tous, ou vers les nôtres ?"
why = "Le réseau d'aide est d'abord à l'extérieur de la résidence."
formula = "orientations vers un service de droit commun ÷ orientations dont la destination est connue (droit commun, ou service de l'association)"
unit = "%"
better = "higher"
aggregate = "sum"
persons = "cells"
categories_of = "orientations.need"
is_variant = true
caveats = ["Une orientation sans « Droit commun » rempli est comptée « non connu »."]
kinds = ["orientations"]
reviewed = 2026-11-22
*/
-- one row per referral
select
    residence,
    referred_on as happened_on,
    need as category,
    case when is_mainstream then 1 when not is_mainstream then 0 end as numerator,
    case when is_mainstream is not null then 1 end as denominator,
    case when is_mainstream is null then 1 else 0 end as unknown,
    source_row
from referrals
where coalesce(not_applicable, '') not like '%;is_mainstream;%'
