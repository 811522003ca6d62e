"""What somebody writes down on a page: tried, refused in French, or kept, said so, and noted in the log."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from access.scope import OutOfSight
from social_project.follow_up import NotKept
from ui import visitor, words

_DONE, _TURN = "suite-dite", "suite-tour"
MASKED = " Ce qui désignait une personne a été masqué."


def attempt(write: Callable[[], str], noted: str) -> None:
    """Write what was asked, then show the page anew with what `write` says was done; show why where it is refused.

    `noted`: what the log of accesses keeps of it, none of the words.
    """
    visitor.require_permission("follow_up")
    try:
        done = write()
    except (NotKept, OutOfSight) as refused:
        st.error(words.sentence(refused), icon=":material/error:")
        return
    visitor.note("followed_up", noted)
    st.session_state[_DONE] = done
    st.session_state[_TURN] = turn() + 1
    st.rerun()


def say_done() -> None:
    """Say what was just written, once."""
    if told := st.session_state.pop(_DONE, None):
        st.success(words.escaped(told), icon=":material/task_alt:")


def turn() -> int:
    """Return what makes a form new once it was kept: a refused one keeps what was typed."""
    return int(st.session_state.get(_TURN, 0))


def masked(typed: str, kept: str) -> str:
    """Return what to add where a text was kept otherwise than it was typed."""
    return MASKED if " ".join(typed.split()) != kept else ""
