"""Editions and registers -> the rows of one program, whose inner cells are who stayed, who came and who left (joint.py)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indicators.editions import Edition
from indicators.subjects import AGES
from indicators.tabulate import People
from indicators.told_cells import Cell, Labels, cells_of

TERM = "duree"
STOCKS = {
    "ages": ("age", tuple(AGES)),
    "sexe": ("sex", ("femmes", "hommes")),
    TERM: ("long", ("non", "oui")),
}
FLOWS = {"entrees": "in", "sorties": "out"}
UNREAD = "non publié :"

Inner = tuple[str, str, str, str, str]  # (year at its end, residence, what, class before, class after)
# Inner cells and their signs, how many, is it read, what is few there.
Row = tuple[dict[Inner, int], float, bool, int]


@dataclass(frozen=True)
class Joint:
    """What is counted of a chain of editions: `people` by (year, subject), `labels` of the variables of each subject."""

    editions: Sequence[Edition]
    people: Mapping[tuple[int, str], People]
    labels: Mapping[str, Labels]


@dataclass(frozen=True)
class Program:
    """The program of one subject over a chain of editions. `free`: the residences where moves that no register holds are allowed for."""

    joint: Joint
    chain: Sequence[Edition]
    subject: str
    places: Sequence[str]
    free: frozenset[str]

    def rows(self) -> tuple[list[Row], list[str]]:
        """Return the rows of the program, and what each is called."""
        found: list[tuple[Row, str]] = []
        years = [one.year for one in self.chain][0 if self.subject == TERM else 1 :]
        for one in self.chain:
            for cell in cells_of(one, self.subject, self.joint.labels[self.subject]):
                inner = _sum(
                    self.stock(one.year, place, cell.codes)
                    for place in cell.residences
                    if place in self.places
                )
                found.append(self.read(cell, one.year, self.subject, inner))
        for year in years:
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
        found += [((row, 0.0, True, 0), "") for row in self.links(years)]
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
            self.moved(year, place, way),
            float(count),
            False,
            self.few(year),
        ), f"{UNREAD} {name} {year} {place}"

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes of the subject, in the order that somebody goes through."""
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
        found |= {(pair, place, ways[0], "", one): 1 for one in wanted & set(self.moving(ways[0]))}
        return found | ({(pair, place, ways[1], "", one): 1 for one in wanted} if place in self.free else {})

    def ended(self, year: int, place: str, code: str) -> dict[Inner, int]:
        """Return the same, from the year that ends there."""
        found = {(str(year), place, "stay", one, two): 1 for one, two in self.steps() if two == code}
        found |= {(str(year), place, "in", "", one): 1 for one in self.moving("in") if one == code}
        return found | ({(str(year), place, "unsaid in", "", code): 1} if place in self.free else {})

    def steps(self) -> Iterator[tuple[str, str]]:
        """Yield the classes that somebody may have in one December and in the next."""
        for at, one in enumerate(self.classes):
            yield one, one
            if self.subject != "sexe" and at + 1 < len(self.classes):
                yield one, self.classes[at + 1]

    def moving(self, way: str) -> Sequence[str]:
        """Return the classes that somebody who comes, or who leaves, may have."""
        return self.classes[:1] if self.subject == TERM and way == "in" else self.classes

    def moved(self, year: int, place: str, way: str) -> dict[Inner, int]:
        """Return the inner cells of all entries or exits, with who came and left in one year, or is in no December."""
        found = {(str(year), place, way, "", one): 1 for one in self.moving(way)}
        if self.subject == TERM:
            found[str(year), place, "through", "", ""] = 1
            found |= {(str(year), place, f"unseen {way}", "", ""): 1} if place in self.free else {}
        return found

    def moves(self, year: int, place: str, way: str, name: str, cell: Cell) -> dict[Inner, int]:
        """Return the inner cells of the entries or exits that a cell tells: of some origins, or all."""
        if not cell.variable:
            return self.moved(year, place, way)
        codes = cell.codes & set(self.kinds(name))
        return {(str(year), place, f"{way} by kind", "", one): 1 for one in codes}

    def kinds(self, name: str) -> list[str]:
        """Return the origins or destinations, as finely as they are counted."""
        return sorted(
            {code for of in self.joint.labels[name].values() for code in of}
            | {key[1] for (_, one), some in self.joint.people.items() if one == name for key in some}
        )

    def links(self, years: Sequence[int]) -> Iterator[dict[Inner, int]]:
        """Yield what is nought: a December as it ends a year less as it begins the next; moves by class less by kind."""
        for year in years:
            for place in self.places:
                if year != self.chain[-1].year:
                    for code in self.classes:
                        begun = {one: -sign for one, sign in self.stock(year, place, [code]).items()}
                        yield self.ended(year, place, code) | begun
                for name, way in FLOWS.items():
                    by_kind = {(str(year), place, f"{way} by kind", "", one): -1 for one in self.kinds(name)}
                    yield self.moved(year, place, way) | by_kind


def _sum(parts: Iterable[dict[Inner, int]]) -> dict[Inner, int]:
    return {inner: sign for part in parts for inner, sign in part.items()}
