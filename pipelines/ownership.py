"""Lines read -> whose they are: whoever deposits loads the lines of its own residences, and of no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from pipelines.check import Line
from pipelines.contract import ASSOCIATION, ASSOCIATION_NAME
from pipelines.locate import Table
from pipelines.problem import Problem
from pipelines.residences import Residences
from pipelines.slices import Slice

NAMING = "referentiel_residences"
_REPAIR = "ou demandez à la direction de déposer ce classeur"
_SHOWN, _RUNS = 80, 12  # signs of a title, runs of lines: past them a message is no longer read


@dataclass(frozen=True)
class Bounds:
    """What whoever deposits may load or withdraw: lines of which residences (codes; None: all), and whether their list.

    What is the association's own is for whoever is bound to no residence. `login`: who that is; whoever is bound to
    residences withdraws its own loads only. The list of residences says whose every other line is: whoever could load it
    could take another's lines for its own.
    """

    allowed: frozenset[str] | None = None
    may_list: bool = True
    login: str = ""

    def allow(self, residence: str) -> bool:
        """Return whether a residence is one of those."""
        return self.allowed is None or residence in self.allowed

    def cover(self, slices: Iterable[Slice]) -> bool:
        """Return whether all these slices may be loaded and withdrawn."""
        return all(self.allow(part.residence) and (self.may_list or part.kind != NAMING) for part in slices)

    def may_withdraw(self, by: str, slices: Iterable[Slice]) -> bool:
        """Return whether a load that `by` made may be withdrawn: it is of one's own residences, and made by oneself."""
        is_own = self.allowed is None or (bool(self.login) and by == self.login)
        return is_own and self.cover(slices)

    def faults(self, read: Sequence[tuple[Table, list[Line]]], residences: Residences) -> list[Problem]:
        """Return why a workbook is refused whole: whose lines it holds, and where. None when it is all one's own."""
        found = []
        for table, lines in read:
            if not self.may_list and table.contract.kind == NAMING:
                found.append(_problem(table, table.header.row, _place(table, []), _LISTED))
                continue
            if table.contract.is_association:
                if not self.allow(ASSOCIATION):
                    found.append(_problem(table, table.header.row, _place(table, []), _OF_ASSOCIATION))
                continue
            rows = [*_rows_of(table, lines), *_ignored_of(table, residences)]
            foreign: dict[str, list[int]] = defaultdict(list)
            for row, code in sorted((row, code) for code, row in rows if not self.allow(code)):
                foreign[code].append(row)
            found += [
                _of_lines(table, of_code, residences.labels.get(code, code))
                for code, of_code in foreign.items()
            ]
            found += [
                _of_title(table, title, residences.labels[code])
                for code, title in _announced(table, residences).items()
                if not self.allow(code) and code not in foreign
            ]
        return found

    def misses(self, slices: Iterable[Slice], residences: Residences) -> list[Problem]:
        """Return the same for what a workbook would cover without a line of it."""
        known = {ASSOCIATION: ASSOCIATION_NAME} | residences.labels
        names = sorted({known.get(one.residence, one.residence) for one in slices if not self.cover([one])})
        return [
            Problem(
                "",
                0,
                "",
                "",
                "",
                f"Fichier : il porte sur « {name} », {_NOT_YOURS} ; {_REPAIR[3:]}.",
                "fault",
            )
            for name in names
        ]


UNBOUNDED = Bounds()
_NOT_YOURS = "qui n'est pas une de vos résidences"
_LISTED = (
    "la liste des résidences n'est déposée que par la direction, car elle dit de quelle résidence est chaque ligne ; "
    f"retirez ce tableau, {_REPAIR}."
)
_OF_ASSOCIATION = (
    f"ce tableau est celui de toute l'association : la direction seule le dépose ; retirez-le, {_REPAIR}."
)


def _rows_of(table: Table, lines: Iterable[Line]) -> Iterator[tuple[str, int]]:
    """Yield the residence and row of each line, faulty and repeated ones included; nothing where it could not be read."""
    for line in lines:
        if code := line.values.get(table.contract.residence_column):
            yield code, line.record.row


def _ignored_of(table: Table, residences: Residences) -> Iterator[tuple[str, int]]:
    """Yield the same of the rows that say nothing, totals for example."""
    place = table.header.columns.get(table.contract.residence_column, 0)
    for row, _ in table.ignored:
        if code := residences.get(table.sheet.at(row, place).text):
            yield code, row


def _announced(table: Table, residences: Residences) -> dict[str, str]:
    """Return the residences that the sheet's name and titles announce, each with the first text that does."""
    found: dict[str, str] = {}
    for title in table.titles:
        if code := residences.named_in(title):
            found.setdefault(code, title)
    return found


def _of_lines(table: Table, rows: list[int], name: str) -> Problem:
    told = (
        f"ces {len(rows)} lignes sont de « {name} », {_NOT_YOURS} ; retirez-les, {_REPAIR}."
        if len(rows) > 1
        else f"cette ligne est de « {name} », {_NOT_YOURS} ; retirez-la, {_REPAIR}."
    )
    return _problem(table, rows[0], _place(table, rows), told)


def _of_title(table: Table, title: str, name: str) -> Problem:
    said = "le nom de la feuille" if title == table.sheet.name else f"le titre « {title[:_SHOWN]} »"
    told = f"{said} annonce « {name} », {_NOT_YOURS} ; corrigez-le si ces lignes sont les vôtres, {_REPAIR}."
    return _problem(table, table.header.row, _place(table, []), told)


def _problem(table: Table, row: int, place: str, told: str) -> Problem:
    return Problem(table.sheet.name, row, "", "", "", f"{place[0].upper()}{place[1:]} : {told}", "fault")


def _place(table: Table, rows: list[int]) -> str:
    sheet = [f"feuille « {table.sheet.name} »"] if table.sheet.name != "CSV" else []
    lines = [f"ligne{'s' * (len(set(rows)) > 1)} {_ranges(rows)}"] if rows else []
    return ", ".join(sheet + lines) or "fichier"


def _ranges(rows: Iterable[int]) -> str:
    """Return row numbers, neighbours as a range: 1, 3 à 5, 7."""
    ranked = enumerate(sorted(set(rows)))
    # Inside a run of neighbours, value and rank grow together: their difference is the run.
    runs = [[row for _, row in run] for _, run in groupby(ranked, lambda pair: pair[1] - pair[0])]
    told = [f"{run[0]} à {run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return ", ".join(told[:_RUNS] + ["…"] * (len(told) > _RUNS))
