"""The counter of the deposit page: files taken and read once, and what is wanted of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from ui import repair, visitor, words

FORMATS = ["xlsx", "xlsm", "xls", "ods", "csv"]
Receipt = Mapping[str, Any]
File = Any  # a file as the browser hands it over
Judged = tuple[Receipt, Any]  # its receipt, and what it would change


def take_files() -> list[Any]:
    """Draw the place where files are dropped and return them; it is emptied after a load."""
    turn = st.session_state.setdefault("depot-tour", 0)
    return st.file_uploader(
        "Classeurs à déposer", type=FORMATS, accept_multiple_files=True, key=f"depot-{turn}"
    )


def read_once(files: Sequence[Any], check: Callable[..., list[Any]]) -> list[Any]:
    """Return what `check` says of the files, read again only when the files change; progress is shown file by file."""
    marks = tuple(file.file_id for file in files)
    if st.session_state.get("depot-marques") != marks:
        with st.status("Lecture des classeurs…", expanded=True) as status:
            bar = st.progress(0.0)
            read = check(
                files,
                lambda name, done, total: bar.progress(done / total, text=f"{name} ({done} sur {total})"),
            )
            status.update(label="Lecture terminée", state="complete", expanded=False)
        st.session_state.update({"depot-marques": marks, "depot-lus": read})
    found: list[Any] = st.session_state["depot-lus"]
    return found


def ask_to_load(receipts: Sequence[Receipt]) -> str | None:
    """Draw the confirmation; return the reason given for doubts (maybe empty) once it is clicked, else None."""
    doubtful = any(problem["severity"] == "doubt" for receipt in receipts for problem in receipt["problems"])
    reason = ""
    if doubtful:
        reason = st.text_input(
            "Motif des doutes", key="depot-motif", placeholder="Par exemple : vérifié avec l'équipe"
        )
    lacking = doubtful and not reason.strip()
    label = f"Charger {words.plural(len(receipts), 'classeur')}" if receipts else "Rien à charger"
    clicked = st.button(label, type="primary", disabled=not receipts or lacking, icon=":material/check:")
    if lacking:
        st.caption("Écrivez un motif pour pouvoir charger : il est gardé avec les chiffres.")
    return reason.strip() if clicked else None


def read_again() -> None:
    """Have every file read anew: what words mean has changed."""
    st.session_state["depot-marques"] = None


def finish(done: list[Receipt]) -> None:
    """Note what was loaded, keep its receipts for the next run, which is drawn at once, and empty the counter."""
    for one in done:
        if one["status"] == "loaded":
            visitor.note("uploaded", f"{one['file']} · {one['load_id']} · {one['kind']}")
    st.session_state["depot-recu"] = done
    clear()
    st.rerun()


def clear() -> None:
    """Forget the files dropped: the next run of the page draws an empty place."""
    repair.forget()
    st.session_state.update({"depot-tour": st.session_state["depot-tour"] + 1, "depot-marques": None})
