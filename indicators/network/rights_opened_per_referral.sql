/*
code = "I58"
title = "Droits ouverts par orientation"
question = "Sur les orientations d'une famille de droits, combien en ouvrent un ?"
why = "Une famille où l'on oriente beaucoup sans rien ouvrir appelle un autre partenaire, ou une permanence."
formula = "droits ouverts ÷ orientations ; la famille d'une orientation est celle du droit ouvert, sinon celle du besoin : santé, maintien à domicile (autonomie), logement, emploi"
unit = "%"
better = "higher"
aggregate = "sum"
persons = "cells"
categories_of = "orientations.right_family"
is_variant = true
caveats = [
    "Une orientation sans droit ouvert, pour un besoin qui n'a pas de famille à lui (droits et démarches, numérique, budget…), compte au total et dans aucune famille.",
    "Les orientations récentes n'ont pas eu le temps d'aboutir : la part des derniers mois monte ensuite.",
]
kinds = ["orientations"]
reviewed = 2026-11-22
*/
-- one row per referral
select
    residence,
    referred_on as happened_on,
    case
        when right_family is not null then right_family
        when need in ('sante_soins', 'sante_mentale_ecoute') then 'sante'
        when need = 'maintien_domicile' then 'autonomie_apa'
        when need in ('logement_bati', 'acces_logement_ordinaire') then 'logement'
        when need = 'emploi_formation' then 'emploi'
    end as category,
    case when right_family is not null then 1 else 0 end as numerator,
    1 as denominator,
    0 as unknown,
    source_row
from referrals
where coalesce(not_applicable, '') not like '%;right_family;%'
