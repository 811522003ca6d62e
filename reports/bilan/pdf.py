"""A sealed bilan -> its PDF: tagged (PDF/UA-1), numbered, its charts drawn and told in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from reports.bilan.chart import Chart
from reports.bilan.in_french import empty
from reports.bilan.laid import SHORT, Laid, breakable
from reports.bilan.paper import Paper, Spread, paper
from reports.bilan.sealed import Sealed
from reports.project_pdf import blocks_of
from reports.typeset import pdf as typeset


def pdf(one: Sealed) -> bytes:
    """Return the PDF of a sealed bilan, dated when it was published: the same bilan gives the same bytes."""
    return typeset("bilan.typ", told_of(paper(one)), datetime.fromisoformat(one.at))


def told_of(one: Paper) -> dict[str, Any]:
    """Return what the template is given."""
    cover = one.cover
    return {
        "title": cover.title,
        "author": "Palier",
        "description": f"{cover.title}, {cover.kind}, code {cover.code}",
        "cover": {
            "heading": cover.heading, "kind": cover.kind, "code": cover.code, "sha256": cover.sha256,
            "facts": [list(each) for each in cover.facts], "warnings": list(cover.warnings),
            "changes": list(cover.changes), "how": list(cover.how),
        },
        "chapters": [
            {"title": each.title, "spreads": [_spread(spread) for spread in each.spreads]} for each in one.chapters
        ],
    }  # fmt: skip


def _spread(one: Spread) -> dict[str, Any]:
    return {
        "across": one.is_across,
        "notes": list(one.notes),
        "blocks": list(blocks_of(one.text, {})),
        "opening": one.opening.as_told() if one.opening else None,
        "tables": [_table(table, chart) for table, chart in one.tables],
    }


def _table(one: Laid, chart: Chart | None) -> dict[str, Any]:
    return {
        "heading": one.heading,
        "caveat": one.caveat,
        "size": one.size,
        "whole": len(one.rows) <= SHORT,
        "widths": list(one.widths),
        "text": list(one.is_text),
        "heads": list(one.heads),
        "rows": [
            [breakable(told, width, one.sign) for told, width in zip(row, one.widths, strict=True)]
            for row in one.rows
        ],
        "empty": empty(one.key),
        "chart": chart.as_told() if chart else None,
    }
