"""A table of a sealed bilan -> a table on the page: French numbers, each cell with its column on a telephone, « s » explained."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from html import escape

import streamlit as st

from reports.bilan.content import MASKED, Column, Row, Table, Value
from reports.bilan.in_french import empty, in_line
from ui import words

WHY_MASKED = "masqué pour protéger les personnes : ce nombre est petit, ou permettrait de retrouver un autre nombre masqué"
_SENTENCE = 60  # letters
_OF_THE_CALL = ("synthesis", "results")
_DATED = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_HASH = re.compile(r"[0-9a-f]{64}")
_NUMBERS = frozenset({"numerator", "denominator", "unknown", "n"})
_MEASURED = _NUMBERS | {"coverage", "low", "high"}
Link = Callable[[Row], str]


def cell(column: Column, unit: str, value: Value) -> str:
    """Return a cell as it is read: 38,2 %, 26 400,50 €, +1,5 point, 4 mars 2026; « — » for nothing, « s » where it is masked."""
    if isinstance(value, str) and _DATED.fullmatch(value):
        return words.period(value)
    return in_line(column, unit, value)


def why_masked(table: Table) -> str:
    """Return why numbers of a table are masked, and nothing of what they are."""
    if table.key not in _OF_THE_CALL:
        return WHY_MASKED
    return f"{WHY_MASKED} ; les personnes touchées par l'appel ne se lisent qu'une fois tous ses mois clos, et pour l'appel entier"


def show(table: Table, link: Link | None = None) -> None:
    """Draw a table under its title. `link`: the address of the figures of a row, put on its first cell."""
    st.markdown(f"##### {words.escaped(table.title)}")
    if table.caveat:
        st.caption(words.escaped(table.caveat))
    if not table.rows:
        st.caption(empty(table.key))
        return
    read = condensed(table)
    st.html(html(read, link))
    if any(MASKED in row.cells for row in table.rows):
        st.caption(f"{words.quoted(MASKED)} : {why_masked(table)}.")


def condensed(table: Table) -> Table:
    """Return a table of indicators in five columns, what a figure rests on in one sentence; any other as it is.

    Every number stays told: the others are read in the figure itself, and in the annex.
    """
    places = {column.key: at for at, column in enumerate(table.columns)}
    if not {*_NUMBERS, "title", "unit", "value", "before", "gap"} <= set(places):
        return table
    kept = [key for key in places if key not in _MEASURED and key != "unit"]
    kept.insert(kept.index("value") + 1, "basis")
    columns = [
        Column("basis", "Ce qui le fonde") if key == "basis" else table.columns[places[key]] for key in kept
    ]
    rows = [
        Row(
            row.key,
            tuple(_basis(table, row) if key == "basis" else _of_unit(row, key, places) for key in kept),
            row.kinds,
            row.unit,
        )
        for row in table.rows
    ]
    return Table(table.key, table.title, tuple(columns), tuple(rows), table.caveat, table.drawn)


def _of_unit(row: Row, key: str, places: dict[str, int]) -> Value:
    value = row.cells[places[key]]
    is_named = key == "title" and row.unit not in ("%", "€", "") and row.unit not in str(value).lower()
    return f"{value} ({row.unit})" if is_named else value


def _basis(table: Table, row: Row) -> str:
    """Return what a figure rests on: « 31 sur 82 · 2 non connus · couverture 97,6 % · plausible de 28 % à 49 % »."""
    told = {
        column.key: (value, cell(column, row.unit, value))
        for column, value in zip(table.columns, row.cells, strict=True)
    }
    if told["value"][0] == MASKED:
        return WHY_MASKED
    parts = []
    if told["denominator"][0] is not None:
        parts.append(f"{told['numerator'][1]} sur {told['denominator'][1]}")
    if told["n"][0] not in (None, told["denominator"][0]):
        parts.append(f"n = {told['n'][1]}")
    unknown = told["unknown"][0]
    parts.append(words.plural(int(unknown), "non connu", "non connus") if isinstance(unknown, int) and unknown else "")  # fmt: skip
    coverage, nothing = told.get("coverage", (None, ""))[0], (None, "")
    parts.append(f"couverture {told['coverage'][1]}" if isinstance(coverage, float) and coverage < 1 else "")
    if told.get("low", nothing)[0] is not None and told.get("high", nothing)[0] is not None:
        parts.append(f"plausible de {told['low'][1]} à {told['high'][1]}")
    return " · ".join(filter(None, parts)) or "non transmis"


def html(table: Table, link: Link | None = None) -> str:
    """Return a table that is read aloud as one; past two columns, it is one block a row on a telephone. Nothing in it is obeyed."""
    shape = "palier-tableau blocs" if len(table.columns) > 2 else "palier-tableau"
    looks = [_looks(table, at) for at in range(len(table.columns))]
    heads = "".join(
        f'<th role="columnheader" scope="col" class="{look}">{escape(column.title)}</th>'
        for column, look in zip(table.columns, looks, strict=True)
    )
    rows = "".join(_row(table.columns, looks, row, link) for row in table.rows)
    return (
        f'<div class="palier-cadre"><table class="{shape}" role="table"><caption>{escape(table.title)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table></div>'
    )


def _row(columns: Sequence[Column], looks: Sequence[str], row: Row, link: Link | None) -> str:
    first, *others = zip(columns, looks, row.cells, strict=True)
    label = _written(first[0], first[2], row)
    if link:
        label = f'<a href="{escape(link(row))}" target="_self">{label}</a>'
    cells = "".join(
        f'<td role="cell" class="{look}" data-titre="{escape(column.title)}"><span>{_written(column, value, row)}</span></td>'
        for column, look, value in others
    )
    return f'<tr role="row"><th role="rowheader" scope="row">{label}</th>{cells}</tr>'


def _written(column: Column, value: Value, row: Row) -> str:
    if value == MASKED:
        return f'<abbr title="{escape(WHY_MASKED)}">{MASKED}</abbr>'
    text = escape(cell(column, row.unit, value))
    return f"<code>{text}</code>" if _HASH.fullmatch(text) else text.replace("\n", "<br>")


def _looks(table: Table, at: int) -> str:
    """Return how a column is laid: numbers under one another, but for one that holds words too; sentences on lines of their own."""
    told = [row.cells[at] for row in table.rows]
    said = [one for one in told if isinstance(one, str) and one != MASKED]
    if not said and table.columns[at].kind not in ("text", "day"):
        return "nombre"
    return "mot long" if any(len(one) > _SENTENCE for one in said) else "mot"
