"""One residence and one year -> the files that tell it; pages and the command line know them from here only."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from reports.deliverables.november import november_of
from reports.deliverables.of_residence import Home
from reports.deliverables.paper_pdf import pdf_of
from reports.deliverables.paper_word import word_of
from reports.deliverables.residence_page import page_of

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"


@dataclass(frozen=True)
class ResidenceOutput:
    """A file made of a residence and a year. `told`: whom it is for, in one line; `suffix`: the end of its name, with its ending."""

    title: str
    told: str
    suffix: str
    media: str
    make: Callable[[Home], bytes]

    def name(self, one: Home) -> str:
        """Return the name of the file, without accents: « la-garrigue-2025-bilan-15-novembre.docx »."""
        apart = one.place.short_name.lower().replace("œ", "oe").replace("æ", "ae")
        plain = unicodedata.normalize("NFKD", apart).encode("ascii", "ignore").decode()
        start = re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "residence"
        return f"{start}-{one.year}-{self.suffix}"


def _november_word(one: Home) -> bytes:
    return word_of(november_of(one))


def _november_pdf(one: Home) -> bytes:
    return pdf_of(november_of(one))


RESIDENCE_OUTPUTS: dict[str, ResidenceOutput] = {
    "novembre": ResidenceOutput(
        "Word", "Pour le préfet : à compléter, à signer", "bilan-15-novembre.docx", WORD, _november_word
    ),
    "novembre-pdf": ResidenceOutput(
        "PDF", "Pour le préfet : à joindre", "bilan-15-novembre.pdf", PDF, _november_pdf
    ),
    "fiche": ResidenceOutput(
        "Fiche", "Pour la direction : une page, interne", "fiche-interne.pdf", PDF, page_of
    ),
}
