"""Invented associations, for the attack: how many people of each residence and class, drawn anew at every edition."""

from __future__ import annotations

import random
from collections.abc import Iterator

from indicators.editions import Edition, sealed
from indicators.lay_out import tables_of
from indicators.publish import candidates, protected
from indicators.published import CATALOGUE
from indicators.subjects import Subject, Variable
from indicators.tabulate import Block, Unit

THRESHOLD = 11
LISTS = {
    "conflits.category": ("bruit", "proprete_communs", "cuisine_sanitaires", "animaux", "violences_menaces", "autre"),
    "mouvements.origin": ("rue", "chrs", "hotel", "chez_tiers", "logement_autonome", "institution", "inconnu"),
    "mouvements.exit_destination": ("parc_social", "parc_prive", "accession", "deces", "expulsion", "inconnu"),
    "orientations.need": ("sante_soins", "emploi_formation", "budget_redevance", "langue"),
}  # fmt: skip


def labels_of(variable: Variable) -> dict[str, str]:
    """Return the classes of a variable, without a database."""
    if isinstance(variable.classes, dict):
        return variable.classes
    return {code: code.replace("_", " ") for code in LISTS[variable.classes]}


class Association:
    """An invented association: residences of very different sizes, two of them in one city, one call on some of them."""

    def __init__(self, seed: int) -> None:
        """Draw it; the same seed gives the same one."""
        self.draw = random.Random(seed)
        count = self.draw.randint(2, 7)
        self.names = {f"R{at}": f"Résidence {at}" for at in range(count)}
        self.sizes = {code: self.draw.choice((6, 14, 25, 60, 90, 140, 200)) for code in self.names}
        codes = tuple(self.names)
        self.beyond = [Unit("Ville", "city", codes[:2])] * (count > 2)
        self.beyond += [Unit("Résidences de l'appel", "perimeter", codes[1:4])] * (count > 4)

    def edition(self, year: int, before: Edition | None = None) -> tuple[Edition, list[tuple[Block, dict]]]:
        """Return an edition of its people, drawn anew, and what it counts: (block, people of each residence and class)."""
        tables, counted, mask = [], [], []
        old = frozenset(before.mask) if before else frozenset()
        for subject in CATALOGUE:
            people = self._people(subject)
            code = min(subject.sensitive, default="global") if subject.each else ""
            labels = {one.name: labels_of(one) for one in subject.variables}
            blocks = candidates(subject, code, people, THRESHOLD, self.names, self.beyond, labels)
            one = protected(blocks, THRESHOLD, old)
            if one is None:
                continue
            tables += tables_of(one)
            counted.append((one.block, people))
            mask += [one.block.name_of(one.block.keys[i]) for i in one.masked]
        edition = Edition(year, "", "", THRESHOLD, "v", tuple(tables), (), tuple(sorted(mask)), ())
        return sealed(edition, by="test", at=f"{year}-01-15T10:00:00+00:00"), counted

    def _people(self, subject: Subject) -> dict[tuple[str, ...], int]:
        found: dict[tuple[str, ...], int] = {}
        for code, size in self.sizes.items():
            for _ in range(max(1, int(size * self.draw.choice((0.3, 0.8, 1))))):
                key = (code, *self._classes(subject))
                found[key] = found.get(key, 0) + 1
        return found

    def _classes(self, subject: Subject) -> Iterator[str]:
        drawn: dict[str, str] = {}
        for variable in reversed(subject.variables):
            codes = list(labels_of(variable))
            weights = [1 / (1 + rank) ** self.draw.choice((1, 1.5)) for rank in range(len(codes))]
            drawn[variable.name] = drawn.get(variable.same_as) or self.draw.choices(codes, weights)[0]
        return (drawn[variable.name] for variable in subject.variables)
