"""A plausible row of any kind of workbook, told from its declaration alone: a new kind is tested as soon as declared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from pipelines.contract import Column, Contract
from pipelines.lists import labels_of

DAY = date(2025, 3, 14)

# What a plausible row writes in a column, and what it may also write, so that rules can be broken and kept.
PLAUSIBLE: dict[str, Callable[[Column], list[Any]]] = {
    "Text": lambda column: ["oui"],
    "Label": lambda column: [column.header],
    "PublicName": lambda column: ["Centre social des Pins"],
    "Project": lambda column: ["Jardin partagé", "non"],
    "Identifier": lambda column: [f"{len(column.header)}", "7"],
    "OwnCode": lambda column: ["VIALA", "R 7"],
    "LineNumber": lambda column: [12, 3],
    "Opinion": lambda column: ["Très satisfait", "3/4", "8/10", "Peu satisfait"],
    "Wave": lambda column: ["Vague 2025"],
    "Day": lambda column: [DAY, date(2025, 3, 1), date(2025, 3, 20)],
    "Month": lambda column: [DAY.replace(day=1)],
    "Year": lambda column: [2025],
    "Whole": lambda column: [max(column.type.low, 1), 2, 0, 32, 3],
    "Percentage": lambda column: [30, 60],
    "Flag": lambda column: ["oui", "non"],
    "Need": lambda column: ["x", 0],
    "Code": lambda column: list(labels_of(column.type).values()),
    "Codes": lambda column: list(labels_of(column.type).values()),
    "Landings": lambda column: ["3e"],
    "Residence": lambda column: ["Viala"],
    "ResidenceList": lambda column: ["Viala, Les Tilleuls", "toutes"],
    "Names": lambda column: [f"{column.header} A ; B"],
    "Open": lambda column: list(column.type.code.labels.values()),
    "Call": lambda column: ["AAP 2025", "2025"],
    "Account": lambda column: ["64", "60", "86"],
    "Money": lambda column: [1200.5, 300, 0],
    "Decimal": lambda column: [column.type.low or 3, 3.5],
    "Hours": lambda column: [7, 3.5],
}  # fmt: skip


def choices(column: Column) -> list[Any]:
    """Return what a column may plausibly hold, the likeliest first."""
    return PLAUSIBLE[type(column.type).__name__](column)


def plausible_row(contract: Contract) -> dict[str, Any]:
    """Return a row that keeps every rule, by column name."""
    return {column.name: choices(column)[0] for column in contract.kept}
