"""The headings of a projet social: the nine of Annexe II of the APL convention type (domain.md 0.2); an association adds its own."""

from __future__ import annotations

from typing import NamedTuple


class Heading(NamedTuple):
    """A heading. `asks`: what is written under it, in plain words."""

    code: str
    title: str
    asks: str


NINE = (
    Heading("1", "Personnes et familles accueillies, situations prises en compte", "Qui est accueilli d'abord, et pourquoi."),
    Heading("2", "Actions spécifiques de relogement et d'accompagnement social", "Ce qui est fait pour aider chacun, et avec qui."),
    Heading("3", "Conditions spécifiques d'accueil", "Les logements, les espaces communs, l'équipe présente."),
    Heading("4", "Conditions d'admission", "À quelles conditions on entre dans la résidence."),
    Heading("5", "Durée maximale du séjour et conditions de renouvellement", "Combien de temps on reste, et comment c'est prolongé."),
    Heading("6", "Attribution des logements", "Qui désigne, quels publics, quelles conditions d'accès."),
    Heading("7", "Actions sociales", "Vie collective, participation, santé, accès aux droits, lien avec les partenaires."),
    Heading("8", "Action d'insertion par le logement", "Comment la résidence prépare au logement ordinaire."),
    Heading("9", "Projet de relogement", "Où vont les résidents, et avec quel accompagnement."),
)  # fmt: skip
