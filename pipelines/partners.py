"""Names of partners and of projects: masked of people, told apart or taken for one, whoever typed them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from pipelines.cell import Cell, Reading
from pipelines.names import fold, stem
from pipelines.scrub import NOTHING_LEFT, mask
from pipelines.types import Context

# Services that everybody calls by their letters, written in full -> their letters.
_LETTERS = {
    "centre communal action sociale": "ccas",
    "centre intercommunal action sociale": "cias",
    "caisse allocation familiale": "caf",
    "caisse primaire assurance maladie": "cpam",
    "caisse assurance retraite et sante au travail": "carsat",
    "caisse assurance retraite": "carsat",
    "maison departementale solidarite": "mds",
    "maison solidarite": "mds",
    "unite territoriale action sociale": "utas",
    "maison departementale personne handicapee": "mdph",
    "structure insertion par activite economique": "siae",
    "pole emploi": "france travail",
    "atelier sante ville": "asv",
    "contrat local sante": "cls",
    "conseil local sante mentale": "clsm",
}
# Words that say nothing of which one it is: « la ville de », « association ».
_EMPTY = frozenset({"association", "asso", "ville", "commune"})
# « C.C.A.S. », « C C A S »: letters that make one word.
_SPACED = re.compile(r"\b(?:[A-Za-z](?:\.\s?|\s)){2,}(?:[A-Za-z]\b\.?)?")
_NEAR = re.compile(r"(?:^| : )« (.+) » ressemble à « (.+) » ; si c'est le même partenaire,")
_ALIKE = 88  # per cent: « centre social pin » and « centre social des Pins » are past it, two centres of two streets are not


@dataclass(frozen=True)
class PublicName:
    """The name of an organisation, or of something open to all. A theme of health in it is nobody's health."""

    storage: str = "string"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the name with spaces collapsed, without what points at a person; nothing for « néant »."""
        if cell.is_none_at_all:
            return Reading(None)
        text, removed = mask(" ".join(cell.text.split()))
        return Reading(text, "removed", f"sans {', '.join(removed)}") if removed else Reading(text)


@dataclass(frozen=True)
class Project:
    """The project that an event gave birth to: its name, or « oui » where it has none yet; nothing for « non »."""

    storage: str = "string"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the name, « oui » for a tick, None for a no."""
        if cell.kind == "flag":
            return Reading("oui" if cell.value else None)
        plain = fold(cell.text)
        if plain in ("non", "n", "0", "pas encore"):
            return Reading(None)
        return Reading("oui", "tick") if plain in ("o", "x", "1") else PublicName().read(cell, context)


def key_of(name: str | None) -> str | None:
    """Return what all the spellings of one name have in common, in lower case: « C.C.A.S. de X », « ccas x » are one.

    None for no name, for one that was withheld, and for what is no name (« oui »).
    """
    if name is None or name == NOTHING_LEFT or fold(name) == "oui":
        return None
    words = " ".join(word for word in stem(_together(name)).split() if word not in _EMPTY)
    for full, letters in _LETTERS.items():
        words = re.sub(rf"\b{full}\b", stem(letters), words)
    # « Caisse d'allocations familiales (CAF) » says it twice.
    return " ".join(dict.fromkeys(words.split())) or stem(name) or None


def nearly_the_same(
    rows: Sequence[Mapping[str, Any]], before: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[Any, str, str]]:
    """Yield a doubt for each partner whose name is close to a better known one of the same residence, at its first line."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    said: dict[tuple[str, str], str] = {}
    for row in [*before, *rows]:
        if key := key_of(row.get("partner")):
            seen[row["residence"]][key] += 1
            said.setdefault((row["residence"], key), row["partner"])
    told = set[tuple[str, str]]()
    for row in rows:
        place, key = row["residence"], key_of(row.get("partner"))
        if key and (place, key) not in told and (known := _better_known(key, seen[place])):
            told.add((place, key))
            yield (
                row,
                "partner",
                f"« {row['partner']} » ressemble à « {said[place, known]} » ; si c'est le même partenaire, "
                "réunissez les deux noms ou écrivez-le de la même façon, sinon dites que ce sont deux partenaires",
            )


def near_pair(message: str) -> tuple[str, str] | None:
    """Return the two names that a doubt of `nearly_the_same` tells: the one written, the better known one; None for any other message."""
    found = _NEAR.search(message)
    return (found[1], found[2]) if found else None


def held_in_common(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[Any, str, str]]:
    """Yield a doubt for an event that two residences write alike without the number that would count it once."""
    first: dict[tuple[Any, ...], Mapping[str, Any]] = {}
    for row in rows:
        if row.get("shared_event_id") or not row.get("title") or not row.get("partner"):
            continue
        event = (row["held_on"], key_of(row["partner"]), stem(row["title"]))
        other = first.setdefault(event, row)
        if other["residence"] != row["residence"]:
            yield (
                row,
                "shared_event_id",
                "même jour, même partenaire et même action dans une autre résidence ; si c'est un seul évènement, donnez le même "
                "numéro aux deux lignes dans « Évènement commun (n°) », sinon dites que ce sont deux évènements",
            )


def _together(name: str) -> str:
    return _SPACED.sub(lambda found: re.sub(r"[.\s]", "", found[0]) + " ", name)


def _better_known(key: str, seen: Counter[str]) -> str | None:
    """Return the name nearest to `key` among those met more often (or as often, and before), None without any near enough."""
    digits = re.findall(r"\d+", key)
    near = {
        other: fuzz.ratio(key, other)
        for other, times in seen.items()
        if other != key and (times, other) > (seen[key], key) and re.findall(r"\d+", other) == digits
    }
    best = max(near, key=lambda other: near[other], default=None)
    return best if best and near[best] >= _ALIKE else None
