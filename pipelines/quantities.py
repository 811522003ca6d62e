"""Columns of quantities that are no counts: euros, hours, what an action measures."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.cell import Cell, Fault, Reading
from pipelines.numbers import decimal_of, euros_of, hours_of
from pipelines.types import Context


@dataclass(frozen=True)
class Money:
    """An amount in euros, to the cent; a credit note is negative."""

    storage: str = "double"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the amount in euros; « néant » is 0."""
        return Reading(*euros_of(cell))


@dataclass(frozen=True)
class Decimal:
    """A measured quantity, between `low` and `high` included, whole or not."""

    low: float = 0
    high: float = 10_000_000
    storage: str = "double"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the number; 85 for « 85 % »."""
        value, how = decimal_of(cell)
        if not self.low <= value <= self.high:
            told = f"{cell.text} est hors des valeurs possibles"
            raise Fault(told, f"écrivez un nombre entre {self.low:g} et {self.high:g}")
        return Reading(value, how)


@dataclass(frozen=True)
class Hours:
    """A duration in hours."""

    storage: str = "double"
    is_closed: bool = False

    def read(self, cell: Cell, context: Context) -> Reading:
        """Return the hours: 3.5 for « 3 h 30 »."""
        value, how = hours_of(cell)
        if not 0 < value <= 1_000:
            raise Fault(f"{cell.text} n'est pas une durée en heures", "écrivez par exemple 7 ou 3 h 30")
        return Reading(value, how)
