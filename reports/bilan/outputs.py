"""A sealed bilan -> the files that tell it, each made by one function; pages and the command line know them from here only."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from reports.bilan.annex import annex
from reports.bilan.pdf import pdf
from reports.bilan.sealed import Sealed, annex_of
from reports.bilan.word import word
from reports.deliverables.blocks import as_text
from reports.deliverables.board import board_of
from reports.deliverables.families import grid_of
from reports.deliverables.paper_word import word_of
from reports.deliverables.statement_paper import statement_of
from reports.deliverables.statement_sheet import sheet_of

SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
TEXT = "text/plain"
REMADE = "l'annexe gardée ici manquait, ou avait été modifiée : elle a été refaite du contenu scellé, à l'octet près"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(frozen=True)
class Output:
    """A file made of a sealed bilan. `told`: whom it is for, in one line; `suffix`: the end of its name, with its ending."""

    title: str
    told: str
    suffix: str
    media: str
    make: Callable[[Sealed], bytes]

    def name(self, one: Sealed) -> str:
        """Return the name of the file: « bilan-ABCD2345-annexe.xlsx »; the code in it is what *Vérifier* reads."""
        return f"bilan-{one.code}-{self.suffix}"


class NoFile(ValueError):
    """A file that cannot be made any more; the text says why, in French."""


def _annex(one: Sealed) -> bytes:
    """Return the published annex, made again of what is sealed where it is not kept any more; the same to the byte, or none."""
    held = annex_of(one) or annex(one)
    if hashlib.sha256(held).hexdigest() != one.annex_sha256:
        raise NoFile(
            f"l'annexe publiée du bilan {one.code} n'est plus dans le dossier des données, ou y a été modifiée, et ne peut pas être "
            "refaite à l'octet près : restaurez-la d'une sauvegarde"
        )
    return held


def annex_told(one: Sealed) -> str:
    """Return what is to be said of the annex of a bilan: nothing where it is kept, that it is made again, or why it cannot be."""
    if annex_of(one):
        return ""
    try:
        _annex(one)
    except NoFile as lost:
        return str(lost)
    return REMADE


def _statement(one: Sealed) -> bytes:
    return word_of(statement_of(one))


def _families(one: Sealed) -> bytes:
    return word_of(grid_of(one))


OUTPUTS: dict[str, Output] = {
    "word": Output("Bilan en Word", "Le bilan entier, à compléter ou à reprendre", "bilan.docx", WORD, word),
    "pdf": Output(
        "Bilan en PDF", "Le bilan entier, à lire, à imprimer ou à envoyer ; accessible", "bilan.pdf", PDF, pdf
    ),
    "annexe": Output("Annexe chiffrée", "Tous les tableaux, à vérifier", "annexe.xlsx", SHEETS, _annex),
    "conseil": Output(
        "Conseil d'administration", "Diapositives, graphiques modifiables", "conseil.pptx", SLIDES, board_of
    ),
    "cerfa": Output(
        "Compte rendu financier",
        "À relire avant de remplir le Cerfa 15059",
        "compte-rendu-financier.docx",
        WORD,
        _statement,
    ),
    "cerfa-tableaux": Output(
        "Compte rendu financier, tableaux",
        "Les montants, à recopier",
        "compte-rendu-financier.xlsx",
        SHEETS,
        sheet_of,
    ),
    "agls": Output(
        "Grille AGLS",
        "Pour qui instruit l'aide à la gestion locative sociale",
        "grille-agls.docx",
        WORD,
        _families,
    ),
    "champs": Output(
        "Textes des champs en ligne",
        "Pour Démarches simplifiées, sans copier depuis la page",
        "champs.txt",
        TEXT,
        as_text,
    ),
}
