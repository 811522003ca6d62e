"""A table of a sealed bilan -> its chart, where its numbers can be drawn together; a masked number is no zero, and draws nothing."""

from __future__ import annotations

from collections.abc import Sequence

from reports.bilan.charts import shown
from reports.bilan.content import MASKED, Row, Table
from ui import charts
from ui.drawing import Unit

_LEAST, _MOST = 2, 16  # rows: one bar compares nothing, more are not read


def show(code: str, table: Table) -> None:
    """Draw the chart of a table, nothing where it has none: the columns that it names, or this year beside the year before."""
    rows, known = _rows(table)
    if not known or not _LEAST <= len(rows) <= _MOST or any(row.cells[at] == MASKED for row in rows for at in known):  # fmt: skip
        return
    labels, series = drawn_of(table)
    first = table.columns[known[0]]
    unit: Unit = "percent" if first.kind == "share" or rows[0].unit == "%" else "number"
    told = ", ".join(title.lower() for title in series)
    alt = f"{table.title} : {told}. Les mêmes chiffres sont dans le tableau."
    key = f"bilan-{code}-{table.key}"
    # The same table is drawn of one indicator or of another: what is kept is kept for these very rows.
    view = "|".join([code, *(row.key for row in rows)])
    if len(series) == 1:
        [values] = series.values()
        charts.draw_once(view, lambda: charts.bars(labels, values, unit=unit), alt=alt, key=key)
    else:
        charts.draw_once(view, lambda: charts.grouped_bars(labels, series, unit=unit), alt=alt, key=key)


def drawn_of(table: Table) -> tuple[list[str], dict[str, list[float | None]]]:
    """Return the labels of what is drawn of a table, and the numbers of each column; nothing beside what is not compared."""
    rows, places = _rows(table)
    series = {table.columns[at].title: [_number(shown(table, row, at)) for row in rows] for at in places}
    return _short([str(row.cells[0]) for row in rows]), series


def _rows(table: Table) -> tuple[list[Row], list[int]]:
    """Return the rows that are drawn, all of one unit, and the places of the columns."""
    keys = [column.key for column in table.columns]
    drawn = table.drawn or (("value", "before") if {"value", "before"} <= set(keys) else ())
    # Bars of two units are not compared: of indicators, the shares.
    rows = [row for row in table.rows if table.drawn or row.unit == "%"]
    places = [keys.index(key) for key in drawn if key in keys]
    known = [place for place in places if any(shown(table, row, place) is not None for row in rows)]
    return [row for row in rows if any(row.cells[place] is not None for place in known)], known


def _short(labels: Sequence[str]) -> list[str]:
    """Return labels without what they say between brackets, where they can still be told apart: they stand on two lines."""
    shorter = [label.split(" (")[0] for label in labels]
    return shorter if len(set(shorter)) == len(labels) else list(labels)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None
