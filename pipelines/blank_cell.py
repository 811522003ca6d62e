"""A value as it is kept -> the cell that our reader reads as that very value. Each is read again before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.cell import BLANK, NOT_APPLICABLE, Cell, Fault
from pipelines.check import interpret
from pipelines.contract import Column, Contract, Row
from pipelines.lists import Code, Codes, Landings, Need, Residence, labels_of
from pipelines.locate import TOTAL
from pipelines.names import fold
from pipelines.open_lists import Names, Open, ResidenceList
from pipelines.residences import Residences
from pipelines.types import Context, Day, Identifier, Percentage, Year

_FIRST_SURE_DAY = date(1900, 3, 1)  # before it, Excel counts a day that never was
_UNKNOWN, _BESIDE, _WITHOUT_END = Cell("text", "NC"), Cell("text", "SO"), Cell("text", "en continu")


@dataclass(frozen=True)
class Writer:
    """What writing a row needs to know: its kind, the day, and who is called what."""

    contract: Contract
    today: date
    residences: Residences

    def cells(self, row: Row) -> dict[str, Cell]:
        """Return the cells of a row by column, blanks left out: read again they give the row back."""
        written = self._written(row, self.contract.kept)
        if self.contract.is_prefilled_only(written):
            self._say_unknown(written)
        return written

    def prefilled(self, row: Row) -> dict[str, Cell]:
        """Return the cells of a line that only says which one it is: until something is added our reader passes it by."""
        return self._written(row, [column for column in self.contract.kept if column.name in row])

    def _written(self, row: Row, columns: Iterable[Column]) -> dict[str, Cell]:
        written: dict[str, Cell] = {}
        for column in columns:
            cell = self._cell(column, row, is_first=not written)
            if cell.kind != "blank":
                written[column.name] = cell
        return written

    def _say_unknown(self, written: dict[str, Cell]) -> None:
        """Write « NC » where a line holds no more than we fill in ourselves: without a word it would not be read."""
        for column in self.contract.kept:
            if column.name not in written and not column.type.is_closed:
                written[column.name] = _UNKNOWN
                return

    def _cell(self, column: Column, row: Row, is_first: bool) -> Cell:
        wanted = row.get(column.name)
        if wanted is None and f";{column.name};" in (row.get("not_applicable") or ""):
            return _WITHOUT_END if isinstance(column.type, Day) and column.type.open_ended else _BESIDE
        choices = list(self._spellings(column, wanted))
        sound = (
            cell
            for cell in choices
            if not (is_first and TOTAL.match(fold(cell.text))) and self._reads(cell, column, wanted)
        )
        return next(sound, choices[0])

    def _reads(self, cell: Cell, column: Column, wanted: Any) -> bool:
        context = Context(self.today, None, self.residences, self.residences.labels, True)
        try:
            read = interpret(cell, column, True, context).value
        except Fault:
            return False
        return read is not NOT_APPLICABLE and read == wanted and type(read) is type(wanted)

    def _spellings(self, column: Column, value: Any) -> Iterator[Cell]:
        """Yield the ways to write a value, the one that people like best first."""
        kind = column.type
        if value is None:
            # A sheet's title, or a scale told from other lines, may fill a blank: these say it.
            yield _UNKNOWN if isinstance(kind, Need) or column.name == "is_scale" else BLANK
        elif isinstance(value, bool):
            yield Cell("text", "oui" if value else "non")
        elif isinstance(value, date):
            yield Cell("day", value) if value >= _FIRST_SURE_DAY else Cell("text", f"{value:%d/%m/%Y}")
        elif isinstance(kind, Percentage):
            # 30 for 30 %: a cell shown as a percentage would make 3000 % of a 30 pasted in it.
            yield Cell("number", value)
            yield Cell("text", f"{value!r} %".replace(".", ","))
        elif isinstance(value, int | float):
            yield Cell("number", value)
            if isinstance(kind, Year):
                yield Cell("day", date(int(value), 1, 1))  # a year long past is only read out of a date
        else:
            yield from (Cell("text", text) for text in self._texts(column, str(value)))

    def _texts(self, column: Column, value: str) -> Iterator[str]:
        kind = column.type
        if isinstance(kind, Residence):
            yield self.residences.labels.get(value, value)
        elif isinstance(kind, ResidenceList):
            yield ", ".join(self.residences.labels.get(code, code) for code in value.split(";"))
            yield ", ".join(value.split(";"))
        elif isinstance(kind, Names):
            yield value.replace(";", " ; ")
        elif isinstance(kind, Open):
            yield kind.code.labels.get(value, value)
        elif isinstance(kind, Code):
            yield kind.labels.get(value, value)
        elif isinstance(kind, Codes | Landings):
            yield from _several(kind, value)
        elif isinstance(kind, Identifier):
            yield value
            yield f"N°{value}"
        yield value


def _several(kind: Codes | Landings, value: str) -> Iterator[str]:
    parts, labels = value.split(";"), labels_of(kind)
    if isinstance(kind, Landings):
        yield ", ".join(_floor(part) for part in parts)
    for spelled in ([labels.get(part, part) for part in parts], parts, parts[::-1]):
        yield ", ".join(spelled)
        yield "\n".join(spelled)
    yield ","  # no value at all, which is not the same as nothing written


def _floor(part: str) -> str:
    if not part.isdecimal():
        return part
    return {"0": "RDC", "1": "1er"}.get(part, f"{part}e")
