"""Columns with a closed list of values: yes or no, needs, codes, landings, residences; likeliest value proposed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipelines.cell import Cell, Fault, Reading
from pipelines.landings import landing_keys
from pipelines.names import closest, fold, stem
from pipelines.types import Context, Type, Whole

_YES = frozenset({"oui", "o", "x", "1", "vrai", "ok", "true", "yes", "y"})
_NO = frozenset({"non", "n", "0", "faux", "false", "no"})
_TICKS = frozenset("✓✔☑✗☒xX")


@dataclass(frozen=True)
class Flag:
    """Yes or no; a blank is neither."""

    storage: str = "bool"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return True or False."""
        if cell.kind == "flag":
            return Reading(bool(cell.value))
        plain = fold(cell.text)
        if plain in _YES or set(cell.text) <= _TICKS:
            return Reading(True, "" if plain == "oui" else "tick")
        if plain in _NO or cell.is_none_at_all:
            return Reading(False, "" if plain == "non" else "tick")
        raise Fault(f"« {cell.text} » n'est ni oui ni non", "écrivez oui ou non, ou NC si ce n'est pas connu")


_SCALE = {"pas tout": 0, "peu": 1, "un peu": 1, "assez": 2, "moyennement": 2, "tre": 3, "beaucoup": 3}


@dataclass(frozen=True)
class Need:
    """A need in a tick-all list: 0 not ticked, 1 and above a need (0/1, x, or a 0-3 scale, in figures or words)."""

    storage: str = "int32"
    is_closed: bool = False

    def of_blank(self, context: Context) -> int | None:
        """Return what an empty box means: not ticked in a list of boxes; not answered on a scale of degrees.

        Whether a list of boxes was answered at all is judged over the whole list, in the indicators (decision 4).
        """
        return None if context.is_scale else 0

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return 0 to 3."""
        if (word := stem(cell.text)) in _SCALE:
            return Reading(_SCALE[word], "degree")
        if cell.kind == "number" or cell.text.isdecimal():
            return Whole(0, 3).read(cell, context)
        return Reading(int(Flag().read(cell, context).value), "tick")


@dataclass(frozen=True)
class Code:
    """One value of a closed list. `labels`: code -> how blank workbooks show it; `aliases`: other spelling -> code.

    `hints`: what people write loosely -> the code to propose; never taken for it (« réglé » may be resolved or improved).
    """

    labels: Mapping[str, str]
    aliases: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    storage: str = "string"
    is_closed: bool = True

    @cached_property
    def spellings(self) -> dict[str, str]:
        """Every accepted spelling, stemmed, and the code that it means."""
        known = {stem(alias): code for alias, code in self.aliases.items()}
        known |= {stem(label): code for code, label in self.labels.items()}
        return known | {stem(code.replace("_", " ")): code for code in self.labels}

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the code; propose the likeliest when the cell holds none."""
        for candidate in _spellings_of(cell):
            if code := self.spellings.get(stem(candidate)):
                copied = fold(cell.text) in (fold(self.labels[code]), fold(code))
                return Reading(code, "" if copied else "alias")
        if cell.is_unknown:
            raise Fault(
                f"« {cell.text} » n'est pas dans la liste", "laissez la cellule vide si ce n'est pas connu"
            )
        proposed = self._likeliest(cell.text)
        repair = (
            f"vouliez-vous dire « {proposed} » ?"
            if proposed
            else f"choisissez parmi : {', '.join(self.labels.values())}"
        )
        raise Fault(f"« {cell.text} » n'est pas dans la liste", repair)

    def _likeliest(self, text: str) -> str:
        hinted = {stem(words): code for words, code in self.hints.items()}.get(stem(text))
        near = None if hinted else closest(text, [*self.labels.values(), *self.aliases])
        return self.labels[hinted or self.spellings[stem(near)]] if hinted or near else ""


@dataclass(frozen=True)
class Codes:
    """Several values of a closed list in one cell, kept sorted and joined by « ; »."""

    code: Code
    storage: str = "string"
    is_closed: bool = True

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the codes joined by « ; »; a label that itself holds a separator is tried whole first."""
        try:
            return self.code.read(cell, context)
        except Fault:
            parts = _split(cell.text, "\n;,+")
            codes = {code for part in parts for code in self._codes(part, context)}
            labels = {fold(self.code.labels[code]) for code in codes}
            return Reading(";".join(sorted(codes)), "" if {*map(fold, parts)} <= labels | codes else "alias")

    def _codes(self, part: str, context: Context) -> list[str]:
        # « Fluides / énergie » is one label; « bruit / propreté » is two.
        if stem(part) in self.code.spellings:
            return [self.code.spellings[stem(part)]]
        return [self.code.read(Cell("text", piece), context).value for piece in _split(part, "/&")]


@dataclass(frozen=True)
class Landings:
    """The landings a cell lists, as keys joined by « ; »."""

    storage: str = "string"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the keys, `A-3;A-4` for « Bât A 3 et 4 »."""
        if cell.kind == "day":
            raise Fault(f"{cell.text} est une date, pas un palier", "écrivez par exemple 3e, RDC ou Bât A 3")
        keys = ";".join(landing_keys(cell.text))
        return Reading(keys or None, "" if cell.text.replace(" ", "").upper() == keys else "place")


@dataclass(frozen=True)
class Residence:
    """A residence, by code, name or alias, kept as its code."""

    storage: str = "string"
    is_closed: bool = True

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the code; an unknown name is a fault, with the likeliest residence proposed."""
        code = context.residences.get(cell.text) if context.residences else None
        if code:
            copied = fold(cell.text) in {fold(code), *map(fold, context.names.values())}
            return Reading(code, "" if copied else "place")
        if not context.names:
            raise Fault(
                f"« {cell.text} » est inconnue : aucune résidence n'est encore enregistrée",
                "déposez d'abord le référentiel des résidences",
            )
        if shared := context.residences.several(cell.text) if context.residences else []:
            told = " et ".join(shared)
            raise Fault(f"« {cell.text} » est le nom de plusieurs résidences", f"écrivez leur code : {told}")
        near = closest(cell.text, list(context.names.values()))
        repair = (
            f"vouliez-vous dire « {near} » ?"
            if near
            else f"choisissez parmi : {', '.join(context.names.values())}"
        )
        raise Fault(f"« {cell.text} » n'est pas une résidence connue", repair)


def is_degree(cell: Cell) -> bool:
    """True for a cell that only a scale of degrees may hold: 2, 3, or « assez », « très », « pas du tout »."""
    return cell.text in ("2", "3") or stem(cell.text) in _SCALE


def labels_of(kind: Type) -> Mapping[str, str]:
    """Return the closed list of a type, code -> label; empty when it has none."""
    if isinstance(kind, Codes):
        return kind.code.labels
    return kind.labels if isinstance(kind, Code) else {}


def _spellings_of(cell: Cell) -> list[str]:
    # Excel turns « 1-2 » and « 5-10 » typed in a list of lengths of stay into 1 February and 5 October.
    if cell.kind == "day":
        return [f"{cell.value.day}-{cell.value.month}", f"{cell.value.month}-{cell.value.day}", cell.text]
    return [cell.text]


def _split(text: str, signs: str) -> list[str]:
    return [part for part in (piece.strip() for piece in re.split(f"[{re.escape(signs)}]", text)) if part]
