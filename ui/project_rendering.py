"""What is written under a heading -> what is read: its blocks, and each bound figure as the data tell it today, with its source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

import streamlit as st

from access.scope import OutOfSight, Sight
from indicators.catalogue import UnknownIndicator, indicator_named
from indicators.measure import BadQuestion
from indicators.trace import period_named
from social_project import bound as figures_of
from social_project.bound import Said
from social_project.document import Block, BoundFigure, Run, Runs
from social_project.markup import read, signs
from social_project.revisions import FrozenFigure
from social_project.short_form import raised
from ui import figures, panel, say, visitor, words
from ui.project_text import Desk

_NOT_FOUND = "?"


def told(version: str, bound: BoundFigure) -> Said:
    """Return what a bound figure says to whoever looks; « ? » for one that may not be asked for, or no longer exists."""
    return _said(version, visitor.sight(), bound)


@st.cache_data(max_entries=2_000, show_spinner=False)
def _said(version: str, sight: Sight, bound: BoundFigure) -> Said:
    try:
        return figures_of.said(version, sight, bound)
    except (OutOfSight, UnknownIndicator, BadQuestion):
        return Said(bound, _NOT_FOUND, None)


def with_words_of_today(desk: Desk, text: str) -> str:
    """Return a text with the words of its bound figures as the data tell them today; those not found stay as they stand."""

    def tell(bound: BoundFigure, before: str) -> str:
        now = told(desk.version, bound).text
        return before if now == _NOT_FOUND else now

    return figures_of.refreshed(text, tell)


def show(desk: Desk, text: str, book: Sequence[BoundFigure]) -> None:
    """Draw a text as it is read today, then the source of each of its figures, under its number in the book."""
    blocks = read(text)
    if not blocks:
        st.caption("Ce que vous écrirez paraîtra ici.")
        return
    noted = {bound: book.index(bound) + 1 if bound in book else 0 for bound in _figures(blocks)}
    st.markdown(markdown(blocks, lambda run: _live(desk, run, noted)))
    for bound, number in noted.items():
        _note(desk, bound, number)


def show_plain(text: str) -> None:
    """Draw a text with its figures as they were last written."""
    st.markdown(markdown(read(text), lambda run: words.escaped(run.text)))


def show_frozen(desk: Desk, text: str, as_frozen: Iterable[FrozenFigure]) -> None:
    """Draw a text of a version that was validated: its figures say what they said that day, and what they rested on."""
    frozen = {one.bound: one for one in as_frozen}
    blocks = read(text)
    noted = {bound: at for at, bound in enumerate(_figures(blocks), 1)}
    st.markdown(markdown(blocks, lambda run: _marked(run.text, noted, run.figure)))
    notes = [
        f"{raised(at)} {_frozen_note(desk, frozen[bound])}" for bound, at in noted.items() if bound in frozen
    ]
    if notes:
        st.caption("  \n".join(notes))


def named(version: str, bound: BoundFigure) -> str:
    """Return what a figure is, for whoever reads: its title, its category, its period; its name where the catalogue lost it."""
    when = words.period(bound.period)
    try:
        title = indicator_named(bound.indicator).title
    except UnknownIndicator:
        return f"{bound.indicator}, {when}"
    if not bound.category:
        return f"{title}, {when}"
    return f"{title}, {words.quoted(figures.labels(version, bound.indicator).get(bound.category, bound.category))}, {when}"


def _frozen_note(desk: Desk, one: FrozenFigure) -> str:
    try:
        indicator = indicator_named(one.bound.indicator)
    except UnknownIndicator:  # the catalogue changed since: what was frozen stays
        return words.escaped(named(desk.version, one.bound))
    basis = say.basis(indicator, one.figure)
    return words.escaped(f"{named(desk.version, one.bound)} : {basis}")


def plainly(text: str) -> str:
    """Return what a text says on one line, without its looks."""
    return " ".join(" ".join(block.text.split()) for block in read(text))


def markdown(blocks: Iterable[Block], tell: Callable[[Run], str]) -> str:
    """Return blocks as the page's Markdown: what people typed is shown, never obeyed. `tell` writes a bound figure."""
    parts: list[str] = []
    before = None
    for block in blocks:
        if before is not None:
            together = before.kind in ("bullet", "number") and block.kind in ("bullet", "number")
            parts.append("\n" if together else "\n\n")
        parts.append(_block(block, tell))
        before = block
    return "".join(parts)


def _block(block: Block, tell: Callable[[Run], str]) -> str:
    if block.kind == "table":
        width = max(len(row) for row in block.rows)
        rows = [[_runs(cell, tell).replace("\n", " ") for cell in row] for row in block.rows]
        lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in rows]
        return "\n".join([lines[0], "|" + " --- |" * width, *lines[1:]])
    text = _runs(block.runs, tell)
    if block.kind == "heading":
        return f"{'#' * (block.level + 3)} {text}"
    if block.kind == "paragraph":
        return text.replace("\n", "  \n")
    return "    " * (block.level - 1) + ("- " if block.kind == "bullet" else "1. ") + text.replace("\n", " ")


def _runs(runs: Runs, tell: Callable[[Run], str]) -> str:
    return "".join(f"{sign}{_bare(run, tell)}{sign}" for run, sign in zip(runs, signs(runs), strict=True))


def _bare(run: Run, tell: Callable[[Run], str]) -> str:
    text = tell(run) if run.figure else words.escaped(run.text)
    if run.link.startswith(("https://", "http://", "mailto:")):
        text = f"[{text}]({run.link.replace('(', '%28').replace(')', '%29')})"
    return text


def _figures(blocks: Iterable[Block]) -> list[BoundFigure]:
    return list(dict.fromkeys(run.figure for block in blocks for run in block.every_run if run.figure))


def _live(desk: Desk, run: Run, noted: dict[BoundFigure, int]) -> str:
    assert run.figure
    return _marked(told(desk.version, run.figure).text, noted, run.figure)


def _marked(text: str, noted: dict[BoundFigure, int], bound: BoundFigure | None) -> str:
    number = raised(noted[bound]) if bound in noted else ""
    return f":gray-background[{words.escaped(text)}]{number}"


def _note(desk: Desk, bound: BoundFigure, number: int) -> None:
    """Say under the text where a figure comes from, with the way to its lines."""
    found = told(desk.version, bound)
    if found.text == _NOT_FOUND:
        st.caption(f"{raised(number)} Ce chiffre ne vous est pas ouvert, ou n'existe plus.")
        return
    indicator = indicator_named(bound.indicator)
    period = period_named(bound.period)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(
            f"{raised(number)} {words.escaped(named(desk.version, bound))} : "
            f"{words.escaped(say.basis(indicator, found.figure))}",
            width="content",
        )
        if found.figure and not found.figure.masked:
            scope = figures_of.scope_of(desk.version, bound)
            panel.where_from(desk.version, bound.indicator, scope, f"texte-{desk.code}-{number}", period.wave)
