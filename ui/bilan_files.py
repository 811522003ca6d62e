"""The files of a sealed bilan, a click each: made when they are asked for, the right to them judged anew at that moment."""

from __future__ import annotations

from functools import partial

import streamlit as st

from access import audit
from access.scope import OutOfSight
from reports.bilan.in_sight import shelf
from reports.bilan.outputs import OUTPUTS, REMADE, NoFile, annex_told
from reports.bilan.sealed import Sealed
from ui import visitor, words

# What the leadership shows its own board is not the evaluator's: it takes what tells the bilan itself.
FOR_THE_EVALUATOR = ("annexe", "word", "pdf")


def offer(one: Sealed) -> None:
    """Put the buttons of the files that tell a bilan as it was sealed."""
    session_id, told = visitor.session().id, annex_told(one)
    with st.container(horizontal=True):
        for key in FOR_THE_EVALUATOR:
            made = OUTPUTS.get(key)
            if made is None or (key == "annexe" and told not in ("", REMADE)):
                continue
            st.download_button(
                made.title,
                partial(file_of, session_id, one.code, key),
                made.name(one),
                made.media,
                key=f"emporter-bilan-{key}",
                icon=":material/download:",
                help=made.told,
                on_click="ignore",
            )
    if told:
        st.caption(words.sentence(told))


def file_of(session_id: str, code: str, key: str) -> bytes:
    """Return a file of a bilan, for a session that may read it now; raise OutOfSight else, NoFile where it cannot be made any more."""
    with visitor.on_behalf_of(session_id) as session:
        detail = f"bilan {code}, {key}"
        found = shelf(session.account.sight()).named(code) if session.account.may_open("bilan") else None
        if found is None or key not in FOR_THE_EVALUATOR or key not in OUTPUTS:
            audit.record(session.account.login, "denied", detail)
            raise OutOfSight("ce bilan ne vous est pas ouvert")
        try:
            made = OUTPUTS[key].make(found)
        except NoFile as gone:
            raise NoFile(words.sentence(gone)) from gone
        audit.record(session.account.login, "exported", detail)
        return made
