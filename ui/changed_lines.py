"""Lines of a workbook against those in force: how many are new, changed or gone, and each cell, old and new."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import streamlit as st

from ui import export, words

_SHOWN = 50
_STATES = {"new": "ligne nouvelle", "changed": "modifiée", "gone": "disparaît"}
_TOLD = 4  # cells told of a line that is new or gone


def show(differences: Sequence[Any], key: str) -> None:
    """Show what each kind of a file would change: in a sentence, then line by line, one click away."""
    for one in differences:
        st.markdown(_sentence(one))
        if one.lines:
            told = words.plural(len(one.lines), "ligne touchée", "lignes touchées")
            with st.expander(f"Voir {told} : avant, après"):
                _show_cells(one, key)


def _sentence(one: Any) -> str:
    parts = [
        words.plural(one.new, "ligne nouvelle", "lignes nouvelles"),
        words.plural(one.changed, "modifiée", "modifiées"),
        words.plural(one.same, "inchangée", "inchangées"),
        words.plural(one.gone, "qui disparaît", "qui disparaissent"),
    ]
    files = words.listing(words.escaped(file) for file in one.replaces)
    replaced = f" Remplace ce qui venait de {files}." if one.replaces else ""
    return f"{one.title} : {', '.join(parts)}.{replaced}"


def _show_cells(one: Any, key: str) -> None:
    shown = list(_shown(one.lines))
    export.show_table(shown[:_SHOWN], f"Lignes touchées, {one.title}")
    if len(shown) > _SHOWN:
        st.caption(f"Les {_SHOWN} premières cellules sont affichées ; le fichier les contient toutes.")
    export.offer_table(
        "Télécharger ces lignes (CSV)",
        f"lignes-{one.kind}.csv",
        [_cell(line, cell) for line in one.lines for cell in line.cells],
        f"lignes touchées · {one.kind}",
        key=f"lignes-{key}-{one.kind}",
    )


def _shown(lines: Sequence[Any]) -> Iterator[dict[str, str]]:
    """Yield a row a changed cell; a line that is new or gone is told in one row, by its first filled cells."""
    for line in lines:
        if line.state == "changed":
            yield from (_cell(line, cell) for cell in line.cells)
        else:
            told = " · ".join((cell.new if line.state == "new" else cell.old) for cell in line.cells[:_TOLD])
            sides = ("—", told) if line.state == "new" else (told, "—")
            yield _row(line, "(toute la ligne)", *sides)


def _cell(line: Any, cell: Any) -> dict[str, str]:
    return _row(line, cell.column, cell.old, cell.new)


def _row(line: Any, column: str, old: str, new: str) -> dict[str, str]:
    return {
        "Résidence": line.residence,
        "Ligne": line.line or f"feuille {line.sheet}, ligne {line.row}",
        "État": _STATES[line.state],
        "Colonne": column,
        "Avant": old,
        "Après": new,
    }
