"""How sure figures are, in plain French, with where each rule comes from: what the page Méthode says of statistics."""

from __future__ import annotations

import streamlit as st

_STATISTICS = {
    "De quoi un chiffre est-il sûr ?": (
        "**Un registre** (occupation, participation) compte tout : pas d'intervalle. Le doute porte sur ce qui n'a pas été transmis, "
        "et il est dit à côté.",
        "**L'enquête d'une résidence** : intervalle exact (loi hypergéométrique), dit en résidents ; puis la fourchette si toutes les "
        "personnes qui n'ont pas répondu pensaient l'inverse. Sous 30 % de réponses, on parle des répondants seulement.",
        "**Un taux de cas** (conflits, orientations) : intervalle de Wilson à 95 % (Wilson, 1927).",
        "**Plusieurs résidences** : chacune pèse son nombre de résidents, et non son nombre de réponses.",
        "Sous 10 réponses, aucun pourcentage ; sous 30, on dit de combien une réponse le déplace.",
        "**Redresser une enquête** (par âge, par bâtiment) : les pages ne le font pas ; un redressement est refusé dès que peu de "
        "réponses en porteraient beaucoup.",
    ),
    "Une évolution est-elle établie ?": (
        "Écart de deux parts et son intervalle : Newcombe (1998). Beaucoup de comparaisons à la fois : Benjamini et Hochberg (1995), "
        "à 10 %.",
        "**Établie** : l'intervalle exclut zéro, et l'écart résiste au nombre de comparaisons. **À confirmer** : l'intervalle exclut "
        "zéro, mais sur autant de comparaisons le hasard en produit de semblables. **Pas d'évolution établie** : on ne sait pas. "
        "**Stable** : tout l'intervalle tient dans 10 points.",
        "Ce que deux vagues permettent d'établir est dit sous le tableau : un écart plus petit peut exister sans se voir (puissance "
        "de 80 %).",
        "Une question dont la version change n'est plus la même : la série s'arrête, rien n'est calculé au travers.",
        "**Le public a-t-il changé ?** L'évolution est partagée entre ce qui tient à l'âge de ceux qui répondent et le reste "
        "(Kitagawa, 1955). Le reste n'est pas une cause.",
    ),
    "Un conflit résolu l'est-il ?": (
        "**Résolution durable**, le taux publié : résolu sous 90 jours et sans reprise dans les 90 jours suivants, sur les conflits "
        "signalés depuis 180 jours au moins. Ces délais sont une convention, à confirmer par l'association.",
        "**Le devenir jour par jour** : incidence cumulée d'Aalen et Johansen ; le départ d'une partie y est une autre fin, et non "
        "un oubli.",
        "**« 90 % »** : démontré quand si peu d'échecs auraient au plus 5 % de chances d'arriver à un taux de 90 % (loi binomiale). Il "
        "y faut 29 cas sans échec, 46 avec un seul.",
        "**Réunion de palier et traitement individuel** : différence à gravité comparable (Mantel et Haenszel ; variance de Sato, "
        "1989). Le mode est choisi au cas par cas : une différence n'est pas la preuve que l'un vaut mieux.",
    ),
    "Une variation est-elle habituelle ?": (
        "Cartes XmR selon le service de santé anglais (NHS England) : moyenne ± 2,66 fois l'étendue mobile moyenne ; les étendues d'au "
        "moins 3,267 fois cette moyenne sont écartées, une fois.",
        "Quatre signaux : un mois hors des limites ; 7 mois de suite du même côté de la moyenne ; 7 mois de suite dans le même sens ; "
        "2 mois sur 3 près d'une limite.",
        "Limites à partir de 12 mois connus, calculées sur les 12 à 24 premiers ; les signaux ne se lisent que sur les mois suivants. "
        "Avant : des points et une médiane. Même sans changement, il arrive qu'un signal apparaisse par hasard.",
        "Bleu : favorable ; orange : à regarder ; gris : habituel. Un mois n'est jamais jugé contre le précédent.",
        "Un mois complet à moins de 80 % est hachuré, et n'entre pas dans les limites.",
        "Un changement compris est daté par la direction (Réglages) : les limites repartent de ce mois.",
        "**Entre résidences** : chacune contre les autres ensemble, dans un entonnoir de limites binomiales à 95 % et 99,8 % "
        "(Spiegelhalter, 2005). Pas de classement.",
    ),
    "Que lit un financeur, et pourquoi « s » ?": (
        "Ce qui compte des personnes sort de l'association par **éditions** : une fois l'an, pour une année close, un catalogue fermé "
        "de tableaux à deux variables au plus. Ni filtre ni période au choix : en croisant des filtres, quatre grands nombres "
        "suffisent à retrouver une seule personne.",
        "Le reste se lit au fil des mois : réunions, instances, logements, actes, dossiers, euros. Les bénéficiaires d'un appel se "
        "lisent une fois tous ses mois clos.",
        "**Seuil** : sous 11 personnes (réglable de 5 à 11), un nombre est masqué. Onze est le seuil des données fiscales "
        "(Insee, manuel de protection des tableaux). D'abord on regroupe : âges voisins, « Autres », résidences ; puis on masque.",
        "**s** : masqué, parce que le nombre est petit ou parce qu'il en donnerait un autre par soustraction. Un seul signe pour les "
        "deux : dire lequel rendrait parfois le nombre exact. Sur la santé, les droits ou la sécurité, « personne » en dit autant que "
        "« tout le monde » : ce zéro est masqué aussi.",
        "**Quoi masquer de plus ?** Le moins possible, par programmes linéaires successifs (Fischetti et Salazar, 2000 ; solveur "
        "HiGHS), en reprenant d'abord les cases masquées l'année d'avant.",
        "**Vérification** avant de publier : on attaque soi-même. De chaque nombre masqué, on calcule le plus petit et le plus grand "
        "que tout le reste permet ; il faut pouvoir aller jusqu'au seuil, et hésiter entre autant de valeurs. Puis comme une personne "
        "seule de sa case, qui connaît donc un nombre masqué. Si un seul se retrouve, l'édition est refusée.",
        "**Figée** : une édition ne change plus et n'est jamais refaite, même après une correction ; comparer deux versions dirait ce "
        "que chacune masque. Son empreinte (SHA-256) le prouve : un fichier retouché n'est plus montré. Les nombres masqués n'y sont "
        "pas écrits.",
        "La direction voit ses pages sans ce masquage de plus : les nombres de 1 à 4 personnes y sont cachés, et une équipe voit les "
        "siens en entier.",
    ),
    "De quoi parlent les commentaires ?": (
        "Un **lexique** propose des thèmes d'une liste fixe, **une personne décide**. Liste et lexique portent un numéro de version : deux "
        "vagues se comparent sous la même version, et à partir de 30 commentaires chacune.",
        "**Double lecture** : 50 commentaires de la vague (tous, s'il y en a moins), pris dans un ordre que personne ne choisit, sont "
        "relus par une autre personne, qui ne voit ni le premier choix ni le lexique. Une troisième tranche ce qui diffère.",
        "**Kappa de Cohen** (1960) : l'accord entre deux lectures, hasard déduit ; sur tous les thèmes ensemble, accords et hasards sont "
        "d'abord moyennés (De Vries et autres, 2008). Sous 0,60, une convention, les thèmes sont dits sans nombre ; un thème dont le kappa "
        "est plus bas, ou ne se calcule pas, non plus.",
        "On compte des **commentaires**, jamais des résidents : ceux qui écrivent ne sont pas un échantillon. Les petits nombres sont "
        "masqués comme ceux de personnes.",
    ),
    "Que vaut ce qui est transmis ?": (
        "**Complet** : mois transmis sur mois attendus. **À temps** : reçus avant l'échéance (un réglage ; le 10 du mois suivant, à "
        "défaut). **Non connu** : lignes qui devraient compter et dont la valeur manque. Les trois sont dits à côté des chiffres.",
        "Une valeur inhabituelle pose une question au dépôt, et ne corrige rien : score z modifié au-delà de 3,5, sur 8 valeurs "
        "passées au moins (Iglewicz et Hoaglin, 1993).",
    ),
}


def show() -> None:
    """Show, one question a fold, how sure figures are."""
    for title, lines in _STATISTICS.items():
        with st.expander(title):
            st.markdown("\n".join(f"- {line}" for line in lines))
