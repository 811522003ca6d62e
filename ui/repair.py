"""A refused file, three ways out side by side: corrected here, taken away with its faults marked, or set aside."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ui import visitor, words

Receipt = Mapping[str, Any]
Place = tuple[str, int, int]
Typed = Mapping[Place, str]
Check = Callable[[Any, Typed], tuple[Receipt, Any]]
_TYPED = "À corriger en"
_SHOWN = 200


def typed_in(file: Any) -> dict[Place, str]:
    """Return what was typed instead of what the cells of a file hold; it waits with the file."""
    found: dict[Place, str] = file.typed
    return found


def judged(file: Any, read: tuple[Receipt, Any], check: Check) -> tuple[Receipt, Any]:
    """Return the receipt of a file as it is once corrected, and what it would change; judged again only when more was typed."""
    typed = typed_in(file)
    if not typed:
        return read
    known = st.session_state.setdefault("depot-corriges", {})
    mark = tuple(sorted(typed.items()))
    if known.get(file.file_id, (None, None))[0] != mark:
        known[file.file_id] = (mark, check(file, dict(typed)))
    found: tuple[Receipt, Any] = known[file.file_id][1]
    return found


def is_set_aside(file: Any, now: Receipt) -> bool:
    """Return whether the faulty lines of a file are to be set aside, the others loaded."""
    return bool(file.is_aside and now["status"] == "refused" and _may_be_repaired(now) and now["accepted"])


def _may_be_repaired(receipt: Receipt) -> bool:
    return not receipt["is_outside"] and not receipt["is_closed"] and bool(receipt["read"])


def offer(file: Any, first: Receipt, now: Receipt, make: Callable[[], bytes]) -> None:
    """Draw the three ways out of a file's faults, nothing for any other.

    `first` is the file as it was dropped, `now` as it is once corrected; `make` gives the annotated workbook.
    """
    if first["status"] != "refused" or not _may_be_repaired(first):
        return
    session_id = visitor.session().id
    here, away, aside = st.columns(3)
    with here:
        st.markdown("**Corriger ici**")
        st.caption("Dans la grille ci-dessous ; votre classeur n'est pas modifié.")
        opened = bool(first["to_repair"]) and st.toggle(
            "Ouvrir la grille", value=True, key=f"grille-{file.file_id}"
        )
        if not first["to_repair"]:
            st.caption("Pas pour ce fichier : c'est son en-tête ou sa forme qui est à reprendre.")
    with away:
        st.markdown("**Corriger dans le classeur**")
        st.caption(
            "Le même classeur, cellules en faute colorées et commentées ; déposez-le à nouveau ensuite."
        )
        st.download_button(
            "Récupérer le classeur annoté",
            lambda: visitor.made_for(session_id, make),
            _name_of(file.name),
            key=f"annote-{file.file_id}",
            on_click="ignore",
            icon=":material/download:",
        )
    with aside:
        st.markdown("**Mettre de côté**")
        _offer_aside(file, now)
    if opened:
        _grid(file, first, now)


def _offer_aside(file: Any, now: Receipt) -> None:
    if now["status"] != "refused":
        st.caption("Plus rien à mettre de côté : le classeur est prêt à charger.")
        return
    if not now["accepted"]:
        st.caption("Aucune ligne ne pourrait être chargée.")
        return
    good = words.plural(now["accepted"], "ligne bonne", "lignes bonnes")
    st.caption(f"Charger {good} ; les autres restent au tableau du mois tant qu'elles ne sont pas réglées.")
    told = f"Mettre {words.plural(now['set_aside'], 'ligne')} de côté"
    file.is_aside = st.checkbox(told, file.is_aside, key=f"ecarter-{file.file_id}")


def _grid(file: Any, first: Receipt, now: Receipt) -> None:
    cells = _cells(file, first, now)
    wrong = {_place(one) for one in now["to_repair"]}
    left = len(wrong)
    done = sum(_place(one) not in wrong for one in cells)
    told = f"{words.plural(done, 'corrigée', 'corrigées')}, {words.plural(left, 'reste', 'restent')}"
    st.markdown(f"**{words.plural(len(cells), 'cellule à corriger', 'cellules à corriger')}** · {told}")
    free = [one for one in cells if not one["options"]]
    lists: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for one in cells:
        if one["options"]:
            lists.setdefault(tuple(one["options"]), []).append(one)
    if free:
        _editor(file, "libre", free, st.column_config.TextColumn(_TYPED, width="medium"))
    for number, (options, of_list) in enumerate(lists.items()):
        known = dict.fromkeys([*options, *filter(None, (one["value"] for one in of_list))])
        column = st.column_config.SelectboxColumn(_TYPED, options=list(known), width="medium")
        _editor(file, f"liste-{number}", of_list, column)


def _cells(file: Any, first: Receipt, now: Receipt) -> list[Mapping[str, Any]]:
    """Return the cells of the grid: those at fault when the file was dropped, then those that a correction uncovered."""
    seen = st.session_state.setdefault("depot-cellules", {}).setdefault(file.file_id, {})
    for one in [*first["to_repair"], *now["to_repair"]]:
        seen.setdefault(_place(one), one)
    return list(seen.values())[:_SHOWN]


def _editor(file: Any, name: str, cells: Sequence[Mapping[str, Any]], column: Any) -> None:
    """Draw one grid. What was typed before it grew is what it starts from: it is then another grid."""
    bases = st.session_state.setdefault("depot-bases", {})
    key = f"reprise-{file.file_id}-{name}-{len(cells)}"
    if key not in bases:
        bases[key] = [typed_in(file).get(_place(one), one["value"]) for one in cells]
    table = pd.DataFrame(
        {
            "Feuille": [one["sheet"] for one in cells],
            "Cellule": [one["cell"] for one in cells],
            "Colonne": [one["column"] for one in cells],
            "Lu": [one["value"] for one in cells],
            _TYPED: bases[key],
            "Ce qui ne va pas": [one["message"] for one in cells],
        }
    )
    places = [_place(one) for one in cells]
    read = [one["value"] for one in cells]
    with st.container(key=f"sans-export-{key}"):
        st.data_editor(
            table,
            key=key,
            hide_index=True,
            disabled=[label for label in table.columns if label != _TYPED],
            column_config={_TYPED: column, "Ce qui ne va pas": st.column_config.TextColumn(width="large")},
            on_change=_take,
            args=(file, key, places, read),
        )


def _take(file: Any, key: str, places: Sequence[Place], read: Sequence[str]) -> None:
    """Note what was just typed; a cell put back as it was read is no correction."""
    typed = typed_in(file)
    for row, changed in st.session_state[key]["edited_rows"].items():
        if _TYPED in changed:
            text = str(changed[_TYPED] or "")
            if text == read[row]:
                typed.pop(places[row], None)
            else:
                typed[places[row]] = text


def _place(cell: Mapping[str, Any]) -> Place:
    sheet, row, number = cell["place"]
    return sheet, row, number


def _name_of(file: str) -> str:
    return f"{file.rpartition('.')[0].removesuffix(' - à corriger')} - à corriger.xlsx"


def judge_again() -> None:
    """Have what was typed judged anew: what words mean has changed."""
    st.session_state.pop("depot-corriges", None)
