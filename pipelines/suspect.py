"""Lines of a table, looked at together -> doubts that no line alone can raise."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.cell import BLANK
from pipelines.check import Line
from pipelines.dates import order_of
from pipelines.locate import Table
from pipelines.types import Day, Month

_SHOWN = 5


def suspect_order(table: Table, lines: Sequence[Line]) -> None:
    """Doubt the days of a column whose order may be the American one: another of its cells cannot be read otherwise.

    « 04/15/2025 » is at fault on its own; « 03/04/2025 » beside it is read 3 April, and may be 4 March.
    """
    for column in table.contract.columns:
        if not isinstance(column.type, Day | Month) or column.name not in table.header.columns:
            continue
        orders = [order_of(line.record.cells.get(column.name, BLANK)) for line in lines]
        if "american" in orders:
            either = [line for line, order in zip(lines, orders, strict=True) if order == "either"]
            _doubt(column.name, either)


def _doubt(name: str, lines: Sequence[Line]) -> None:
    for line in lines:
        place = line.record.places[name]
        line.notes = [note._replace(how="american") if note.place == place else note for note in line.notes]
    sound = [line for line in lines if not line.is_faulty]
    if sound:
        rows = ", ".join(str(line.record.row) for line in sound[:_SHOWN])
        more = f" et {len(sound) - _SHOWN} autres" if len(sound) > _SHOWN else ""
        first = sound[0].problem(
            name,
            "d'autres dates de cette colonne sont à l'américaine (mois/jour) ; celles des lignes "
            f"{rows}{more} sont lues jour/mois : vérifiez, ou dites pourquoi",
            "doubt",
        )
        sound[0].problems.append(first)
