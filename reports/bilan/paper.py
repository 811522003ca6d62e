"""A sealed bilan -> what its Word document and its PDF both say, in order: first page, parts, pages upright or across."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from reports.bilan.chart import Chart
from reports.bilan.charts import charts_of
from reports.bilan.content import Part
from reports.bilan.in_french import LEGEND
from reports.bilan.laid import A4, Laid, Room, laid
from reports.bilan.sealed import Sealed
from social_project.document import Block
from social_project.markup import read
from ui import words

_SHORT_TEXT = 900  # letters: a longer one is read upright, before the page is turned
_LOW = 9  # rows of a table across that leave room for its chart
_CHANGES = 12  # named on the first page: past them, a count
_HOW = (
    "Pour vérifier ce bilan : demandez son code à la page « Bilans publiés », ou déposez-y son annexe chiffrée ; hors connexion : "
    "python -m reports verify FICHIER. Toute modification de l'annexe, même d'un seul chiffre, est reconnue."
)
_COPY = "Ce document est tiré du bilan scellé sous ce code ; seule l'annexe est vérifiée octet par octet."


@dataclass(frozen=True)
class Cover:
    """What the first page says. `kind`: interim or final, and its edition; `facts`: names and what they say; `changes`: since the last."""

    title: str
    call: str
    kind: str
    code: str
    sha256: str
    facts: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    changes: tuple[str, ...]
    how: tuple[str, ...]

    @property
    def heading(self) -> str:
        """What stands at the head of each page."""
        return f"{self.title} · {self.kind} · code {self.code}"


@dataclass(frozen=True)
class Spread:
    """Pages that lie the same way: notes, text, a chart that had no room beside its table, then tables, each with its own."""

    is_across: bool
    notes: tuple[str, ...] = ()
    text: tuple[Block, ...] = ()
    opening: Chart | None = None
    tables: tuple[tuple[Laid, Chart | None], ...] = ()

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Its charts, in order."""
        return tuple(one for one in (self.opening, *(chart for _, chart in self.tables)) if one)


@dataclass(frozen=True)
class Chapter:
    """A part of the bilan: its number and title, its pages in order."""

    title: str
    spreads: tuple[Spread, ...]


@dataclass(frozen=True)
class Paper:
    """A whole document."""

    cover: Cover
    chapters: tuple[Chapter, ...]

    @property
    def charts(self) -> tuple[Chart, ...]:
        """Its charts, in order."""
        return tuple(chart for one in self.chapters for spread in one.spreads for chart in spread.charts)


def paper(one: Sealed, room: Room = A4) -> Paper:
    """Return what the documents of a sealed bilan say, on pages that have some room."""
    return Paper(cover(one), tuple(_chapter(part, room) for part in one.bilan.parts))


def cover(one: Sealed) -> Cover:
    """Return the first page of a sealed bilan."""
    bilan = one.bilan
    kind = "Bilan intermédiaire" if bilan.is_interim else "Bilan final"
    period = words.listing(
        dict.fromkeys(words.month(month[:7]) for month in (bilan.first, bilan.last))
    ).replace(" et ", " à ")
    people = [(f"Chiffres de personnes {year}", f"édition publiée, SHA-256 {mark}") for year, mark in one.people]  # fmt: skip
    facts = (
        ("Période", period),
        ("Publié", f"le {words.instant(one.at)}, par {one.by}"),
        ("Données", f"version {bilan.data_version}, arrêtées au {words.day(bilan.as_of)}"),
        ("Calcul", f"version {one.program}"),
        *people,
        *([("Remplace", f"l'édition {one.before} : {one.why}")] if one.before else []),
    )
    changes = list(one.changed[:_CHANGES])
    if len(one.changed) > _CHANGES:
        rest = words.plural(len(one.changed) - _CHANGES, "autre changement", "autres changements")
        changes.append(f"et {rest} : l'annexe les nomme tous")
    return Cover(
        f"Bilan · {bilan.call}", bilan.call, f"{kind}, édition {one.edition}", one.code, one.sha256, facts, bilan.warnings,
        tuple(changes), (_HOW, _COPY, LEGEND),
    )  # fmt: skip


def _chapter(part: Part, room: Room) -> Chapter:
    return Chapter(f"{part.number}. {part.title}", tuple(_spreads(part, room)))


def _spreads(part: Part, room: Room) -> Iterator[Spread]:
    text = read(part.text)
    pages = [(is_across, list(group)) for is_across, group in groupby(_pieces(part, room), key=lambda one: one[0].is_across)]  # fmt: skip
    if not pages or (pages[0][0] and len(part.text) > _SHORT_TEXT):
        pages.insert(0, (False, []))
    late = None
    for rank, (is_across, tables) in enumerate(pages):
        opening, late = late, None
        # A page across has no room for a chart under a long table: it opens the page after.
        if is_across and len(tables[-1][0].rows) > _LOW and rank + 1 < len(pages):
            late, tables[-1] = tables[-1][1], (tables[-1][0], None)
        first = not rank
        yield Spread(is_across, part.notes if first else (), text if first else (), opening, tuple(tables))


def _pieces(part: Part, room: Room) -> Iterator[tuple[Laid, Chart | None]]:
    charts = charts_of(part)
    for table in part.tables:
        for rank, piece in enumerate(laid(table, room)):
            # A table that has the name of its part says it once.
            heading = "" if table.title == part.title else piece.heading
            yield replace(piece, heading=heading), None if rank else charts.get(table.key)
