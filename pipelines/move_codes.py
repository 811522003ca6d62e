"""The closed lists of entries and exits (F2): origins, destinations, reasons, quotas, and how staff spell them."""

from __future__ import annotations


def _spelled(**said: str) -> dict[str, str]:
    """Return spelling -> code from, for each code, its spellings separated by bars."""
    return {word: code for code, words in said.items() for word in words.split(" | ")}


_UNKNOWN = _spelled(inconnu="NC | Non communiqué | Non renseigné | Ne sait pas | NSP | ? | Inconnue")

# « Institution » is never detailed (domain.md, section C): a hospital or a prison becomes this one word.
ORIGINS = {
    "rue": "Rue",
    "hebergement_urgence": "Hébergement d'urgence",
    "chrs": "CHRS",
    "cada_cph": "CADA / CPH",
    "hotel": "Hôtel",
    "chez_tiers": "Chez un tiers",
    "logement_autonome": "Logement autonome",
    "autre_rs_ftm": "Autre résidence sociale ou foyer",
    "institution": "Institution",
    "autre": "Autre",
    "inconnu": "Inconnu",
}
ORIGIN_ALIASES = _UNKNOWN | _spelled(
    rue="SDF | Sans abri | À la rue | Sans domicile fixe",
    hebergement_urgence="115 | CHU | Urgence | Centre d'hébergement d'urgence",
    chrs="Centre d'hébergement et de réinsertion sociale",
    cada_cph="CADA | CPH",
    hotel="Hôtel social | Nuitées hôtelières",
    chez_tiers="Tiers | Chez des tiers | Hébergé par un tiers | Hébergé chez un tiers | Hébergé par la famille | Famille | Famille / amis",
    logement_autonome="Logement ordinaire | Logement personnel | Locataire",
    autre_rs_ftm="Autre RS / FTM | Autre RS | Autre résidence sociale | Résidence sociale | Autre foyer | Foyer | FTM | FJT",
    institution="Hôpital | Sortie d'hôpital | Établissement de santé | Détention | Sortie de détention | Prison",
)
ORIGIN_HINTS = _spelled(
    hebergement_urgence="SIAO | Hébergement",
    cada_cph="HUDA",
    logement_autonome="HLM | Parc social | Parc privé",
    chez_tiers="Amis | Hébergé",
    institution="CHS | ASE",
)
DESTINATIONS = {
    "parc_social": "Parc social",
    "parc_prive": "Parc privé",
    "accession": "Accession",
    "autre_rs_pf": "Autre résidence sociale ou pension de famille",
    "resid_autonomie_ehpad": "Résidence autonomie / EHPAD",
    "famille_tiers": "Famille / tiers",
    "retour_pays": "Retour au pays",
    "hebergement": "Hébergement",
    "deces": "Décès",
    "expulsion": "Expulsion",
    "transfert_interne": "Transfert interne",
    "inconnu": "Inconnu",
}
# « HLM 13 Habitat » is proposed for `parc_social`, not taken for it: a name may be that of a private landlord.
DESTINATION_ALIASES = _UNKNOWN | _spelled(
    parc_social="HLM | Logement HLM | Logement social | Bailleur social",
    parc_prive="Logement privé | Location privée | Bailleur privé",
    accession="Accession à la propriété | Propriétaire",
    autre_rs_pf="Autre RS / PF | Autre RS | Autre résidence sociale | Résidence sociale | Pension de famille | Autre foyer | Foyer",
    resid_autonomie_ehpad="Résid. autonomie / EHPAD | EHPAD | Résidence autonomie | Maison de retraite",
    famille_tiers="Famille | Tiers | Chez un tiers | Chez la famille | Famille ou tiers | Amis",
    retour_pays="Retour pays | Retour au pays d'origine | Pays d'origine",
    hebergement="CHRS | Hébergement d'urgence",
    deces="Décédé | DCD",
    expulsion="Expulsé",
    transfert_interne="Transfert | Mutation interne | Autre résidence de l'association",
)
DESTINATION_HINTS = _spelled(
    parc_prive="Appartement",
    parc_social="Logement | CAF",
    transfert_interne="Mutation",
    inconnu="Parti",
    resid_autonomie_ehpad="Hôpital",
)
REASONS = {
    "acces_logement": "Accès à un logement",
    "emploi_mobilite": "Emploi / mobilité",
    "regroupement_familial": "Regroupement familial",
    "sante_perte_autonomie": "Santé / perte d'autonomie",
    "resiliation_impaye": "Résiliation pour impayé",
    "resiliation_reglement": "Résiliation pour manquement au règlement",
    "fin_sejour": "Fin de séjour",
    "depart_sans_prevenir": "Départ sans prévenir",
    "deces": "Décès",
    "autre": "Autre",
}
REASON_ALIASES = _spelled(
    acces_logement="Accès logement | Accès au logement | Relogement | Logement",
    emploi_mobilite="Emploi | Mutation professionnelle | Mobilité | Mobilité professionnelle",
    sante_perte_autonomie="Santé | Perte d'autonomie",
    resiliation_impaye="Impayé | Résiliation impayé",
    resiliation_reglement="Résiliation règlement | Non-respect du règlement",
    fin_sejour="Fin de contrat | Fin du séjour",
    depart_sans_prevenir="Parti sans prévenir | Départ à la cloche de bois | Abandon du logement",
    deces="Décédé",
)
# A destination typed as a reason: the reason that it most often stands for is proposed.
REASON_HINTS = _spelled(
    acces_logement="HLM | Parc social | Parc privé | Accession",
    regroupement_familial="Famille",
    sante_perte_autonomie="EHPAD",
    autre="Retour au pays",
    resiliation_reglement="Expulsion",
    depart_sans_prevenir="Parti",
)

