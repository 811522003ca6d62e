"""Lines of a table, looked at together -> doubts that no line alone can raise."""

from __future__ import annotations

import statistics
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pipelines.cell import BLANK
from pipelines.check import Line
from pipelines.contract import Contract, Habit
from pipelines.dates import order_of
from pipelines.locate import Table
from pipelines.meanings import are_one_partner
from pipelines.partners import near_pair
from pipelines.scales import unsaid_columns
from pipelines.types import Day, Month

_SHOWN = 5
# A modified z-score beyond 3.5, at least eight past values (Iglewicz and Hoaglin; DHIS2 asks the same).
_FAR, _LEAST, _LATEST = 3.5, 8, 24
# A series that hardly moves makes anything unlikely: what is less than a tenth away, or three units, is let go.
_A_TENTH, _UNITS = 0.1, 3


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
        place = line.record.place_of(name)
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


def suspect_scale(table: Table, lines: Sequence[Line]) -> None:
    """Doubt, once a table, that 4 is the best of notes from 1 to 4 when nothing says so."""
    unsaid = unsaid_columns(table)
    sound = [line for line in lines if not line.is_faulty]
    if unsaid and sound:
        text = (
            "ces notes vont de 1 à 4 sans que l'échelle soit dite : 4 est lu « très satisfait ». Si 1 est la meilleure, écrivez "
            "« 1 = très satisfait » au-dessus du tableau ; sinon, dites-le"
        )
        sound[0].problems.append(sound[0].problem(unsaid[0].name, text, "doubt"))


def suspect_series(contract: Contract, lines: Sequence[Line], before: Sequence[Mapping[str, Any]]) -> None:
    """Doubt sound lines against each other and against the rows in force that they leave as they are."""
    if contract.series_doubts:
        of_values = {id(line.values): line for line in lines}
        rows = [line.values for line in lines]
        for values, name, text in contract.series_doubts(rows, list(before)):
            if (pair := near_pair(text)) and are_one_partner(*pair):
                continue
            line = of_values[id(values)]
            line.problems.append(line.problem(name, text, "doubt"))
    for habit in contract.habits:
        _suspect_habit(contract, habit, lines, before)


def _suspect_habit(
    contract: Contract, habit: Habit, lines: Sequence[Line], before: Sequence[Mapping[str, Any]]
) -> None:
    alike: dict[tuple[Any, ...], list[tuple[Any, float]]] = defaultdict(list)
    for row in [*before, *(line.values for line in lines)]:
        if row.get(habit.column) is not None and row.get(contract.period_column) is not None:
            alike[_alike(habit, row)].append((row[contract.period_column], row[habit.column]))
    for some in alike.values():
        some.sort()
    for line in lines:
        value, when = line.values.get(habit.column), line.values.get(contract.period_column)
        if value is None or when is None:
            continue
        series = alike[_alike(habit, line.values)]
        until = bisect_left(series, when, key=_when)
        past = [one for _, one in series[max(0, until - _LATEST) : until]]
        if is_unlikely(value, past) and (value > statistics.median(past) or not habit.only_above):
            line.problems.append(line.problem(habit.column, _surprise(value, past), "doubt"))


def _when(one: tuple[Any, float]) -> Any:
    return one[0]


def _alike(habit: Habit, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row.get(name) for name in habit.among)


def is_unlikely(value: float, past: Sequence[float]) -> bool:
    """Return whether a value is far from past ones: modified z-score beyond 3.5, of eight values or more.

    Where more than half of the past is one same value (a median deviation of zero), the mean deviation is used instead.
    """
    if len(past) < _LEAST:
        return False
    middle = statistics.median(past)
    distance = abs(value - middle)
    if distance < max(_UNITS, _A_TENTH * middle):
        return False
    away = [abs(one - middle) for one in past]
    spread = statistics.median(away) / 0.6745 or 1.253314 * statistics.mean(away)
    return distance > _FAR * spread


def _surprise(value: float, past: Sequence[float]) -> str:
    usual = sorted(past)[1:-1]  # the lowest and the highest may be surprises themselves
    return (
        f"{value:g}, contre {usual[0]:g} à {usual[-1]:g} d'habitude ({len(past)} valeurs précédentes) ; "
        "erreur de saisie, ou évènement particulier ? Corrigez, ou dites pourquoi"
    )
