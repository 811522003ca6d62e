"""A projet social that was validated -> the PDF that is kept and handed out: tagged, sourced, sealed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from reports.typeset import pdf
from social_project.document import Block, BoundFigure, Document, Runs
from ui import words

_LISTED = ("bullet", "number")
_WEB = ("http://", "https://", "mailto:")


@dataclass(frozen=True)
class Sealed:
    """What is told of a version beside its text. `residence`: its name. `by`: the function that validated it, never a name.

    `data_version`, `as_of`: the data that its figures were read in, and the last day that they told of. `sha256`: of the version.
    """

    residence: str
    version: str
    validated_on: date
    by: str
    data_version: str
    as_of: date | None
    sha256: str
    at: datetime


def pdf_of(sealed: Sealed, document: Document, notes: Mapping[BoundFigure, str] | None = None) -> bytes:
    """Return the PDF of a version. `notes`: what is told of each figure, at the foot of the page."""
    return pdf("project.typ", told_of(sealed, document, notes or {}), sealed.at)


def told_of(sealed: Sealed, document: Document, notes: Mapping[BoundFigure, str]) -> dict[str, Any]:
    """Return what the template is given."""
    title = f"Projet social · {sealed.residence}"
    version = f"Version {words.quoted(sealed.version)}, validée le {words.day(sealed.validated_on)}"
    seen = f" arrêtées au {words.day(sealed.as_of)}" if sealed.as_of else ""
    data = f"Chiffres : Palier, données de la version {sealed.data_version}{seen}."
    return {
        "title": title,
        "author": f"Palier – {sealed.by}",
        "description": f"{title}. {version}.",
        "head": f"{title} · {sealed.version}",
        "cover": [f"{version}."],
        "blocks": [
            one for section in document.sections for one in _laid(section.title, section.blocks, notes)
        ],
        "seal": [
            f"{title}. {version}.",
            data,
            "Ce document ne change plus : une actualisation donne une autre version.",
        ],
        "sha256": sealed.sha256,
    }


def _laid(
    title: str, blocks: tuple[Block, ...], notes: Mapping[BoundFigure, str]
) -> Iterator[dict[str, Any]]:
    yield {"kind": "heading", "level": 1, "runs": [_plain(title)]}
    yield from blocks_of(blocks, notes)


def blocks_of(blocks: tuple[Block, ...], notes: Mapping[BoundFigure, str]) -> Iterator[dict[str, Any]]:
    """Yield the blocks of a text as templates are given them, under a heading of level 1."""
    # Whoever hears a document moves by its headings: none may be two levels below the one before (PDF/UA).
    ranks = {
        level: at
        for at, level in enumerate(sorted({one.level for one in blocks if one.kind == "heading"}), 2)
    }
    last = 1
    for is_list, group in groupby(blocks, key=lambda one: one.kind in _LISTED):
        if is_list:
            yield {"kind": "list", "items": [_item(one, notes) for one in group]}
            continue
        for one in group:
            if one.kind == "table" and one.rows:
                rows = [[_runs(cell, notes) for cell in row] for row in one.rows]
                yield {"kind": "table", "rows": rows}
            elif one.kind != "table":
                if one.kind == "heading":
                    last = min(ranks[one.level], last + 1)
                yield {"kind": one.kind, "level": last, "runs": _runs(one.runs, notes)}


def _item(block: Block, notes: Mapping[BoundFigure, str]) -> dict[str, Any]:
    return {"kind": block.kind, "level": block.level, "runs": _runs(block.runs, notes)}


def _runs(runs: Runs, notes: Mapping[BoundFigure, str]) -> list[dict[str, Any]]:
    return [
        {
            "text": run.text,
            "bold": run.is_bold,
            "italic": run.is_italic,
            "link": run.link if run.link.startswith(_WEB) else "",
            "note": notes.get(run.figure, "") if run.figure else "",
        }
        for run in runs
    ]


def _plain(text: str) -> dict[str, Any]:
    return {"text": text, "bold": False, "italic": False}
