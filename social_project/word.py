"""A Word file -> its text under the headings of a projet social, and a receipt of what was not kept as it was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from rapidfuzz import fuzz

from pipelines.scrub import mask
from social_project.document import Block, Run
from social_project.headings import Heading
from social_project.imported import Imported, NotWord, Part
from social_project.markup import plain
from social_project.word_blocks import Read, blocks_of
from social_project.word_file import opened
from social_project.word_runs import Losses

_NUMBERING = re.compile(
    r"^\s*(?:(?:titre|chapitre|partie|article|rubrique|axe)\s+)?(?:[ivxlc]+|\d+(?:\.\d+)*|[a-z])\s*[.)°:\-–—/]+\s*",
    re.IGNORECASE,
)
_SURE, _DEEP = 76, 92  # of 100: a title below the heading it is under must be nearer to be another heading
_LONGEST_TITLE = 150
# How real documents call them.
_ALSO = {
    "1": ("publics accueillis", "profil des résidents", "le public", "population accueillie"),
    "2": ("accompagnement social", "actions d'accompagnement social", "accompagnement des résidents"),
    "3": (
        "conditions d'accueil",
        "le bâti et les logements",
        "présentation de la résidence",
        "locaux et équipe",
    ),
    "4": ("admission", "critères d'admission", "modalités d'admission"),
    "5": ("durée du séjour", "durée maximale de séjour", "durée de séjour et renouvellement"),
    "6": ("attribution", "attributions", "réservataires et attribution des logements"),
    "7": (
        "action sociale",
        "vie sociale",
        "vie collective",
        "animation et vie collective",
        "participation des résidents",
    ),
    "8": ("insertion par le logement", "insertion"),
    "9": ("relogement", "parcours résidentiel", "sorties et relogement"),
}
_SHOWN = 4  # places told of each sort of loss


def read_word(content: bytes, headings: Sequence[Heading], name: str = "") -> Imported:
    """Return what a .docx says, part by part, each with the heading where its title says that it goes; raise NotWord.

    A part whose title names no heading goes, until somebody says otherwise, under the one before it. What points at a person
    is masked (`pipelines.scrub`), and how many times is said.
    """
    document = opened(content)
    losses = Losses()
    try:
        found = [_masked(one, losses) for one in blocks_of(document, losses)]
    except (KeyError, ValueError, AttributeError, RecursionError) as strange:
        raise NotWord(
            "ce fichier Word n'a pas pu être lu : ouvrez-le dans Word, et enregistrez-le à nouveau"
        ) from strange
    if not found:
        raise NotWord(
            "ce fichier ne contient aucun texte : si ce sont des images de pages, il faut le document d'origine"
        )
    _note_edges(document, losses)
    return Imported(tuple(_parts(found, headings)), tuple(_receipt(losses)), sha256(content).hexdigest()[:12])


def matched(title: str, headings: Sequence[Heading], least: float = _SURE) -> str:
    """Return the code of the heading that a title names, its numbering dropped; empty for none."""
    bare = _folded(_NUMBERING.sub("", title, count=1))
    if not bare:
        return ""
    scored = [(max(_likeness(bare, _folded(other)) for other in (one.title, *_ALSO.get(one.code, ()))), one.code)
              for one in headings]  # fmt: skip
    best, code = max(scored)
    return code if best >= least else ""


def _likeness(title: str, other: str) -> float:
    return 0.5 * fuzz.token_sort_ratio(title, other) + 0.5 * fuzz.token_set_ratio(title, other)


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.replace("œ", "oe")).casefold()
    return " ".join(
        re.findall(r"[a-z0-9]+", "".join(one for one in letters if not unicodedata.combining(one)))
    )


def _parts(found: Sequence[Read], headings: Sequence[Heading]) -> list[Part]:
    first = headings[0].code
    parts = [Part("", (), first, False)]
    deep = 0  # level of the title of the heading that is being read
    for one in found:
        level = one.title_level or (_level_of_bare_title(one.block, headings) and 1)
        text = one.block.text
        is_under = bool(deep) and level > deep
        code = matched(text, headings, _DEEP if is_under else _SURE) if level else ""
        if code:
            parts.append(Part(text, (), code, True))
            deep = level
        elif level and not is_under and one.title_level:
            parts.append(Part(text, (), parts[-1].code, False))
        else:
            block = one.block
            if block.kind == "heading":  # titles inside a heading begin at the first level
                block = replace(block, level=max(1, min(3, one.title_level - deep)))
            parts[-1] = replace(parts[-1], blocks=(*parts[-1].blocks, block))
    return [one for one in parts if one.blocks or one.title]


def _level_of_bare_title(block: Block, headings: Sequence[Heading]) -> bool:
    """Return whether a paragraph is the title of a heading written without a style: short, bold or numbered, and its words."""
    text = block.text
    if (
        block.kind not in ("paragraph", "number")
        or len(text) > _LONGEST_TITLE
        or text.rstrip().endswith((".", ";", ","))
    ):
        return False
    is_marked = (
        all(run.is_bold for run in block.runs if run.text.strip())
        or text.isupper()
        or bool(_NUMBERING.match(text))
    )
    return is_marked and bool(matched(text, headings, 85))


def _masked(one: Read, losses: Losses) -> Read:
    def safe(runs: tuple[Run, ...]) -> tuple[Run, ...]:
        text = "".join(run.text for run in runs)
        masked, removed = mask(text)
        if not removed:
            return runs
        for what in removed:
            losses.add(f"données personnelles masquées ({what})")
        return plain([Run(masked)])

    block = one.block
    rows = tuple(tuple(safe(cell) for cell in row) for row in block.rows)
    return replace(one, block=replace(block, runs=safe(block.runs), rows=rows))


def _note_edges(document: WordDocument, losses: Losses) -> None:
    """Note what stands around the body: headers and footers."""
    for section in document.sections:
        for part, what in ((section.header, "en-têtes de page"), (section.footer, "pieds de page")):
            if part.is_linked_to_previous:
                continue
            text = " ".join("".join(one.text or "" for one in part._element.iter(qn("w:t"))).split())
            if text:
                losses.add(what, f"« {text[:60]} »")


def _receipt(losses: Losses) -> list[str]:
    lines = []
    for what, places in losses.found.items():
        known = [place for place in dict.fromkeys(places) if place]
        more = f" et {len(known) - _SHOWN} autres endroits" if len(known) > _SHOWN else ""
        where = (
            f" — {', '.join(one if one.startswith('«') else f'« {one} »' for one in known[:_SHOWN])}{more}"
            if known
            else ""
        )
        lines.append(f"{what[0].upper()}{what[1:]} : {len(places)}{where}")
    return lines
