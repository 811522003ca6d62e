"""The French headers of the domain note (section C), copied by hand: each is the header of a column, and is recognised."""

from __future__ import annotations

import pytest

from pipelines.contracts import contract_named

NEEDS = [
    *(
        "Santé / soins",
        "Santé mentale / écoute",
        "Accès aux droits / démarches",
        "Maintien à domicile",
        "Mobilité",
    ),
    *(
        "Alimentation",
        "Numérique",
        "Isolement / lien social",
        "Voisinage / vie collective",
        "Logement / bâti",
    ),
    *("Hygiène / entretien", "Énergie / fluides", "Apprentissage du français", "Emploi / formation"),
    *(
        "Budget / redevance",
        "Sécurité",
        "Accès au logement ordinaire",
        "Réseau d'aide extérieur",
        "Loisirs / culture",
        "Autre",
    ),
]

HEADERS = {
    "F0": "Code · Résidence · Commune · Type · Origine · Nb logements conventionnés · Nb paliers · Contingent préfet %"
    " · Date convention APL · Échéance convention · Propriétaire · Responsable · Sièges comité (RI) · Durée mandat (RI)"
    " · Durée max séjour (PS)",
    "F1": "Résidence · Mois · Capacité · Occupés au dernier jour · Vacants commerciaux · Vacants techniques / travaux"
    " · Dont vacants > 3 mois · Jours-logements occupés · Jours indisponibles · Résidents présents · Titulaires de contrat"
    " · Hommes · Femmes · 18-25 · 26-39 · 40-49 · 50-59 · 60-64 · 65-74 · 75 et + · Résidents historiques"
    " · Présents au-delà de la durée prévue · Présents à date d'entrée connue · Impayés (3 termes) · Entrées · Sorties"
    " · Observations",
    "F3": "Date · Résidence · Type de réunion · Palier / bâtiment · Statut · À l'initiative de · Invités"
    " · Présents résidents · Dont femmes · Membres comité présents · Membres comité en exercice"
    " · Représentants gestionnaire · Représentants propriétaire · Représentants résidents · Partenaires présents · Thèmes"
    " · Conflit concerné (n°) · Décisions / demandes (nb) · Suites faites (nb) · CR affiché le · Niveau de participation"
    " · Langue / interprète · Observations",
    "F3bis": "Résidence · Année · Participants différents (déclaré) · Méthode",
    "F5": "N° · Résidence · Date signalement · Palier · Nature · Gravité (1-3) · Nb de personnes concernées · Signalé par"
    " · 1re action le · Mode de traitement · Date réunion de palier · Avertissement (nb) · Étape maximale · Issue · Clos le"
    " · Récidive du n° · Satisfaction des parties (1-4) · Observations",
    "F6": " · ".join(
        ["Vague · Résidence · N° questionnaire · Date · Mode · Langue · Tranche d'âge · Ancienneté", *NEEDS, "Aucun besoin"]
        + [f"{need} – {word}" for need in NEEDS for word in ("aide en place", "souhaite une aide")]
        + ["Priorité 1 · Priorité 2 · Priorité 3 · Verbatim"]
    ),
}  # fmt: skip
ALIASES = {
    ("F1", "75 et plus"): "75 et +",
    ("F1", "75+"): "75 et +",
    ("F1", "RESIDENTS PRESENTS"): "Résidents présents",
    ("F1", "Résidents  présents "): "Résidents présents",
    ("F3", "Presents residents (nb)"): "Présents résidents",
    ("F3", "À l’initiative de"): "À l'initiative de",
    ("F5", "Nombre de personnes concernées"): "Nb de personnes concernées",
    ("F5", "Numéro"): "N°",
    ("F6", "isolement_lien_social"): "Isolement / lien social",
}


@pytest.mark.parametrize("feed", HEADERS)
def test_the_headers_of_the_domain_are_those_of_the_blank_workbook(feed: str) -> None:
    told = set(HEADERS[feed].split(" · "))
    assert told - {column.header for column in contract_named(feed).columns} == set()


@pytest.mark.parametrize(("feed", "spelled"), ALIASES)
def test_another_spelling_of_a_header_is_the_same_column(feed: str, spelled: str) -> None:
    column = contract_named(feed).column_for(spelled)
    assert column
    assert column.header == ALIASES[feed, spelled]
