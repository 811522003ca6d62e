"""What is written in a bilan -> what its reader will have: its figures as the evaluator reads them, each with its source."""

from __future__ import annotations

import re
from collections.abc import Sequence

import streamlit as st

from access.scope import Sight
from indicators.catalogue import indicator_named
from reports.bilan import texts
from social_project.bound import Said
from social_project.document import BoundFigure, Run
from social_project.markup import read
from social_project.numbers import numbers_in
from social_project.short_form import raised
from ui import project_rendering, say, words
from ui.bilan_choice import Choice

_AWAITED = re.compile(r"\{[^{}\n]+\}")
_SHOWN = 6  # numbers typed by hand, named one by one


def told(choice: Choice, bound: BoundFigure) -> Said:
    """Return what a figure says to the evaluator; it is one that `refusal` does not refuse."""
    return _said(choice.version, choice.sight, bound)


def refusal(choice: Choice, bound: BoundFigure) -> str:
    """Return why the evaluator may not read a figure, and what to do; empty where they may."""
    return _refusal(choice.version, choice.sight, bound)


def show(choice: Choice, text: str, book: Sequence[BoundFigure]) -> None:
    """Draw a text as it will be read, then the source of each of its figures, or why it may not stand; then numbers typed by hand."""
    blocks = read(text)
    if not blocks:
        st.caption("Ce que vous écrirez paraîtra ici.")
        return
    found = dict.fromkeys(run.figure for block in blocks for run in block.every_run if run.figure)
    noted = {bound: book.index(bound) + 1 if bound in book else rank for rank, bound in enumerate(found, 1)}
    st.markdown(project_rendering.markdown(blocks, lambda run: _marked(choice, run, noted)))
    if noted:
        st.caption("  \n".join(_note(choice, bound, number) for bound, number in noted.items()))
    if asked := awaited(text):
        told_ = words.listing(words.quoted(words.escaped(one)) for one in asked)
        st.caption(
            f":material/pending: Attend encore son chiffre : {told_}. Choisissez-le dans « Insérer un chiffre »."
        )
    if typed := numbers_in(text):
        told_ = words.listing(words.escaped(one.text) for one in typed[:_SHOWN])
        st.caption(
            f":material/pan_tool: Écrits à la main, que personne ne pourra vérifier : {told_}. Un chiffre lié vaut mieux."
        )


def awaited(text: str) -> list[str]:
    """Return what a text asks for between braces and that nobody has chosen yet: « {réunions tenues} »."""
    return _AWAITED.findall(text)


def _marked(choice: Choice, run: Run, noted: dict[BoundFigure, int]) -> str:
    assert run.figure
    if refusal(choice, run.figure):
        return f":red-background[chiffre non lisible par le financeur]{raised(noted[run.figure])}"
    return f":gray-background[{words.escaped(told(choice, run.figure).text)}]{raised(noted[run.figure])}"


def _note(choice: Choice, bound: BoundFigure, number: int) -> str:
    if why := refusal(choice, bound):
        return f"{raised(number)} {words.escaped(why)}"
    basis = say.basis(indicator_named(bound.indicator), told(choice, bound).figure)
    return f"{raised(number)} {words.escaped(project_rendering.named(choice.version, bound))} : {words.escaped(basis)}"


@st.cache_data(max_entries=2_000, show_spinner=False)
def _said(version: str, sight: Sight, bound: BoundFigure) -> Said:
    return texts.said_outside(version, sight, bound)


@st.cache_data(max_entries=2_000, show_spinner=False)
def _refusal(version: str, sight: Sight, bound: BoundFigure) -> str:
    return texts.refusal(version, sight, bound)
