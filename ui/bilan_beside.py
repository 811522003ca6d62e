"""The tables of a part of a bilan, beside the text that comments on them: as the bilan will tell them, fewer columns at once."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from reports.bilan.content import MASKED, Column, Part, Row, Table, Value
from ui import bilan_tables, words

# What is read while one writes; a column is known by its key. The bilan gives the others too.
_READ = {
    "indicators": ("title", "value", "before", "gap"),
    "results": ("action", "planned", "achieved", "share", "comment"),
    "reminder": ("action", "objective", "indicator", "planned", "expected"),
    "synthesis": ("title", "planned", "achieved", "share"),
    "budget": ("label", "revised", "achieved", "share"),
    "budget.totals": ("side", "revised", "achieved", "share"),
    "references": ("indicator", "told", "year", "perimeter"),
    "definitions": ("title", "question"),
    "files": ("file", "received_on"),
}
_LONG = 20  # rows: past them a table is folded
_OPEN = 2  # tables read at once: the text stays beside them


def show(part: Part) -> None:
    """Draw the tables of a part, or say that it has none."""
    for note in part.notes:
        st.caption(f":material/info: {words.escaped(note)}")
    for rank, table in enumerate(part.tables):
        if rank >= _OPEN or len(table.rows) > _LONG:
            with st.expander(f"{words.escaped(table.title)} ({words.plural(len(table.rows), 'ligne')})"):
                _show(table)
        else:
            st.markdown(f"**{words.escaped(table.title)}**")
            _show(table)
    if not part.tables:
        st.caption("Cette partie n'a pas de tableau : votre texte en sera le contenu.")


def _show(table: Table) -> None:
    if not table.rows:
        st.caption("Rien à dire ici.")
        return
    asked = _READ.get(table.key) or _READ.get(table.key.split(".")[0])
    places = [at for at, column in enumerate(table.columns) if not asked or column.key in asked]
    st.html(bilan_tables.html(_narrowed(table, places)))
    told = [table.caveat] if table.caveat else []
    if any(row.cells[at] == MASKED for row in table.rows for at in places):
        told.append(f"{words.quoted(MASKED)} : {bilan_tables.WHY_MASKED}.")
    others = [column.title for at, column in enumerate(table.columns) if at not in places]
    told += [f"Au bilan aussi : {', '.join(others)}."] if others else []
    if told:
        st.caption(words.escaped(" ".join(told)))


def _narrowed(table: Table, places: list[int]) -> Table:
    """Return a table of some of its columns only; a share is told with the two counts that it is made of: « 79 % (37 / 47) »."""
    columns = tuple(_of_counts(table.columns[at]) for at in places)
    rows = tuple(
        Row(row.key, tuple(_cell(table, row, at) for at in places), row.kinds, row.unit) for row in table.rows
    )
    return Table(table.key, table.title, columns, rows)


def _of_counts(column: Column) -> Column:
    return replace(column, kind="text") if column.key == "value" else column


def _cell(table: Table, row: Row, at: int) -> Value:
    column, value = table.columns[at], row.cells[at]
    if column.key != "value" or value is None or value == MASKED:
        return value
    told = bilan_tables.cell(column, row.unit, value)
    by_key = {column.key: held for column, held in zip(table.columns, row.cells, strict=True)}
    counts = [one for key in ("numerator", "denominator") if isinstance(one := by_key.get(key), int | float)]
    if len(counts) < 2:
        return told
    return f"{told} ({f'{words.NO_BREAK}/{words.NO_BREAK}'.join(map(words.number, counts))})"
