"""The text of a projet social: headings of the association, blocks, runs of letters, and figures bound to their indicator.

What people write is kept as CommonMark (`markup.py`), a text by heading; these are what it says, for whoever draws, compares or
exports it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qsl, quote, urlencode

SCHEME = "chiffre:"
Shown = Literal["value", "numerator", "denominator"]
_SHOWN: dict[str, Shown] = {"valeur": "value", "numerateur": "numerator", "denominateur": "denominator"}
_NAMES = {code: name for name, code in _SHOWN.items()}


class BadFigure(ValueError):
    """An address of a figure that names none."""


@dataclass(frozen=True)
class BoundFigure:
    """Which figure a sentence holds: an indicator, of a residence (empty: the association), over a period, rounded.

    `period`: « 2025 », « 2025-T1 », « 2025-03 » or the name of a wave. `shown`: its value, or one of the two counts that it is made
    of (« 62 % », « 60 », « 96 »). `decimals`: None for the indicator's own.
    """

    indicator: str
    residence: str
    period: str
    category: str = ""
    shown: Shown = "value"
    decimals: int | None = None

    @property
    def address(self) -> str:
        """What stands for it in a text: `chiffre:age_60plus_share?residence=R1&periode=2025`."""
        asked = {"residence": self.residence, "periode": self.period, "categorie": self.category}
        if self.shown != "value":
            asked["montre"] = _NAMES[self.shown]
        if self.decimals is not None:
            asked["arrondi"] = str(self.decimals)
        given = {name: value for name, value in asked.items() if value}
        return f"{SCHEME}{quote(self.indicator)}?{urlencode(given, quote_via=quote)}"


def figure_at(address: str) -> BoundFigure:
    """Return the figure that an address names; raise BadFigure for one that names none. Whether it exists is not looked at."""
    name, _, query = address.removeprefix(SCHEME).partition("?")
    asked = dict(parse_qsl(query))
    shown, decimals = asked.get("montre", "valeur"), asked.get("arrondi")
    if (
        not address.startswith(SCHEME)
        or not name
        or "periode" not in asked
        or shown not in _SHOWN
        or (decimals is not None and decimals not in ("0", "1", "2"))
    ):
        raise BadFigure(f"« {address} » ne désigne pas un chiffre")
    return BoundFigure(
        name,
        asked.get("residence", ""),
        asked["periode"],
        asked.get("categorie", ""),
        _SHOWN[shown],
        None if decimals is None else int(decimals),
    )


@dataclass(frozen=True)
class Run:
    """Letters that look alike. `figure`: the figure that they tell, `text` being what they said when it was last written."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    figure: BoundFigure | None = None
    link: str = ""


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading inside a section, an item of a list, or a table.

    `level`: 1 to 3 for headings, 1 and more for items of nested lists. `rows`: of a table, its first row being its head.
    """

    kind: Literal["paragraph", "heading", "bullet", "number", "table"]
    runs: Runs = ()
    level: int = 1
    rows: tuple[tuple[Runs, ...], ...] = ()

    @property
    def text(self) -> str:
        """Its letters alone, cells parted by tabs and rows by lines."""
        if self.kind == "table":
            return "\n".join("\t".join(text_of(cell) for cell in row) for row in self.rows)
        return text_of(self.runs)

    @property
    def every_run(self) -> Iterator[Run]:
        """Its runs, those of its cells included."""
        yield from self.runs
        for row in self.rows:
            for cell in row:
                yield from cell


@dataclass(frozen=True)
class Section:
    """What stands under one heading of the projet social. `code`: a number of Annexe II (« 1 » to « 9 »), or the association's own."""

    code: str
    title: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True)
class Document:
    """The text of a projet social: of a residence, under a name of version as the register of projets sociaux writes it."""

    residence: str
    version: str
    sections: tuple[Section, ...]

    @property
    def figures(self) -> Iterator[BoundFigure]:
        """The figures bound to its sentences, in the order of the text."""
        for section in self.sections:
            for block in section.blocks:
                yield from (run.figure for run in block.every_run if run.figure)


def text_of(runs: Runs) -> str:
    """Return the letters of runs."""
    return "".join(run.text for run in runs)
