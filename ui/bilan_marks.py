"""What tells one thing of a bilan from another on the page: its code and its seal, the mark of a row in an address."""

from __future__ import annotations

import hashlib

import streamlit as st

from reports.bilan.content import Row, Table
from reports.bilan.sealed import Sealed


def show_code(one: Sealed) -> None:
    """Show the code of a bilan and the hash of all that it holds."""
    st.markdown(f"Code :blue-background[**{one.code[:4]} {one.code[4:]}**] · scellé :material/verified:")
    st.caption(f"SHA-256 : {one.sha256}")


def mark(table: Table, row: Row) -> str:
    """Return the mark of a row in an address: the same for the same row of any edition, and without a word of it."""
    return hashlib.sha256(f"{table.key}\n{row.key}".encode()).hexdigest()[:10]


def label_of(table: Table, row: Row) -> str:
    """Return how a row is called among those of a part: its table, its first cell, and the next where several begin alike."""
    first = str(row.cells[0] if row.cells[0] is not None else row.key)
    is_alone = sum(other.cells[0] == row.cells[0] for other in table.rows) == 1
    more = "" if is_alone or len(row.cells) < 2 or row.cells[1] is None else f", {row.cells[1]}"
    return f"{table.title} · {first}{more}"
