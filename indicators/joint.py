"""Editions that follow one another, and the entries and exits between them -> what subtraction can prove of them all together.

Two Decembers of one residence are joined by its moves: whoever is there now stayed or came, whoever was there stayed or left. A sex
stays what it is and an age band becomes, in a year, itself or the next: that is one program over all editions, whose inner cells
are who stayed, who came and who left. Where registers and stocks disagree, moves that no register holds are allowed for.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from indicators.attack import Table, insiders, solved, sparse
from indicators.editions import Edition
from indicators.subjects import AGES
from indicators.tabulate import People
from indicators.told_cells import Cell, Labels, cells_of

STOCKS = {"ages": ("age", tuple(AGES)), "sexe": ("sex", ("femmes", "hommes"))}
FLOWS = {"entrees": "in", "sorties": "out"}
SUBJECTS = (*STOCKS, *FLOWS)
_UNREAD = "non publié :"
_CHAIN = 3  # years judged together: older ones are as far from the newest as from one another

Inner = tuple[str, str, str, str, str]  # (year at its end, residence, what, class before, class after)
Row = tuple[
    dict[Inner, int], float, bool, int
]  # inner cells and their signs, how many, is it read, what is few there


@dataclass(frozen=True)
class Joint:
    """What is counted of a chain of editions: `people` by (year, subject), `labels` of the variables of each subject."""

    editions: Sequence[Edition]
    people: Mapping[tuple[int, str], People]
    labels: Mapping[str, Labels]


def exposed_together(joint: Joint) -> list[str]:
    """Return what is given away by the last editions and the moves between them, a line a cell; empty when nothing is.

    Every small number that is masked in them, and every residence's few entries or exits whether told or not, must keep an
    upper bound of the threshold or more and a width of the threshold less one, to anybody and to one of its own people. The
    threshold is that of the number's own edition: a lower one, later, promised nothing less to those of before.
    """
    chain = _chain(joint.editions)
    known = [one for one in STOCKS if any(joint.people.get((year.year, one)) for year in chain)]
    return [told for subject in known if len(chain) > 1 for told in _exposed(joint, chain, subject)]


def _chain(editions: Sequence[Edition]) -> list[Edition]:
    """Return the last editions of years that follow one another, oldest first."""
    ordered = sorted(editions, key=lambda one: -one.year)
    following = list(
        itertools.takewhile(lambda pair: pair[0].year - pair[1].year == 1, itertools.pairwise(ordered))
    )
    return [*([ordered[0]] if ordered else []), *(older for _, older in following)][:_CHAIN][::-1]


def _exposed(joint: Joint, chain: Sequence[Edition], subject: str) -> list[str]:
    places = sorted({key[0] for one in chain for key in joint.people.get((one.year, subject), {})})
    for free in (_unbalanced(joint, chain, subject, places), frozenset(places)):
        rows, names = _Program(joint, chain, subject, places, free).rows()
        masked = {rank for rank, row in enumerate(rows) if not row[2]}
        if table := _table(rows, masked, is_last=free == frozenset(places)):
            # Whoever left alone, and knows it, needs no edition: only numbers that an edition masks have insiders.
            printed = {rank for rank in masked if not names[rank].startswith(_UNREAD)}
            attackers = [(), *((one,) for one in insiders(table.counts, printed))]
            given = set()
            for few in sorted({one.threshold for one in chain}):
                small = {rank for rank in masked if rows[rank][3] == few and 0 < rows[rank][1] < few}
                judged = replace(table, threshold=few)
                given |= {
                    target for who in attackers for target in judged.unsafe(masked, small - {*who}, who)
                }
            return sorted({names[target] for target in given})
    return []  # the editions contradict each other: whoever sets them together learns that, and nobody's number


def _table(rows: Sequence[Row], masked: set[int], is_last: bool) -> Table | None:
    """Return the program of some rows; None where no lives give every number.

    Facts corrected since an edition may contradict it: at the last try, what is masked is counted by lives that give what is read.
    """
    at = {inner: rank for rank, inner in enumerate(dict.fromkeys(one for row in rows for one in row[0]))}
    matrix = np.zeros((len(rows), len(at)))
    for rank, (inner, *_) in enumerate(rows):
        for one, sign in inner.items():
            matrix[rank, at[one]] = sign
    table = Table(sparse(matrix), np.array([row[1] for row in rows]), 0)
    if table.is_possible():
        return table
    seen = sorted(set(range(len(rows))) - masked)
    lives = solved(np.zeros(len(at)), table.matrix[seen], table.counts[seen], table.counts[seen])
    return Table(table.matrix, table.matrix @ lives.x, 0) if is_last and lives.status == 0 else None


def _unbalanced(
    joint: Joint, chain: Sequence[Edition], subject: str, places: Sequence[str]
) -> frozenset[str]:
    """Return the residences whose stocks do not follow from their moves."""

    def of(year: int, name: str, place: str) -> int:
        return sum(n for key, n in joint.people.get((year, name), {}).items() if key[0] == place)

    return frozenset(
        place
        for place in places
        for before, now in itertools.pairwise(chain)
        if of(now.year, subject, place) - of(before.year, subject, place)
        != of(now.year, "entrees", place) - of(now.year, "sorties", place)
    )


@dataclass(frozen=True)
class _Program:
    joint: Joint
    chain: Sequence[Edition]
    subject: str
    places: Sequence[str]
    free: frozenset[str]

    def rows(self) -> tuple[list[Row], list[str]]:
        """Return the rows of the program, and what each is called."""
        found: list[tuple[Row, str]] = []
        pairs = list(itertools.pairwise(one.year for one in self.chain))
        for one in self.chain:
            for cell in cells_of(one, self.subject, self.joint.labels[self.subject]):
                inner = _sum(
                    self.stock(one.year, place, cell.codes)
                    for place in cell.residences
                    if place in self.places
                )
                found.append(self.read(cell, one.year, self.subject, inner))
        for _, year in pairs:
            edition = next(one for one in self.chain if one.year == year)
            for name, way in FLOWS.items():
                for cell in cells_of(edition, name, self.joint.labels[name]):
                    inner = _sum(
                        self.moves(year, place, way, name, cell)
                        for place in cell.residences
                        if place in self.places
                    )
                    found.append(self.read(cell, year, name, inner))
                for place in self.places:
                    found.append(self.unread(year, name, place, way))
        found += [((row, 0.0, True, 0), "") for row in self.links(pairs)]
        kept = [one for one in found if one[0][0]]
        return [row for row, _ in kept], [name for _, name in kept]

    def read(self, cell: Cell, year: int, name: str, inner: dict[Inner, int]) -> tuple[Row, str]:
        """Return the row of a cell: its number as it is read, or as it is counted where it is masked."""
        told = f"{name} {year} {'+'.join(sorted(cell.residences))} {'+'.join(sorted(cell.codes))}"
        counted = cell.told if cell.told is not None else self.count(cell, year, name)
        return (inner, float(counted), cell.told is not None, self.few(year)), told

    def few(self, year: int) -> int:
        """Return the threshold of the edition of a year."""
        return next(one.threshold for one in self.chain if one.year == year)

    def count(self, cell: Cell, year: int, name: str) -> int:
        """Return how many people a cell is of."""
        variables = [one for one in self.joint.labels[name]]
        at = variables.index(cell.variable) + 1 if cell.variable else 0
        people = self.joint.people.get((year, name), {})
        return sum(
            n for key, n in people.items() if key[0] in cell.residences and (not at or key[at] in cell.codes)
        )

    def unread(self, year: int, name: str, place: str, way: str) -> tuple[Row, str]:
        """Return the entries or exits of one residence, told or not: a few are nobody's to know."""
        count = self.count(Cell(frozenset({place}), "", frozenset(), None), year, name)
        return (
            _sum([{(str(year), place, way, "", one): 1} for one in self.classes]),
            float(count),
            False,
            self.few(year),
        ), f"{_UNREAD} {name} {year} {place}"

    @property
    def classes(self) -> tuple[str, ...]:
        return STOCKS[self.subject][1]

    def stock(self, year: int, place: str, codes: Iterable[str]) -> dict[Inner, int]:
        """Return the inner cells of whoever is there in December: those who will stay or leave, or stayed or came."""
        wanted = set(codes) or set(self.classes)
        is_last = year == self.chain[-1].year
        pair = str(year if is_last else year + 1)
        ways = ("in", "unsaid in") if is_last else ("out", "unsaid out")
        found = {
            (pair, place, "stay", one, two): 1
            for one, two in self.steps()
            if (two if is_last else one) in wanted
        }
        found |= {(pair, place, ways[0], "", one): 1 for one in wanted}
        return found | ({(pair, place, ways[1], "", one): 1 for one in wanted} if place in self.free else {})

    def ended(self, year: int, place: str, code: str) -> dict[Inner, int]:
        """Return the same, from the year that ends there."""
        found = {(str(year), place, "stay", one, two): 1 for one, two in self.steps() if two == code}
        found |= {(str(year), place, "in", "", code): 1}
        return found | ({(str(year), place, "unsaid in", "", code): 1} if place in self.free else {})

    def steps(self) -> Iterator[tuple[str, str]]:
        """Yield the classes that somebody may have in one December and in the next."""
        for at, one in enumerate(self.classes):
            yield one, one
            if self.subject == "ages" and at + 1 < len(self.classes):
                yield one, self.classes[at + 1]

    def moves(self, year: int, place: str, way: str, name: str, cell: Cell) -> dict[Inner, int]:
        """Return the inner cells of the entries or exits that a cell tells: of some origins, or all."""
        if not cell.variable:
            return {(str(year), place, way, "", one): 1 for one in self.classes}
        codes = cell.codes & set(self.kinds(name))
        return {(str(year), place, f"{way} by kind", "", one): 1 for one in codes}

    def kinds(self, name: str) -> list[str]:
        """Return the origins or destinations, as finely as they are counted."""
        return sorted(
            {code for of in self.joint.labels[name].values() for code in of}
            | {key[1] for (_, one), some in self.joint.people.items() if one == name for key in some}
        )

    def links(self, pairs: Sequence[tuple[int, int]]) -> Iterator[dict[Inner, int]]:
        """Yield what is nought: a December as it ends a year less as it begins the next; moves by class less by kind."""
        for _, year in pairs:
            for place in self.places:
                if year != self.chain[-1].year:
                    for code in self.classes:
                        begun = {one: -sign for one, sign in self.stock(year, place, [code]).items()}
                        yield self.ended(year, place, code) | begun
                for name, way in FLOWS.items():
                    by_kind = {(str(year), place, f"{way} by kind", "", one): -1 for one in self.kinds(name)}
                    yield {(str(year), place, way, "", one): 1 for one in self.classes} | by_kind


def _sum(parts: Iterable[dict[Inner, int]]) -> dict[Inner, int]:
    return {inner: sign for part in parts for inner, sign in part.items()}
