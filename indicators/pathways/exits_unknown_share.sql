/*
code = "I12"
title = "Destination inconnue"
question = "De combien de sorties ne sait-on pas où elles ont mené ?"
why = "Une sortie dont on ne sait rien ne peut être dite ni réussie ni ratée : ce taux dit ce que valent les autres."
formula = "sorties sans destination, ou de destination inconnue ÷ toutes les sorties"
unit = "%"
better = "lower"
aggregate = "sum"
caveats = [
    "Toutes les sorties y sont, décès et transferts internes compris. Un décès noté au seul motif est une destination connue.",
    "C'est un taux de qualité du registre : aucune norme n'existe, l'association fixe son niveau.",
]
kinds = ["mouvements"]
reviewed = 2026-11-22
*/
-- one row per exit
select
    residence,
    moved_on as happened_on,
    1 - is_known as numerator,
    1 as denominator,
    0 as unknown,
    source_row
from exits
