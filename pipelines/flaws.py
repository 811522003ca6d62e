"""Receipt -> the cells to correct, each once, whatever the number of sentences about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipelines.check import UNREAD, Line
from pipelines.contract import Column, Severity
from pipelines.lists import Flag, Residence, labels_of
from pipelines.problem import Problem, column_letters
from pipelines.read import Sheet
from pipelines.receipt import Receipt

Place = tuple[str, int, int]


@dataclass(frozen=True)
class Flaw:
    """A cell at fault or in doubt: where, under which header, what was read there, and what is to be done.

    `column` is what the contract says of it; None when it bears a problem of its line or of the header, and typing in
    it repairs nothing.
    """

    sheet: str
    row: int
    number: int
    label: str
    read: str
    messages: tuple[str, ...]
    severity: Severity
    column: Column | None

    @property
    def place(self) -> Place:
        """Its sheet, row and column number."""
        return self.sheet, self.row, self.number

    @property
    def cell(self) -> str:
        """Its name in a spreadsheet: D7."""
        return f"{column_letters(self.number)}{self.row}"

    def as_json(self, residences: Mapping[str, str]) -> dict[str, Any]:
        """Return what the page shows of it; `options` are the values of a closed list, empty where one types freely."""
        return {
            "place": list(self.place),
            "sheet": self.sheet,
            "cell": self.cell,
            "column": self.label,
            "value": self.read,
            "message": " ".join(self.messages),
            "severity": self.severity,
            "options": _options(self.column, residences),
        }


def flaws(receipt: Receipt) -> list[Flaw]:
    """Return the cells to correct, faults and doubts, in the order of the workbook."""
    lines = {id(one): line for line in _lines(receipt) for one in line.problems}
    sheets = {sheet.name: sheet for sheet in receipt.sheets}
    found: dict[Place, Flaw] = {}
    for problem in receipt.problems:
        if problem.row and problem.sheet in sheets and not problem.message.endswith(UNREAD):
            flaw = _flaw(problem, lines.get(id(problem)), sheets[problem.sheet])
            found[flaw.place] = _joined(found[flaw.place], flaw) if flaw.place in found else flaw
    order = {sheet.name: number for number, sheet in enumerate(receipt.sheets)}
    return sorted(found.values(), key=lambda flaw: (order[flaw.sheet], flaw.row, flaw.number))


def repairable(receipt: Receipt) -> list[Flaw]:
    """Return the faults that typing in their cell may repair; none of a file refused whole."""
    whole = receipt.is_outside or receipt.is_closed
    return [] if whole else [one for one in flaws(receipt) if one.column and one.severity == "fault"]


def anchor(sheet: Sheet, row: int, number: int) -> tuple[int, int]:
    """Return the cell that holds what is shown there: the first one of a merged range."""
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and left <= number <= right:
            return top, left
    return row, number


def _lines(receipt: Receipt) -> list[Line]:
    return [line for of_kind in receipt.rows.values() for line in of_kind] + receipt.set_aside_lines


def _flaw(problem: Problem, line: Line | None, sheet: Sheet) -> Flaw:
    number = column_number(problem.cell)
    names = {place: name for name, place in line.record.places.items()} if line else {}
    name = names.get((problem.row, number))
    column = line.table.contract.by_name[name] if line and name else None
    # What no cell bears is told at the first one written on its row.
    first = min((place for row, place in sheet.cells if row == problem.row), default=1)
    row, number = anchor(sheet, problem.row, number or first)
    message = problem.message.partition(" : ")[2] or problem.message
    return Flaw(
        sheet.name,
        row,
        number,
        problem.column,
        problem.value,
        (_sentence(message),),
        problem.severity,
        column,
    )


def _joined(first: Flaw, second: Flaw) -> Flaw:
    severity: Severity = "fault" if "fault" in (first.severity, second.severity) else "doubt"
    messages = tuple(dict.fromkeys(first.messages + second.messages))
    return Flaw(
        *(first.sheet, first.row, first.number, first.label, first.read),
        messages,
        severity,
        first.column or second.column,
    )


def _options(column: Column | None, residences: Mapping[str, str]) -> list[str]:
    if column is None:
        return []
    if isinstance(column.type, Residence):
        return sorted(residences.values())
    if isinstance(column.type, Flag):
        return ["oui", "non"]
    return list(labels_of(column.type).values())


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}" + ("" if text.endswith((".", "?", "!", "…")) else ".")


def column_number(cell: str) -> int:
    """Return the number of a cell's column, from 1; 0 when there is no cell."""
    number = 0
    for letter in cell.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
