/*
code = "I71"
title = "Salariés formés"
question = "Quelle part des salariés en poste a été formée à ce thème dans les deux dernières années ?"
why = "Une formation suivie par deux personnes sur cinquante ne change pas les pratiques."
formula = "salariés en poste, chacun compté une fois, formés au thème dans les 24 mois qui finissent le 31 décembre ÷ salariés en poste ce jour-là"
unit = "%"
better = "higher"
aggregate = "sum"
grain = "year"
spans_months = 12
about = "association"
always_by = ["category"]
categories_of = "salaries_formes.theme"
caveats = [
    "Nombre de personnes déclaré par la direction, jamais déduit des présences : qui suit deux sessions serait compté deux fois.",
    "Les thèmes ne s'additionnent pas : une personne peut être formée à plusieurs.",
    "Repère : 123 personnes formées aux premiers secours en santé mentale par une association en 2023, salariés et extérieurs ensemble (bilan publié).",
]
kinds = ["salaries_formes"]
reviewed = 2026-11-23
*/
-- one row per year and theme declared
select
    declared.residence,
    calendar.month as happened_on,
    declared.theme as category,
    case when declared.staff_in_post is not null then declared.trained_count end as numerator,
    case when declared.trained_count is not null then declared.staff_in_post end as denominator,
    case when declared.trained_count is null or declared.staff_in_post is null then 1 else 0 end as unknown,
    declared.source_row
from staff_trained as declared
join calendar
    on cast(extract(year from calendar.month) as int) = declared.year
    and cast(extract(month from calendar.month) as int) = 12
