"""The deposit page: what each file holds, every problem with its cell, what would change, then the receipt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ui import changed_lines, reading, words

Receipt = Mapping[str, Any]

_STATUS = {
    "acceptable": ("Prêt à charger", "green", ":material/check_circle:"),
    "loaded": ("Chargé", "green", ":material/task_alt:"),
    "unchanged": ("Déjà chargé, rien à faire", "blue", ":material/done_all:"),
    "refused": ("À corriger", "red", ":material/error:"),
}
_OUTSIDE = ("D'une autre résidence", "red", ":material/block:")
_CLOSED = ("Mois clos", "red", ":material/lock:")
_SHOWN = 100


def show(receipt: Receipt, differences: Sequence[Any] = ()) -> None:
    """Show one file: its state, its counts, its problems, what it covers and what it would change."""
    name, colour, icon = _STATUS[receipt["status"]]
    if receipt["is_outside"] or receipt["is_closed"]:
        name, colour, icon = _OUTSIDE if receipt["is_outside"] else _CLOSED
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{_plain(receipt['file'])}**")
            st.badge(name, color=colour, icon=icon)  # type: ignore[arg-type]
        st.markdown(_counts(receipt))
        _show_returned(receipt["returned"])
        if receipt["is_outside"]:
            _show_outside(receipt["problems"])
        elif receipt["is_closed"]:
            _show_closed(receipt["problems"])
        else:
            _show_problems(receipt)
        changed_lines.show(differences, receipt["sha256"])
        _show_covered(receipt)
        reading.show(receipt)


def _show_returned(returned: Mapping[str, int] | None) -> None:
    if returned:
        told = f"{words.plural(returned['corrected'], 'corrigée', 'corrigées')}, {words.plural(returned['left'], 'reste', 'restent')}"
        new = f" ; {words.plural(returned['new'], 'nouvelle', 'nouvelles')}" if returned["new"] else ""
        st.info(f"Classeur annoté reconnu : {told}{new}.", icon=":material/assignment_turned_in:")


def _counts(receipt: Receipt) -> str:
    if not receipt["read"]:
        return "Aucune ligne lue."
    if receipt["is_outside"] or receipt["is_closed"]:
        return f"{words.plural(receipt['read'], 'ligne lue', 'lignes lues')}, aucune gardée."
    parts = [
        f"**{words.plural(receipt['accepted'], 'ligne acceptée', 'lignes acceptées')}**",
        words.plural(receipt["set_aside"], "en faute", "en faute"),
        words.plural(receipt["ignored"], "ignorée", "ignorées") + " (vides, totaux, répétées)",
    ]
    return f"{words.plural(receipt['read'], 'ligne lue', 'lignes lues')} : " + ", ".join(parts) + "."


def _show_problems(receipt: Receipt) -> None:
    faults = [one for one in receipt["problems"] if one["severity"] == "fault"]
    doubts = [one for one in receipt["problems"] if one["severity"] == "doubt"]
    if faults:
        st.error(
            f"{words.plural(len(faults), 'faute')} : ces lignes ne peuvent pas être lues telles quelles.",
            icon=":material/error:",
        )
        _table(faults, f"Fautes de {receipt['file']}", receipt["sha256"])
    if doubts:
        st.warning(
            f"{words.plural(len(doubts), 'doute')} : ces valeurs sont possibles mais surprenantes ; dites pourquoi avant de charger.",
            icon=":material/help:",
        )
        _table(doubts, f"Doutes de {receipt['file']}", receipt["sha256"])


def _show_closed(problems: Sequence[Mapping[str, Any]]) -> None:
    told = "\n".join(f"- {_plain(one['message'])}" for one in problems[:_SHOWN])
    st.error(f"Ce classeur changerait un mois clos.\n\n{told}", icon=":material/lock:")


def _show_outside(problems: Sequence[Mapping[str, Any]]) -> None:
    told = "\n".join(f"- {_plain(one['message'])}" for one in problems[:_SHOWN])
    st.error(f"Ce classeur ne porte pas que sur vos résidences.\n\n{told}", icon=":material/block:")


def _table(problems: Sequence[Mapping[str, Any]], alt: str, key: str) -> None:
    """Show problems in a plain table, whose sentences wrap; the message is said without the place, which has its column."""
    has_sheets = len({one["sheet"] for one in problems}) > 1
    rows = [
        {
            "Cellule": _plain(_where(one, has_sheets)),
            "Lu": _plain(one["value"]),
            "Ce qui ne va pas, et que faire": _plain(one["message"].partition(" : ")[2]),
        }
        for one in problems[:_SHOWN]
    ]
    # Three columns: more would leave a telephone one letter a line.
    with st.container(key=f"phrases-{key}-{alt}"):
        st.table(pd.DataFrame(rows), hide_index=True, border="horizontal", alt=alt)
    if len(problems) > _SHOWN:
        st.caption(f"Les {_SHOWN} premiers sont affichés sur {len(problems)}.")


def _where(problem: Mapping[str, Any], has_sheets: bool) -> str:
    """Return « B5 · Date », after its sheet where the file has problems in several."""
    place = problem["cell"] or (f"ligne {problem['row']}" if problem["row"] else "")
    parts = [problem["sheet"] if has_sheets else "", place, problem["column"]]
    return " · ".join(filter(None, parts)) or words.NONE


def _show_covered(receipt: Receipt) -> None:
    for kinds in receipt["empty"].values():
        for residence, months in kinds.items():
            told = (
                words.listing(words.month(month) for month in months)
                if len(months) <= 4
                else f"{len(months)} mois"
            )
            st.caption(f"{residence} : {told} sans ligne = rien à signaler (compté zéro).")


def show_outcome(receipts: Sequence[Receipt]) -> None:
    """Show the receipt of a deposit that was just made."""
    for one in receipts:
        if one["status"] == "refused":  # what was sound when it was looked at, and no longer is
            st.warning(
                f"{_plain(one['file'])} n'a pas été chargé : ce qui est en vigueur a changé entre-temps. Il est relu ci-dessous.",
                icon=":material/sync_problem:",
            )
    loaded = [one for one in receipts if one["status"] == "loaded"]
    if not loaded:
        return
    lines = sum(one["accepted"] for one in loaded)
    aside = sum(one["set_aside"] for one in loaded)
    books = words.plural(len(loaded), "classeur chargé", "classeurs chargés")
    told = f"{books}, {words.plural(lines, 'ligne acceptée', 'lignes acceptées')}"
    st.success(
        told + (f", {words.plural(aside, 'mise de côté', 'mises de côté')}" if aside else "") + ".",
        icon=":material/task_alt:",
    )
    for one in loaded:
        st.markdown(f"- {_plain(one['file'])} : reçu **{one['load_id']}**")


def history(rows: Sequence[Mapping[str, Any]]) -> None:
    """Show the latest loads, newest first."""
    french = {"active": "en vigueur", "replaced": "remplacé", "withdrawn": "retiré"}
    table = [
        {
            "Dépôt": row["load_id"],
            "Fichier": row["file"],
            "Par": row["by"],
            "Le": words.instant(row["at"]),
            "État": french[row["status"]],
            "Lignes": words.number(row["accepted"]),
        }
        for row in rows
    ]
    with st.container(key="sans-export-depots"):
        st.dataframe(pd.DataFrame(table), hide_index=True, alt="Derniers dépôts")
    if any(row["is_shared"] for row in rows):
        st.caption(
            "Sans nombre de lignes : le dépôt porte aussi sur d'autres résidences, seule la direction peut le retirer."
        )


def _plain(text: str) -> str:
    tied = str(text).replace("« ", f"«{words.NO_BREAK}").replace(" »", f"{words.NO_BREAK}»")
    return "".join(f"\\{sign}" if sign in "\\`*_[]#<>~$!:()" else sign for sign in tied)
