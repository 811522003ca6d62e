"""The tables of a part of a bilan, as the bilan will tell them: masked where it will be, the columns that a comment speaks of."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from reports.bilan.content import MASKED, Column, Part, Row, Table, Value
from ui import words

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
_MASKED = f"{words.quoted(MASKED)} : masqué pour protéger les personnes."
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
    rows = [
        {table.columns[at].title: words.escaped(_cell(table, row, at)) for at in places} for row in table.rows
    ]
    # The last column of a table of sentences keeps room for words; a number needs none.
    kind = "phrases" if table.columns[places[-1]].kind == "text" else "nombres"
    with st.container(key=f"{kind}-bilan-{table.key.replace('.', '-')}"):
        st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt=table.title)
    others = [column.title for at, column in enumerate(table.columns) if at not in places]
    told = [table.caveat] if table.caveat else []
    told += (
        [_MASKED] if any(MASKED in row.cells for row in table.rows) and "masqué" not in table.caveat else []
    )
    told += [f"Au bilan aussi : {', '.join(others)}."] if others else []
    if told:
        st.caption(words.escaped(" ".join(told)))


def _cell(table: Table, row: Row, at: int) -> str:
    """Return a cell; a share with the two counts that it is made of: « 79 % (37 / 47) »."""
    told = said(table.columns[at], row, row.cells[at])
    by_key = {column.key: value for column, value in zip(table.columns, row.cells, strict=True)}
    counts = [by_key.get(key) for key in ("numerator", "denominator")]
    if table.columns[at].key != "value" or not all(isinstance(one, int | float) for one in counts):
        return told
    one, other = (words.number(one) for one in counts if not isinstance(one, str))
    return f"{told} ({one}{words.NO_BREAK}/{words.NO_BREAK}{other})"


def said(column: Column, row: Row, value: Value) -> str:
    """Return a cell as it is read: in the unit of its column or of its row, « s » where it is masked, « — » where there is nothing."""
    if value is None:
        return words.NONE
    if isinstance(value, str):
        return MASKED if value == MASKED else value
    if column.kind == "share" or (column.kind == "value" and row.unit == "%"):
        return words.percent(value, 1 if 0 < abs(value) < 0.1 else 0)
    if column.kind == "euros" or row.unit == "€":
        return words.euros(value, signed=column.key == "gap")
    if column.kind == "gap" and row.unit == "%":
        return words.points(value, 1)
    sign = "+" if column.key == "gap" and value > 0 else ""
    return sign + words.number(value, 0 if float(value).is_integer() else 1)
