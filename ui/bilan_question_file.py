"""The questions on a sealed bilan and their answers, taken away by the leadership: they belong to the file of the call."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from access import audit
from access.scope import OutOfSight
from reports.bilan.in_sight import shelf
from reports.bilan.questions import Question, on_bilan, questions
from reports.bilan.sealed import Sealed
from ui import export, visitor, words


def offer(one: Sealed) -> None:
    """Put the button of the file."""
    session_id, code = visitor.session().id, one.code
    st.download_button(
        "Télécharger les questions et les réponses (CSV)",
        lambda: file_of_questions(session_id, code),
        f"bilan-{code}-questions.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
    )


def file_of_questions(session_id: str, code: str) -> bytes:
    """Return the questions on a bilan and its earlier editions, an answer a row; raise OutOfSight but for the leadership."""
    with visitor.on_behalf_of(session_id) as session:
        sight = session.account.sight()
        one = shelf(sight).named(code) if session.account.may("publish_bilans") else None
        if one is None:
            audit.record(session.account.login, "denied", f"questions du bilan {code}")
            raise OutOfSight("les questions de ce bilan ne vous sont pas ouvertes")
        audit.record(session.account.login, "exported", f"questions du bilan {code}")
        return export.csv_of(pd.DataFrame(rows_of(on_bilan(questions(sight), one))))


def rows_of(found: Sequence[Question]) -> list[dict[str, object]]:
    """Return questions as rows of a file: one an answer, one with none for a question that waits."""
    rows = []
    for each in found:
        asked = {
            "N°": each.number, "Appel": each.call, "Bilan": each.code, "Édition": each.edition, "Chiffre": each.name,
            "Valeur": each.value, "Question": each.text, "Posée par": each.by, "Posée le": words.stamp(each.at),
        }  # fmt: skip
        replies = [(one.text, one.by, words.stamp(one.at)) for one in each.replies] or [("", "", "")]
        rows += [
            asked | dict(zip(("Réponse", "Répondu par", "Répondu le"), told, strict=True)) for told in replies
        ]
    return rows
