"""A document to read -> its PDF: tagged (PDF/UA-1), the same bytes for the same words."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from reports.deliverables.paper import Paper
from reports.typeset import pdf


def pdf_of(paper: Paper) -> bytes:
    """Return the PDF of a document."""
    return pdf("paper.typ", told_of(paper), paper.at)


def told_of(paper: Paper) -> dict[str, Any]:
    """Return what the template is given."""
    told = asdict(paper)
    del told["at"]
    return told
