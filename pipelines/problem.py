"""What is wrong with a cell or a line, said with its place, the fault and the repair."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from pipelines.contract import Severity


@dataclass(frozen=True)
class Problem:
    """A fault (blocks its line) or a doubt (asks for a reason). `row` is the worksheet's, `cell` like « D7 »."""

    sheet: str
    row: int
    column: str
    cell: str
    value: str
    message: str
    severity: Severity

    def as_json(self) -> dict[str, Any]:
        """Return the keys that `check --json` and `load --json` promise."""
        return asdict(self)


def problem_at(
    sheet: str,
    place: tuple[int, int] | None,
    column: str,
    value: str,
    text: str,
    severity: Severity = "fault",
) -> Problem:
    """Return the problem of a cell; `place` is (row, column), or None for a whole sheet."""
    row, number = place or (0, 0)
    parts = (
        [f"Feuille « {sheet} »"] * (sheet not in ("", "CSV"))
        + [f"ligne {row}"] * bool(row)
        + [f"« {column} »"] * bool(column)
    )
    where = ", ".join(parts) or "Fichier"
    cell = f"{column_letters(number)}{row}" if number else ""
    return Problem(sheet, row, column, cell, value, f"{where[0].upper()}{where[1:]} : {text}", severity)


def column_letters(number: int) -> str:
    """Return the letters of a column counted from 1: A, Z, AA. Openpyxl's would cost every command 0.3 s to import."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
