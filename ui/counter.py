"""The counter of the deposit page: files taken, read while one watches or not, found again, and what is wanted of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from ui import repair, visitor, words

FORMATS = ["xlsx", "xlsm", "xls", "ods", "csv"]
Receipt = Mapping[str, Any]
File = Any  # a file that waits: its name, its bytes, what was typed in it
Tray = Any  # the files of one account that wait
Judged = tuple[Receipt, Any]  # its receipt, and what it would change
_AT_ONCE = 1.0  # seconds: a deposit read sooner shows no progress, which would only flicker


def take_files(tray: Tray) -> list[File]:
    """Draw the place where files are dropped, and return those that wait; none while some are still being read."""
    turn = st.session_state.setdefault("depot-tour", 0)
    label = "Ajouter des classeurs" if tray.files else "Classeurs à déposer"
    dropped = st.file_uploader(label, type=FORMATS, accept_multiple_files=True, key=f"depot-{turn}")
    if dropped:
        # The tray holds them from now on: the browser may go away, and comes back to them.
        st.session_state["depot-trop"] = tray.take(dropped)
        st.session_state["depot-tour"] = turn + 1
        tray.wait(_AT_ONCE)
        st.rerun()
    _say_left_out(tray)
    if not tray.is_read:
        _watch(tray)
        return []
    files: list[File] = tray.files
    return files


def _say_left_out(tray: Tray) -> None:
    if left_out := st.session_state.get("depot-trop"):
        st.warning(
            f"{words.plural(tray.most, 'classeur au plus attend', 'classeurs au plus attendent')} ici à la fois. "
            f"Chargez ou retirez ceux-ci, puis déposez : {words.escaped(words.listing(left_out))}.",
            icon=":material/inventory_2:",
        )


@st.fragment(run_every=0.5)
def _watch(tray: Tray) -> None:
    """Show how far the reading is, file by file; the whole page is drawn anew once it is done."""
    files = tray.files
    done = sum(file.is_read for file in files)
    if done == len(files):
        st.rerun()
    st.progress(done / len(files), text=f"Lecture des classeurs : {done} sur {len(files)}")
    st.caption("Vous pouvez quitter cette page : vos classeurs y attendront, lus.")
    with st.container(height=260 if len(files) > 6 else "content", border=True):
        for file in sorted(files, key=lambda one: one.is_read):
            mark = (
                ":green[:material/check:] lu"
                if file.is_read
                else ":gray[:material/hourglass_top:] en lecture"
            )
            st.markdown(f"{words.escaped(file.name)} · {mark}")


def judge_once(
    files: Sequence[File], version: str | None, check: Callable[..., list[Judged]]
) -> list[Judged]:
    """Return what `check` says of the files, asked again only when the files, or what is in force, change."""
    marks = (version, *(file.file_id for file in files))
    if st.session_state.get("depot-marques") != marks:
        with st.spinner("Comparaison avec ce qui est en vigueur…"):
            st.session_state["depot-lus"] = check(files)
        repair.judge_again()
        st.session_state["depot-marques"] = marks
    found: list[Judged] = st.session_state["depot-lus"]
    return found


def offer_to_leave(tray: Tray, files: Sequence[File]) -> None:
    """Draw what takes files away from the counter, one or all: nothing of them was kept."""
    names = {file.file_id: file.name for file in files}
    with st.popover("Retirer du comptoir", icon=":material/delete:"):
        st.caption(
            f"Rien de ces fichiers n'est enregistré. Sans vous, ils sont oubliés au bout de {tray.hours} heures."
        )
        chosen = st.multiselect(
            "Classeurs à retirer",
            list(names),
            format_func=names.__getitem__,
            key="depot-retirer",
            placeholder="Tous",
        )
        if st.button("Retirer", key="depot-retirer-ok", icon=":material/delete:"):
            tray.drop(chosen or list(names))
            st.rerun()


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


def judge_again() -> None:
    """Have every file judged anew: what words mean has changed."""
    st.session_state["depot-marques"] = None
    repair.judge_again()


def finish(tray: Tray, files: Sequence[File], done: Sequence[Receipt]) -> None:
    """Note what was loaded and keep its receipts for the next run, which is drawn at once.

    `done`: the receipts of `files`, in their order. What was loaded leaves the counter; what was refused meanwhile stays.
    """
    for one in done:
        if one["status"] == "loaded":
            visitor.note("uploaded", f"{one['file']} · {one['load_id']} · {one['kind']}")
    st.session_state["depot-recu"] = [dict(one) for one in done]
    settled = [file.file_id for file, one in zip(files, done, strict=True) if one["status"] != "refused"]
    tray.drop(settled)
    judge_again()  # what was refused was sound a moment ago
    st.rerun()
