"""What a residence's projet social was at each moment: a draft, revision after revision, and the versions that were frozen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from indicators.measure import Figure
from social_project.document import BoundFigure, Document, Section, figure_at
from social_project.headings import every_heading
from social_project.markup import read


@dataclass(frozen=True)
class Revision:
    """The draft after somebody saved it. `texts`: heading code -> its whole text. `changed`: the codes that this save changed.

    `number`: its place among the acts of the residence, `parent`: that of what its author had before their eyes. `merged`: those
    that somebody else had added meanwhile, and that it holds too. `declined`: marks of the numbers that are no figure to bind.
    """

    residence: str
    number: int
    version: str
    texts: Mapping[str, str]
    by: str
    at: str
    parent: int = 0
    changed: tuple[str, ...] = ()
    merged: tuple[int, ...] = ()
    declined: frozenset[str] = frozenset()
    about: str = ""

    @property
    def document(self) -> Document:
        """Its text under every heading, empty ones included; a retired heading only where it holds something."""
        sections = tuple(
            Section(one.code, one.title, read(self.texts.get(one.code, "")))
            for one in every_heading()
            if not one.is_retired or self.texts.get(one.code)
        )
        return Document(self.residence, self.version, sections)


@dataclass(frozen=True)
class FrozenFigure:
    """What a bound figure said the day its version was frozen; `words` stand in the sentence. Numbers are None where there was none."""

    bound: BoundFigure
    words: str
    numerator: float | None = None
    denominator: float | None = None
    value: float | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    masked: bool = False

    @property
    def figure(self) -> Figure | None:
        """The figure behind the words, as it was; None where there was none."""
        if self.n is None and not self.masked:
            return None
        told = (self.numerator, self.denominator, None, self.n, self.value, self.low, self.high)
        return Figure(self.bound.indicator, {}, *told, self.masked)

    def as_json(self) -> dict[str, Any]:
        """Return it as it is written in the file of its version."""
        return asdict(self) | {"bound": self.bound.address}


class BrokenSeal(ValueError):
    """A version that is not what was validated: it is not shown."""


@dataclass(frozen=True)
class Validated:
    """A version that was frozen: nothing of it changes any more. `sections`: code, title and text of each heading.

    `data_version`, `as_of`: the build of the data that its figures were read in, and the last day that it told of.
    `sha256`: the hash of everything else that it holds.
    """

    residence: str
    number: int
    version: str
    validated_on: date
    by: str
    at: str
    data_version: str
    as_of: date | None
    sections: tuple[tuple[str, str, str], ...]
    figures: tuple[FrozenFigure, ...]
    sha256: str = field(default="", compare=False)

    @property
    def texts(self) -> dict[str, str]:
        """Its text by heading code."""
        return {code: text for code, _, text in self.sections}

    @property
    def document(self) -> Document:
        """Its text, under the headings that it had."""
        found = tuple(Section(code, title, read(text)) for code, title, text in self.sections)
        return Document(self.residence, self.version, found)

    def as_json(self) -> dict[str, Any]:
        """Return what is written of it, its number and its hash apart."""
        return {
            "residence": self.residence,
            "version": self.version,
            "validated_on": self.validated_on.isoformat(),
            "by": self.by,
            "at": self.at,
            "data_version": self.data_version,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "sections": [list(one) for one in self.sections],
            "figures": [one.as_json() for one in self.figures],
        }


def seal(content: Mapping[str, Any]) -> str:
    """Return the SHA-256 of the content of a version, written in the one canonical way."""
    told = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


@dataclass(frozen=True)
class Abandoned:
    """A draft that somebody dropped: what comes next starts again from the version in force."""

    residence: str
    number: int
    by: str
    at: str


Step = Revision | Validated | Abandoned


def validated_of(act: Mapping[str, Any]) -> Validated:
    """Return a version as it was frozen; raise BrokenSeal when its file was altered since."""
    content = act["content"]
    if seal(content) != act["sha256"]:
        raise BrokenSeal(
            f"la version « {content['version']} » n'est plus celle qui a été validée : elle n'est pas montrée"
        )
    as_of = date.fromisoformat(content["as_of"]) if content["as_of"] else None
    figures = (one | {"bound": figure_at(one["bound"])} for one in content["figures"])
    return Validated(
        **content
        | {
            "validated_on": date.fromisoformat(content["validated_on"]),
            "as_of": as_of,
            "sections": tuple((code, title, text) for code, title, text in content["sections"]),
            "figures": tuple(FrozenFigure(**one) for one in figures),
        },
        number=act["number"],
        sha256=act["sha256"],
    )
