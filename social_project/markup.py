"""CommonMark ⇄ blocks: what people write under a heading, kept as text that reads well, and what it says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import cast

from markdown_it import MarkdownIt
from markdown_it.token import Token

from social_project.document import SCHEME, BadFigure, Block, Run, Runs, figure_at

_READER = MarkdownIt("commonmark", {"html": False}).enable("table")
_SPECIAL = re.compile(r"([\\`*_\[\]<>|#&~!])")
# What would begin a list, a title or a quotation, where a paragraph does.
_BEGINS = re.compile(r"^(\s*)(?:([-+=>])|(\d{1,9})([.)]))", re.MULTILINE)


def read(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text; what is neither heading, list, table, bold nor italic is read as a plain paragraph."""
    return tuple(_blocks(_READER.parse(text)))


def letters(text: str) -> list[str]:
    """Return what a text says without its marks: a piece a paragraph, an item of a list or a row of a table; none is empty."""
    return [
        piece
        for block in read(text)
        for piece in block.text.replace("\t", " · ").split("\n")
        if piece.strip()
    ]


def write(blocks: Iterable[Block]) -> str:
    """Return the text of blocks: `read` gives them back, but for the styles that CommonMark cannot write inside a word."""
    parts, before = [], None
    for block in blocks:
        if before is not None:
            together = before.kind == block.kind and block.kind in ("bullet", "number")
            parts.append("\n" if together else "\n\n")
        parts.append(_written(block))
        before = block
    return "".join(parts)


def plain(runs: Sequence[Run]) -> Runs:
    """Return runs with those that look alike joined, empty ones gone, and blanks at the edges of styled ones left plain."""
    parted = [part for run in runs for part in _parted(run)]
    joined = []
    for _, alike in groupby(parted, key=lambda run: (run.is_bold, run.is_italic, run.figure, run.link)):
        group = list(alike)
        joined.append(replace(group[0], text="".join(run.text for run in group)))
    return tuple(joined)


def _parted(run: Run) -> Iterator[Run]:
    if not run.text:
        return
    if not (run.is_bold or run.is_italic) or run.figure or run.link:
        yield run
        return
    inside = run.text.strip()
    if not inside:
        yield Run(run.text)
        return
    start = run.text.index(inside)
    yield from (Run(run.text[:start]),) if start else ()
    yield replace(run, text=inside)
    yield from (Run(run.text[start + len(inside) :]),) if start + len(inside) < len(run.text) else ()


def _blocks(tokens: Sequence[Token]) -> Iterator[Block]:
    lists: list[str] = []
    heading = 0
    rows: list[list[Runs]] | None = None
    for token in tokens:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append("bullet" if token.type == "bullet_list_open" else "number")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "heading_open":
            heading = min(int(token.tag[1]), 3)
        elif token.type == "heading_close":
            heading = 0
        elif token.type == "table_open":
            rows = []
        elif token.type == "tr_open" and rows is not None:
            rows.append([])
        elif token.type == "table_close" and rows is not None:
            yield Block("table", rows=tuple(tuple(row) for row in rows))
            rows = None
        elif token.type == "inline":
            runs = plain(list(_runs(token.children or [])))
            if rows is not None:
                rows[-1].append(runs)
            elif heading:
                yield Block("heading", runs, heading)
            elif lists:
                yield Block("bullet" if lists[-1] == "bullet" else "number", runs, len(lists))
            elif runs:
                yield Block("paragraph", runs)
        elif token.type in ("fence", "code_block"):
            yield Block("paragraph", (Run(token.content.strip("\n")),))


def _runs(tokens: Sequence[Token]) -> Iterator[Run]:
    bold = italic = 0
    at = ""
    for token in tokens:
        bold += (token.type == "strong_open") - (token.type == "strong_close")
        italic += (token.type == "em_open") - (token.type == "em_close")
        if token.type == "link_open":
            at = cast(str, token.attrs["href"])
        elif token.type == "link_close":
            at = ""
        elif token.type in ("softbreak", "hardbreak"):
            yield Run("\n" if token.type == "hardbreak" else " ", bool(bold), bool(italic))
        elif token.type in ("text", "code_inline", "image"):
            yield _run(token.content, bool(bold), bool(italic), at)


def _run(text: str, is_bold: bool, is_italic: bool, at: str) -> Run:
    if at.startswith(SCHEME):
        try:
            return Run(text, is_bold, is_italic, figure_at(at))
        except BadFigure:
            return Run(text, is_bold, is_italic)
    return Run(text, is_bold, is_italic, link=at)


def _written(block: Block) -> str:
    if block.kind == "table":
        width = max((len(row) for row in block.rows), default=0)
        lines = [_row(row, width) for row in block.rows]
        return "\n".join([*lines[:1], "|" + " --- |" * width, *lines[1:]])
    text = _BEGINS.sub(_guarded, _inline(block.runs))
    if block.kind == "heading":
        return f"{'#' * block.level} " + text.replace("\\\n", " ")
    if block.kind == "paragraph":
        return text
    indent = "    " * (block.level - 1)
    mark = "- " if block.kind == "bullet" else "1. "
    return indent + mark + text.replace("\n", f"\n{indent}{' ' * len(mark)}")


def _guarded(found: re.Match[str]) -> str:
    space, sign, number, dot = found.groups()
    return f"{space}\\{sign}" if sign else f"{space}{number}\\{dot}"


def _row(row: Sequence[Runs], width: int) -> str:
    cells = [_inline(cell).replace("\\\n", " ") for cell in row] + [""] * (width - len(row))
    return "| " + " | ".join(cells) + " |"


def _inline(runs: Runs) -> str:
    wanted = plain(runs)
    return "".join(f"{sign}{_bare(run)}{sign}" for run, sign in zip(wanted, signs(wanted), strict=True))


def signs(runs: Runs) -> list[str]:
    """Return the sign to put on both sides of each run so that it is read again; none for a style that cannot stand there.

    Inside a word, or against another style, a sign may be no sign: each is tried, the letters alone being sure.
    """
    found = [_sign(run, "*") for run in runs]
    if _said(runs, found) == plain(runs):
        return found
    styled = [replace(run, is_bold=False, is_italic=False) for run in runs]
    found = [""] * len(runs)
    for at, run in enumerate(runs):
        for sign in ("*", "_") if run.is_bold or run.is_italic else ():
            tried = [*found[:at], _sign(run, sign), *found[at + 1 :]]
            if _said(runs, tried) == plain([*styled[:at], run, *styled[at + 1 :]]):
                found[at], styled[at] = tried[at], run
                break
    return found


def _said(runs: Runs, marks: Sequence[str]) -> Runs:
    """Return the runs that a line of text is read as."""
    text = "".join(f"{mark}{_bare(run)}{mark}" for run, mark in zip(runs, marks, strict=True))
    return plain([run for token in _READER.parseInline(text) for run in _runs(token.children or [])])


def _sign(run: Run, sign: str) -> str:
    return sign * (2 * run.is_bold + run.is_italic)


def _bare(run: Run) -> str:
    text = _SPECIAL.sub(r"\\\1", run.text).replace("\n", "\\\n")
    at = run.figure.address if run.figure else run.link
    return f"[{text}]({at})" if at else text
