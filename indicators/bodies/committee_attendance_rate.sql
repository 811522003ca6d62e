/*
code = "I25"
title = "Assiduité du comité"
question = "Les membres du comité viennent-ils à ses réunions ?"
why = "« Une instance un peu lourde qu'il faut stimuler en permanence » : l'assiduité dit si elle vit."
formula = "Σ membres présents ÷ Σ membres en exercice, aux réunions du comité tenues où les deux sont connus"
unit = "%"
better = "higher"
aggregate = "sum"
caveats = ["Une réunion où l'un des deux nombres manque n'est pas comptée : elle est « non connu »."]
kinds = ["reunions"]
reviewed = 2026-11-22
*/
-- one row per committee meeting held
select
    residence,
    held_on as happened_on,
    case when members_in_office > 0 then members_present end as numerator,
    case when members_present is not null and members_in_office > 0 then members_in_office end as denominator,
    case when members_present is null or coalesce(members_in_office, 0) = 0 then 1 else 0 end as unknown,
    source_row
from meetings
where meeting_type = 'comite'
    and status = 'tenue'
    and coalesce(not_applicable, '') not like '%;members_present;%'
    and coalesce(not_applicable, '') not like '%;members_in_office;%'
