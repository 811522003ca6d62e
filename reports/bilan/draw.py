"""A table of a bilan -> a native chart under it in its worksheet, where its numbers can be drawn together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from reports.bilan.charts import shown
from reports.bilan.content import Row, Table

_LEAST, _MOST = 2, 16  # rows: one bar compares nothing, more are not read
_ROW_HEIGHT, _WIDTH = 20, 900  # pixels
_COLOURS = ("#1F5F5B", "#E0A030", "#7A8FA6")  # told apart by lightness too
_NOTHING = {"fill": {"none": True}, "border": {"none": True}}


def draw(book: xlsxwriter.Workbook, sheet: Worksheet, table: Table, head: int, at: int) -> int:
    """Draw a table whose header is on a row, from another on; return how many rows the chart covers, 0 for none.

    A chart holds one unit: of indicators, every share, this year beside the year before where both may be compared. A masked
    number is no zero: a table that holds one is not drawn.
    """
    keys = [column.key for column in table.columns]
    drawn = table.drawn or (("value", "before") if "before" in keys else ())
    ranks = [rank for rank, row in enumerate(table.rows) if table.drawn or row.unit == "%"]
    rows = [table.rows[rank] for rank in ranks]
    places = [keys.index(key) for key in drawn]
    places = [place for place in places if any(shown(table, row, place) is not None for row in rows)]
    is_masked = any(isinstance(row.cells[place], str) for row in rows for place in places)
    if not places or is_masked or not _LEAST <= len(rows) <= _MOST:
        return 0
    chart = book.add_chart({"type": "bar"})
    lines = [head + 1 + rank for rank in ranks]
    for rank, place in enumerate(places):
        chart.add_series(
            _series(sheet, table, rows, lines, place) | {"fill": {"color": _COLOURS[rank % len(_COLOURS)]}}
        )
    titles = ", ".join(table.columns[place].title.lower() for place in places)
    chart.set_title({"name": f"{table.title} : {titles}", "name_font": {"size": 12}, "overlay": False})
    chart.set_y_axis({"reverse": True, "label_position": "low"})
    kind, unit = table.columns[places[0]].kind, rows[0].unit
    form = "0%" if kind == "share" or unit == "%" else "#,##0"
    # The categories are read from the top, which puts the axis of values there too: « high » is its other end.
    axis = {
        "label_position": "high",
        "num_format": form,
        "major_gridlines": {"visible": True, "line": {"color": "#DDDDDD"}},
    }
    chart.set_x_axis(axis)
    chart.set_legend({"position": "bottom"} if len(places) > 1 else {"none": True})
    height = 120 + 34 * len(rows) * len(places)
    chart.set_size({"width": _WIDTH, "height": height})
    described = (
        f"Graphique en barres : {table.title}, {titles}. Les mêmes chiffres sont dans le tableau au-dessus."
    )
    sheet.insert_chart(at, 0, chart, {"description": described})
    return height // _ROW_HEIGHT + 2


def _series(
    sheet: Worksheet, table: Table, rows: Sequence[Row], lines: Sequence[int], place: int
) -> dict[str, Any]:
    """Return a series of bars: a column of rows that stand on some lines. What is compared with nothing keeps its cell, without a bar."""
    values = [shown(table, row, place) for row in rows]
    return {
        "name": table.columns[place].title,
        "categories": _cells(sheet, lines, 0),
        "values": _cells(sheet, lines, place),
        # A program that does not reckon draws these.
        "categories_data": [row.cells[0] for row in rows],
        "values_data": values,
        "points": [_NOTHING if one is None else None for one in values],
        "data_labels": {
            "value": True,
            "custom": [{"delete": True} if one is None else None for one in values],
        },
    }


def _cells(sheet: Worksheet, lines: Sequence[int], place: int) -> str:
    """Return the cells of a column on some lines, as a workbook names them: « ='5 Vie'!$B$4:$B$6 », several runs in brackets."""
    runs: list[list[int]] = []
    for line in lines:
        if runs and runs[-1][-1] == line - 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    name = quote_sheetname(sheet.get_name())
    told = [f"{name}!{xl_range_abs(run[0], place, run[-1], place)}" for run in runs]
    return f"=({','.join(told)})" if len(told) > 1 else f"={told[0]}"
