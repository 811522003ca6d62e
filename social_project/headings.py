"""The headings of a projet social: the nine of Annexe II of the APL convention (domain.md 0.2), then the association's own."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from pipelines.folder import data_folder, put_file, writing


class Heading(NamedTuple):
    """A heading. `asks`: what is written under it, in plain words. `is_retired`: it is not offered any more; what it holds stays."""

    code: str
    title: str
    asks: str
    is_retired: bool = False


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
_LONGEST = 120  # letters: a title is read in a list


class BadHeading(ValueError):
    """A heading that cannot be kept; the text says why, in French."""


def own_headings() -> tuple[Heading, ...]:
    """Return the association's own headings in their order, retired ones included."""
    path = data_folder() / "social_projects" / "headings.json"
    return tuple(Heading(**one) for one in json.loads(path.read_text("utf-8"))) if path.exists() else ()


def headings() -> tuple[Heading, ...]:
    """Return the headings to write under, in order: the nine, then the association's own that are not retired."""
    return NINE + tuple(one for one in own_headings() if not one.is_retired)


def every_heading() -> tuple[Heading, ...]:
    """Return every heading that a text may stand under, in order: the nine, then the association's own, retired or not."""
    return NINE + own_headings()


def set_own(titled: Iterable[Heading]) -> tuple[Heading, ...]:
    """Return the association's own headings, kept from now on in this order; one without a code is new, one left out is retired.

    Raises BadHeading for a title that is empty, too long, or another heading's.
    """
    with writing():
        before = own_headings()
        numbers = [int(one.code[1:]) for one in before]
        found: list[Heading] = []
        for one in titled:
            title = " ".join(one.title.split())
            _check(title, [*NINE, *found])
            code = one.code or f"A{max([0, *numbers]) + 1}"
            numbers.append(int(code[1:]))
            found.append(Heading(code, title, " ".join(one.asks.split()), one.is_retired))
        kept = {one.code for one in found}
        found += [one._replace(is_retired=True) for one in before if one.code not in kept]
        content = json.dumps([one._asdict() for one in found], ensure_ascii=False, indent=1)
        put_file(data_folder() / "social_projects" / "headings.json", content.encode())
        return tuple(found)


def _check(title: str, others: Iterable[Heading]) -> None:
    if not title:
        raise BadHeading("un titre est vide : écrivez-le, ou retirez la rubrique")
    if len(title) > _LONGEST:
        raise BadHeading(f"« {title[:40]}… » est trop long : un titre a {_LONGEST} lettres au plus")
    if title.casefold() in {one.title.casefold() for one in others}:
        raise BadHeading(f"« {title} » est déjà le titre d'une rubrique")
