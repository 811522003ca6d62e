"""A table of a bilan -> a native chart under it in its worksheet, where its numbers can be drawn together."""

from __future__ import annotations

from collections.abc import Sequence

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from reports.bilan.content import Row, Table

_LEAST, _MOST = 2, 12  # rows: one bar compares nothing, more are not read
_ROW_HEIGHT, _WIDTH = 20, 900  # pixels
_COLOURS = ("#1F5F5B", "#E0A030", "#7A8FA6")  # told apart by lightness too


def draw(book: xlsxwriter.Workbook, sheet: Worksheet, table: Table, head: int, at: int) -> int:
    """Draw a table whose header is on a row, from another on; return how many rows the chart covers, 0 for none.

    A chart holds one unit: of indicators, the longest run of shares, this year beside the year before. A masked number is no
    zero: a table that holds one is not drawn.
    """
    keys = [column.key for column in table.columns]
    drawn = table.drawn or (("value", "before") if "before" in keys else ())
    first, last = (0, len(table.rows)) if table.drawn else _shares(table.rows)
    rows = table.rows[first:last]
    places = [keys.index(key) for key in drawn]
    places = [place for place in places if any(row.cells[place] is not None for row in rows)]
    is_masked = any(isinstance(row.cells[place], str) for row in rows for place in places)
    if not places or is_masked or not _LEAST <= len(rows) <= _MOST:
        return 0
    chart = book.add_chart({"type": "bar"})
    top, bottom = head + 1 + first, head + last
    for rank, place in enumerate(places):
        chart.add_series({
            "name": table.columns[place].title,
            "categories": [sheet.get_name(), top, 0, bottom, 0],
            "values": [sheet.get_name(), top, place, bottom, place],
            "fill": {"color": _COLOURS[rank % len(_COLOURS)]},
            "data_labels": {"value": True},
        })  # fmt: skip
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


def _shares(rows: Sequence[Row]) -> tuple[int, int]:
    """Return the first and past-the-last ranks of the longest run of shares."""
    best, start = (0, 0), 0
    for rank in range(len(rows) + 1):
        if rank == len(rows) or rows[rank].unit != "%":
            best = max(best, (start, rank), key=lambda run: run[1] - run[0])
            start = rank + 1
    return best
