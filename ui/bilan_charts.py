"""A table of a sealed bilan -> its chart, where its numbers can be drawn together; a masked number is no zero, and draws nothing."""

from __future__ import annotations

from collections.abc import Sequence

from reports.bilan.content import MASKED, Row, Table
from ui import charts
from ui.drawing import Unit

_LEAST, _MOST = 2, 12  # rows: one bar compares nothing, more are not read


def show(code: str, table: Table) -> None:
    """Draw the chart of a table, nothing where it has none: the columns that it names, or this year beside the year before."""
    keys = [column.key for column in table.columns]
    drawn = table.drawn or (("value", "before") if {"value", "before"} <= set(keys) else ())
    rows = table.rows if table.drawn else _shares(table.rows)
    places = [keys.index(key) for key in drawn if key in keys]
    known = [place for place in places if any(row.cells[place] is not None for row in rows)]
    rows = [row for row in rows if any(row.cells[place] is not None for place in known)]
    if not known or not _LEAST <= len(rows) <= _MOST or any(row.cells[at] == MASKED for row in rows for at in known):  # fmt: skip
        return
    first = table.columns[known[0]]
    unit: Unit = "percent" if first.kind == "share" or rows[0].unit == "%" else "number"
    series = {table.columns[at].title: [_number(row.cells[at]) for row in rows] for at in known}
    labels = _short([str(row.cells[0]) for row in rows])
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


def _short(labels: Sequence[str]) -> list[str]:
    """Return labels without what they say between brackets, where they can still be told apart: they stand on two lines."""
    shorter = [label.split(" (")[0] for label in labels]
    return shorter if len(set(shorter)) == len(labels) else list(labels)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _shares(rows: Sequence[Row]) -> Sequence[Row]:
    """Return the longest run of rows that tell shares: bars of two units are not compared."""
    best: Sequence[Row] = ()
    start = 0
    for at in range(len(rows) + 1):
        if at == len(rows) or rows[at].unit != "%":
            best = max(best, rows[start:at], key=len)
            start = at + 1
    return best
