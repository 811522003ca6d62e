/*
code = "I80"
title = "Jours avant l'échéance du compte rendu financier"
question = "Combien de jours restent pour rendre le compte rendu financier ?"
why = "Sans lui, aucune nouvelle demande n'est recevable, et la subvention peut être réclamée."
formula = "fin de l'exercice + 6 mois − date d'arrêté ; négatif quand l'échéance est passée ; sans valeur une fois le compte rendu remis"
unit = "jours"
better = "higher"
aggregate = "state"
cutoff = "state"
grain = "call"
about = "association"
always_by = ["wave"]
caveats = [
    "Compte rendu financier dû dans les 6 mois qui suivent la fin de l'exercice pour lequel la subvention est accordée, et avant toute nouvelle demande (formulaire Cerfa 15059, service-public.fr).",
    "Sans fin d'exercice au dossier, l'échéance est inconnue.",
]
kinds = ["aap_dossiers"]
reviewed = 2026-11-23
[target]
value = 0
origin = "LEGAL"
reference = "compte rendu financier de subvention, Cerfa 15059 : 6 mois après la fin de l'exercice"
*/
-- one row per call and cut-off from the year of the call on: days left, none once the statement was sent
with due as (
    select
        files.residence,
        files.call_id,
        files.fiscal_year_end_on,
        files.report_sent_on,
        files.source_row,
        aap_calls.month as december,
        last_of.month as due_month,
        case
            when cast(extract(day from files.fiscal_year_end_on) as int) > last_of.days then last_of.days
            else cast(extract(day from files.fiscal_year_end_on) as int)
        end as due_day
    from call_files as files
    join aap_calls on aap_calls.call_id = files.call_id
    left join calendar as ends on ends.month = cast(date_trunc('month', files.fiscal_year_end_on) as date)
    left join calendar as last_of
        on cast(extract(year from last_of.month) as int) * 12 + cast(extract(month from last_of.month) as int)
        = cast(extract(year from ends.month) as int) * 12 + cast(extract(month from ends.month) as int) + 6
)

select
    due.residence,
    cutoff.as_of as happened_on,
    due.call_id as wave,
    case
        when due.report_sent_on is null or due.report_sent_on > cutoff.as_of
            then cast(due.due_month - cutoff.as_of as int) + due.due_day - 1
    end as numerator,
    case
        when due.fiscal_year_end_on is not null and (due.report_sent_on is null or due.report_sent_on > cutoff.as_of) then 1
        else 0
    end as denominator,
    case when due.fiscal_year_end_on is null then 1 else 0 end as unknown,
    due.source_row
from due
cross join cutoff
where extract(year from cutoff.as_of) >= extract(year from due.december)