# Reason and destination in one column: a cell holds one, the other, or both. « Logement » alone says neither.
OUTCOMES = REASONS | DESTINATIONS
OUTCOME_ALIASES = {
    word: code for word, code in (REASON_ALIASES | DESTINATION_ALIASES).items() if word != "Logement"
}

QUOTAS = {
    "prefet": "Préfet",
    "siao": "SIAO (contingent non précisé)",
    "collectivite": "Collectivité",
    "action_logement": "Action Logement",
    "bailleur": "Bailleur",
    "partenaire": "Association / partenaire",
    "gestionnaire": "Gestionnaire (hors contingent)",
    "autre": "Autre",
    "inconnu": "Inconnu",
}
QUOTA_ALIASES = _UNKNOWN | _spelled(
    prefet="Préfecture | Contingent préfet | Contingent préfectoral | Préfectoral | État",
    siao="SIAO",
    collectivite="Mairie | Commune | Ville | Métropole | Département | Conseil départemental",
    action_logement="1 % logement | ALS | Employeur",
    bailleur="Propriétaire",
    partenaire="Association | Partenaire | Service social",
    gestionnaire="Gestionnaire | Hors contingent | Direct | Candidature directe | Aucun",
)
HOUSEHOLDS = {
    "isole": "Isolé",
    "couple": "Couple",
    "couple_enfants": "Couple avec enfants",
    "monoparental": "Monoparental",
    "autre": "Autre",
    "inconnu": "Inconnu",
}
HOUSEHOLD_ALIASES = _UNKNOWN | _spelled(
    isole="Seul | Seule | Isolée | Personne seule | Personne isolée",
    couple="Couple sans enfant",
    monoparental="Famille monoparentale | Monoparentale",
)
HOUSEHOLD_HINTS = _spelled(
    couple_enfants="Famille",
    isole="Célibataire",
    couple="Marié",
)
ACTIVITIES = {
    "emploi": "Emploi",
    "formation": "Formation",
    "demandeur_emploi": "Demandeur d'emploi",
    "retraite": "Retraite",
    "minima": "Minima sociaux",
    "sans_ressources": "Sans ressources",
    "nc": "NC",
}
ACTIVITY_ALIASES = _spelled(
    emploi="En emploi | Salarié | CDI | CDD | Intérim",
    formation="En formation | Étudiant | Apprenti",
    demandeur_emploi="Chômage | Chômeur",
    retraite="Retraité | Pension de retraite",
    minima="RSA | AAH | ASPA | Minimum vieillesse",
    sans_ressources="Aucune ressource | Sans ressource",
    nc="Non communiqué | Inconnu | ?",
)
