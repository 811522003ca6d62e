"""The bilans already published of a call, for whoever prepares the next: read once, those that were altered said and not shown."""

from __future__ import annotations

import streamlit as st

from reports.bilan.sealed import BrokenSeal, Sealed, every_bilan
from ui import words
from ui.bilan_choice import Choice


def of_the_call(choice: Choice) -> list[Sealed] | None:
    """Return the published bilans of a call, oldest first; None, and why is said, where one of the register was altered."""
    try:
        return [one for one in every_bilan() if one.bilan.call == choice.call]
    except BrokenSeal as broken:
        st.error(
            f"{words.sentence(words.escaped(broken.args[0]))} Remettez son fichier d'une sauvegarde dans le dossier des données : "
            "rien ne se publie ni ne se télécharge d'ici là.",
            icon=":material/gpp_bad:",
        )
        return None


def spelt(code: str) -> str:
    """Return a code as it is read aloud: ABCD 2345. The space is forgiven when it is typed."""
    return f"{code[:4]}{words.NO_BREAK}{code[4:]}"


def named(one: Sealed) -> str:
    """Return an edition in one line: « Édition 2 (intermédiaire), 4 mars 2026, code ABCD 2345 »."""
    return f"Édition {one.edition} ({nature(one)}), {words.day(one.at)}, code {spelt(one.code)}"


def nature(one: Sealed) -> str:
    """Return whether another bilan is to follow: « intermédiaire » or « final »."""
    return "intermédiaire" if one.bilan.is_interim else "final"


def months(one: Sealed) -> str:
    """Return the months of an edition: « janvier 2025 à décembre 2025 »."""
    return " à ".join(dict.fromkeys(words.month(day[:7]) for day in (one.bilan.first, one.bilan.last)))
