"""What a person typed in the grid of faulty cells -> the workbook read again with it, and judged by the same code."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from pipelines.cell import BLANK, Cell
from pipelines.flaws import Place, flaws
from pipelines.lists import Code, Codes, Flag, Need, Residence
from pipelines.problem import column_letters
from pipelines.read import Sheet, Workbook
from pipelines.receipt import Receipt
from pipelines.returned import follow_up
from pipelines.types import Day, Month, Percentage, Whole, Year

Corrections = Mapping[Place, str]
Order = tuple[bool, Corrections]  # what is asked of a file: faulty lines set aside or not, cells typed anew

# What may be kept of a correction: a value of a closed list, a number or a date cannot name a person.
_TOLD = (Code, Codes, Flag, Need, Residence, Day, Month, Year, Whole, Percentage)


def orders(set_aside: Sequence[bool], corrections: Sequence[Corrections] = ()) -> list[Order]:
    """Return what is asked of each file, in order; without corrections, nothing is typed anew."""
    return list(zip(set_aside, corrections or [{}] * len(set_aside), strict=True))


def repaired(workbook: Workbook, corrections: Corrections, judge: Callable[[Workbook], Receipt]) -> Receipt:
    """Return the receipt of a workbook once corrected; refuse it if a cell that was not faulty would be changed.

    A correction may uncover another fault of its line (a rule between two dates is judged when both can be read): what
    is faulty is asked again after each round.
    """
    receipt = judge(workbook)
    typed: dict[Place, str] = {}
    left = dict(corrections)
    while left and not receipt.is_outside:
        faulty = {flaw.place for flaw in flaws(receipt) if flaw.column}
        now = {place: text for place, text in left.items() if place in faulty}
        if not now:
            return receipt.refuse(_not_faulty(*next(iter(left))))
        typed |= now
        left = {place: text for place, text in left.items() if place not in now}
        receipt = judge(corrected(workbook, typed))
    receipt.corrections = [_told(receipt, place) for place in typed]
    receipt.returned = follow_up(workbook, receipt)
    return receipt


def corrected(workbook: Workbook, typed: Corrections) -> Workbook:
    """Return the workbook with these cells typed anew; a cell emptied is blank."""
    return replace(workbook, sheets=tuple(_typed_over(sheet, typed) for sheet in workbook.sheets))


def _typed_over(sheet: Sheet, typed: Corrections) -> Sheet:
    cells = dict(sheet.cells)
    for (name, row, number), text in typed.items():
        if name == sheet.name:
            cells[row, number] = Cell("text", text.strip()) if text.strip() else BLANK
    return replace(sheet, cells={place: cell for place, cell in cells.items() if cell.kind != "blank"})


def _told(receipt: Receipt, place: Place) -> dict[str, Any]:
    """Return what the journal keeps of a correction: where, and what was read there if it cannot name a person."""
    sheet, row, number = place
    told: dict[str, Any] = {"sheet": sheet, "cell": f"{column_letters(number)}{row}"}
    for line in (line for of_kind in receipt.rows.values() for line in of_kind):
        for name, at in line.record.places.items():
            column = line.table.contract.by_name[name]
            if at == (row, number) and line.table.sheet.name == sheet:
                told["column"] = column.header
                if isinstance(column.type, _TOLD):
                    value = line.values.get(name)
                    told["value"] = value.isoformat() if isinstance(value, date) else value
                return told
    return told


def _not_faulty(sheet: str, row: int, number: int) -> str:
    where = f"{column_letters(number)}{row} de la feuille « {sheet} »"
    return f"la cellule {where} n'est pas en faute ; corrigez-la dans le classeur et déposez-le à nouveau"
