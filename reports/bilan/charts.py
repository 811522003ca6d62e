"""Tables of a bilan -> what their charts show, and the same in words; one drawing for paper and for Word (templates/chart.typ).

A chart tells nothing that its table does not. A masked number is never drawn as zero: it is hatched, or its bar is absent and
says « s ». Rows stay in the order of their table: residences are not ranked.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from reports.bilan.chart import Bar, Chart, Dot, Segment
from reports.bilan.content import MASKED, Column, Part, Row, Table, Value
from reports.bilan.in_french import said
from ui import words

_LEAST, _MOST = 2, 16  # rows: one bar compares nothing, more are not read
_FAMILY = 3  # tables of one shape, from which one chart of their totals says more than one each
_WIDEST = 1.5  # times what was planned: a bar past it would flatten the others
_EDITION, _BY_RESIDENCE = "edition.", "residences."
_ONE_OF = re.compile(r"^(?P<what>.+?)\s*:\s(?P<of>.+?),\s(?P<rest>\d{4}.*)$")
_HIDDEN = ("hidden", f"masqué ({words.quoted(MASKED)})")


def charts_of(part: Part) -> dict[str, Chart]:
    """Return the charts of a part, by the key of the table that each goes with; those of a family go with its first table."""
    found: dict[str, Chart] = {}
    taken: set[str] = set()
    for family in _families(part.tables):
        taken |= {one.key for one in family}
        chart = _of_family(family)
        # The same answers by residence and by age have the same totals: they are drawn once.
        if chart and chart.title not in {one.title for one in found.values()}:
            found[family[0].key] = chart
    for table in part.tables:
        if table.key not in taken and (chart := _chart(table)):
            found[table.key] = chart
    return found


def _chart(table: Table) -> Chart | None:
    keys = {column.key for column in table.columns}
    if {"planned", "achieved"} <= keys:
        return _kept(_planned(table))
    if table.drawn:
        return _kept(_side_by_side(table))
    # Each residence of each indicator is too much for one chart: their table is read.
    if {"value", "before"} <= keys and not table.key.startswith(_BY_RESIDENCE):
        return _kept(_two_years(table))
    return _kept(_people(table)) if table.key.startswith(_EDITION) else None


def _kept(one: Chart) -> Chart | None:
    return one if _LEAST <= len(one.rows) <= _MOST else None


def _cells(table: Table, row: Row) -> dict[str, tuple[Value, str]]:
    """Return the cells of a row by column: their value, and what is written of it."""
    pairs = zip(table.columns, row.cells, strict=True)
    return {column.key: (value, said(column, row, value)) for column, value in pairs}


def _planned(table: Table) -> Chart:
    """What was achieved of what was planned, each row in its own unit: the line is what was planned."""
    rows = []
    for row in table.rows:
        cells = _cells(table, row)
        (planned, aim), (achieved, done) = cells["planned"], cells["achieved"]
        if isinstance(planned, int | float) and planned > 0:
            unit = cells.get("unit", ("", ""))[0] or ""
            share = min(achieved / planned, _WIDEST) / _WIDEST if isinstance(achieved, int | float) else None
            piece = (Segment(0, max(0, share), "middle"),) if share is not None else ()
            if achieved == MASKED:
                piece = (Segment(0, 1 / _WIDEST, "hidden", MASKED),)
            told = f"{done} sur {aim} {unit}".strip()
            heard = f"{_heard(done)} sur {aim} {unit}".strip()
            rows.append((_label(table, row), (Bar(told, heard, piece, (Dot(1 / _WIDEST, "mark"),)),)))
    steps = tuple((at / 2 / _WIDEST, words.percent(at / 2)) for at in range(4))
    legend = (("middle", "réalisé"), ("mark", f"prévu (100{words.THIN}%)"), *_if_hidden(rows))
    return Chart(f"{table.title} : réalisé, en part du prévu", steps, legend, tuple(rows))


def _side_by_side(table: Table) -> Chart:
    """The columns that a table asks to be drawn, a bar each, where they are of one kind."""
    drawn = [column for column in table.columns if column.key in table.drawn]
    largest = max((number for row in table.rows for number in _numbers(table, row, drawn)), default=0)
    steps, top = _steps(largest, drawn[0] if drawn else None)
    looks = ("light", "middle", "dark")
    rows = []
    for row in table.rows:
        cells = _cells(table, row)
        bars = tuple(
            Bar(cells[column.key][1], f"{column.title.lower()} {_heard(cells[column.key][1])}",
                _whole(cells[column.key][0], top, looks[at % len(looks)]))
            for at, column in enumerate(drawn)
        )  # fmt: skip
        if any(bar.segments for bar in bars):
            rows.append((_label(table, row), bars))
    legend = [(looks[at % len(looks)], column.title) for at, column in enumerate(drawn)]
    titles = ", ".join(column.title.lower() for column in drawn)
    is_one = len({column.kind for column in drawn}) == 1
    return Chart(f"{table.title} : {titles}", steps, (*legend, *_if_hidden(rows)), tuple(rows) if is_one else ())  # fmt: skip


def _two_years(table: Table) -> Chart:
    """Shares of this year and of the year before: an open dot then, a full one now."""
    rows = []
    for row in table.rows:
        cells = _cells(table, row)
        values = {
            one.key: shown(table, row, at)
            for at, one in enumerate(table.columns)
            if one.key in ("before", "value")
        }
        shares = {name: one for name, one in values.items() if isinstance(one, int | float) and 0 <= one <= 1}
        if row.unit == "%" and "value" in shares and len(shares) == sum(one is not None for one in values.values()):  # fmt: skip
            dots = tuple(Dot(shares[name], look) for name, look in (("before", "open"), ("value", "full")) if name in shares)  # fmt: skip
            then, now = cells["before"][1], cells["value"][1]
            told = f"{then} → {now}" if "before" in shares else now
            heard = f"{then} l'année précédente, {now}" if "before" in shares else now
            rows.append((_label(table, row), (Bar(told, heard, (), dots),)))
    # Of a single year, the table says as much.
    has_before = any(dot.look == "open" for _, bars in rows for dot in bars[0].dots)
    steps = tuple((at / 4, words.percent(at / 4)) for at in range(5))
    legend = (("open", "année précédente"), ("full", "année du bilan"))
    return Chart(
        f"{table.title} : parts, année du bilan et année précédente",
        steps,
        legend,
        tuple(rows) if has_before else (),
    )


def shown(table: Table, row: Row, place: int) -> Value:
    """Return what is drawn of a cell: nothing of the year before beside a share of too few cases, of which no change is told."""
    cells = {column.key: value for column, value in zip(table.columns, row.cells, strict=True)}
    is_alone = row.unit == "%" and "gap" in cells and cells["gap"] is None
    return None if is_alone and table.columns[place].key == "before" else row.cells[place]


def _people(table: Table) -> Chart:
    """People counted by line: a bar as long as their number, cut by column; what is masked is hatched, all in one piece."""
    lines = [row for row in table.rows if row.key.split("/")[0] in ("residence", "city", "class")]
    return _counted(table, [(_label(table, row), row) for row in lines], table.title)


def _of_family(family: Sequence[Table]) -> Chart | None:
    """One chart of the totals of tables that count the same people by the same columns: needs, themes of satisfaction."""
    found = [_ONE_OF.match(table.title) for table in family]
    totals = [
        (one["of"], table.rows[-1]) for one, table in zip(found, family, strict=True) if one and table.rows
    ]
    first = found[0]
    title = f"{first['what']}, ensemble, {first['rest'][:4]}" if first else ""
    return _kept(_counted(family[0], totals, title)) if first else None


def _counted(table: Table, lines: Sequence[tuple[str, Row]], title: str) -> Chart:
    counts, total = table.columns[1:-1], table.columns[-1]
    known = [row.cells[-1] for _, row in lines]
    largest = max((one for one in known if isinstance(one, int | float)), default=0)
    steps, top = _steps(largest, total)
    shades = [f"{at / max(1, len(counts) - 1):.2f}" for at in range(len(counts))] or ["middle"]
    rows = [(label, (_counted_bar(table, row, shades, top),)) for label, row in lines]
    legend = [(shade, column.title) for shade, column in zip(shades, counts, strict=False)]
    return Chart(title, steps, (*legend, *_if_hidden(rows)), tuple(rows))


def _counted_bar(table: Table, row: Row, shades: Sequence[str], top: float) -> Bar:
    cells, whole = _cells(table, row), row.cells[-1]
    told = cells[table.columns[-1].key][1]
    if not isinstance(whole, int | float):
        return Bar(told, _heard(told))
    counts = table.columns[1:-1]
    if not counts:
        return Bar(told, told, _whole(whole, top, shades[0]))
    segments, at = [], 0.0
    for column, shade in zip(counts, shades, strict=True):
        number = cells[column.key][0]
        if isinstance(number, int | float) and number > 0:
            segments.append(Segment(at, at + number / top, shade, cells[column.key][1]))
            at += number / top
    if any(cells[column.key][0] == MASKED for column in counts) and whole / top > at + 1e-9:
        segments.append(Segment(at, whole / top, "hidden", MASKED))
    heard = ", ".join(
        f"{column.title} {_heard(cells[column.key][1])}" for column in (*counts, table.columns[-1])
    )
    return Bar(told, heard, tuple(segments))


def _heard(told: str) -> str:
    """Return a cell for whoever hears it: « s » is a word."""
    return "masqué" if told == MASKED else "non transmis" if told == words.NONE else told


def _whole(value: Value, top: float, look: str) -> tuple[Segment, ...]:
    return (Segment(0, value / top, look),) if isinstance(value, int | float) and value > 0 else ()


def _if_hidden(rows: Sequence[tuple[str, tuple[Bar, ...]]]) -> tuple[tuple[str, str], ...]:
    is_hidden = any(one.look == "hidden" for _, bars in rows for bar in bars for one in bar.segments)
    return (_HIDDEN,) if is_hidden else ()


def _label(table: Table, row: Row) -> str:
    return str(row.cells[0]) if table.columns[0].kind == "text" else row.key


def _numbers(table: Table, row: Row, drawn: Sequence[Column]) -> Iterator[float]:
    for column, value in zip(table.columns, row.cells, strict=True):
        if column in drawn and isinstance(value, int | float):
            yield value


def _steps(largest: float, column: Column | None) -> tuple[tuple[tuple[float, str], ...], float]:
    """Return the marks of an axis from zero, and the round number at its end."""
    if largest <= 0:
        return (), 1.0
    step = 10 ** math.floor(math.log10(largest))
    step = next(one for one in (step / 5, step / 2, step, 2 * step) if largest / one <= 5.5)
    step = max(step, 1) if column is None or column.kind in ("number", "euros") else step
    count = max(1, math.ceil(largest / step - 1e-9))
    marks = ((at / count, said(column, Row("", ()), step * at) if column else "") for at in range(count + 1))
    return tuple(marks), step * count


def _families(tables: Sequence[Table]) -> Iterator[list[Table]]:
    """Yield tables that follow one another and count people by the same columns, of one subject after the other."""
    for shape, group in groupby(sorted(_told_of(tables), key=lambda one: one[0]), key=lambda one: one[0]):
        family = [table for _, _, table in group]
        if shape and len(family) >= _FAMILY:
            yield family


def _told_of(tables: Sequence[Table]) -> Iterator[tuple[str, int, Table]]:
    for rank, table in enumerate(tables):
        found = _ONE_OF.match(table.title) if table.key.startswith(_EDITION) else None
        if found:
            titles = "/".join(column.title for column in table.columns)
            yield f"{found['what']}/{found['rest']}/{titles}", rank, table
