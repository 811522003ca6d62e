"""Two versions of an invented projet social, and random ones; what a Word document says once its changes are settled."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

from hypothesis import strategies as st
from lxml import etree

from social_project.document import Block, Document, Run, Section
from social_project.markup import plain, read

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RESIDENCE = "ONE"
SHARE = "chiffre:need_rate?residence=ONE&periode=Vague%202025&categorie=sante_soins"
PARKED = "chiffre:meetings_held?residence=ONE&periode=2024"
OLD = {
    "1": (
        "Personnes et familles accueillies",
        "La résidence accueille une **majorité de personnes âgées**, venues travailler il y a quarante ans.\n\n"
        "Les *familles monoparentales* sont rares.\n\n## Situations particulières\n\n- sortants d'hébergement\n- jeunes en formation\n"
        "- travailleurs saisonniers\n\nLes situations sont revues chaque année.",
    ),
    "2": (
        "Accompagnement social",
        f"En 2024, [3]({PARKED}) réunions de palier ont été tenues.\n\n"
        "| Partenaire | Ce qu'il fait | Depuis |\n| --- | --- | --- |\n| Centre de santé | Consultations | 2019 |\n"
        "| Mission locale | Emploi des jeunes | 2020 |\n\n1. Repérer les besoins\n2. Orienter\n3. Rendre compte",
    ),
    "5": ("Durée du séjour", "Deux ans, renouvelables une fois.\n\nLa durée est rappelée à l'entrée."),
}
NEW = {
    "1": (
        "Personnes et familles accueillies, situations prises en compte",
        f"La résidence accueille des personnes de tous âges. La santé est le premier besoin ([100 %]({SHARE}) des répondants).\n\n"
        "Les *familles monoparentales* sont **plus nombreuses** qu'avant.\n\n## Situations particulières\n\n- sortants d'hébergement\n"
        "- étudiants & apprentis <18-25 ans>\n- jeunes en formation\n    - dont alternants\n\nLes situations sont revues deux fois par an.",
    ),
    "2": (
        "Accompagnement social",
        f"En 2024, [3]({PARKED}) réunions de palier ont été tenues ; voir [le guide](https://example.org/guide).\n\n"
        "| Partenaire | Ce qu'il fait | Depuis |\n| --- | --- | --- |\n| Centre de santé | Consultations et dépistages | 2019 |\n"
        "| Bus numérique | Démarches en ligne | 2025 |\n| Mission locale | Emploi des jeunes | 2020 |\n\n1. Repérer les besoins\n"
        "2. Orienter, accompagner\n3. Rendre compte\n\nUn bilan est fait :\n\n1. en conseil\n2. par écrit",
    ),
    "7": (
        "Actions sociales",
        "Ateliers, fêtes, sorties.\n\n| Action | Quand |\n| --- | --- |\n| Café | mardi |\n\nChaque action a un référent.",
    ),
}


def document(texts: dict[str, tuple[str, str]], version: str) -> Document:
    """Return the text under headings: code -> title, CommonMark."""
    sections = tuple(Section(code, title, read(text)) for code, (title, text) in texts.items())
    return Document(RESIDENCE, version, sections)


def texts_of(one: Document) -> list[str]:
    """Return what a text says, paragraph by paragraph and row by row: its letters alone."""
    found = []
    for section in one.sections:
        found.append(section.title)
        for block in section.blocks:
            if block.kind == "table":
                width = max(len(row) for row in block.rows)
                rows = [["".join(run.text for run in cell) for cell in row] for row in block.rows]
                found += ["\t".join(row + [""] * (width - len(row))) for row in rows]
            else:
                found.append(block.text)
    return found


def said_by(file: bytes, mark: str = "") -> list[str]:
    """Return what the text of a .docx says once every change is accepted (`ins`) or refused (`del`); as it lies, if neither.

    Whoever wrote this did not write the export: paragraphs whose mark goes are joined to the next, as the standard says.
    """
    root = etree.fromstring(ZipFile(io.BytesIO(file)).read("word/document.xml"))
    body = root.find(f"{W}body")
    _settle(body, keep=mark, drop="del" if mark == "ins" else "ins" if mark == "del" else "none")
    paragraphs = list(_texts(body))
    start = (
        max(at for at, text in enumerate(paragraphs) if text.startswith("Les chiffres viennent de Palier"))
        + 1
    )
    end = paragraphs.index("Fin du texte du projet social.")
    return paragraphs[start:end]


def _settle(body: Any, keep: str, drop: str) -> None:
    for row in list(body.iter(f"{W}tr")):
        if row.find(f"{W}trPr/{W}{drop}") is not None:
            row.getparent().remove(row)
    for table in list(body.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    for paragraph in list(body.iter(f"{W}p")):
        for held in list(paragraph.iter(f"{W}{drop}")):
            if held.getparent().tag != f"{W}rPr":
                held.getparent().remove(held)
        if paragraph.find(f"{W}pPr/{W}rPr/{W}{drop}") is not None:
            following = paragraph.getnext()
            assert following is not None
            assert following.tag == f"{W}p", "a paragraph that goes stands before a table"
            at = 0 if following.find(f"{W}pPr") is None else 1
            for child in reversed([one for one in paragraph if one.tag != f"{W}pPr"]):
                following.insert(at, child)
            paragraph.getparent().remove(paragraph)


def _texts(body: Any) -> Iterator[str]:
    for child in body:
        if child.tag == f"{W}p":
            style = child.find(f"{W}pPr/{W}pStyle")
            if _text(child) or style is None or style.get(f"{W}val") != "Interligne":
                yield _text(child)
        elif child.tag == f"{W}tbl":
            for row in child.iter(f"{W}tr"):
                yield "\t".join("".join(_text(p) for p in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc"))


def _text(paragraph: Any) -> str:
    # A break of page is no letter; LibreOffice writes one before what begins a page.
    written = {f"{W}br": "\n", f"{W}tab": "\t"}
    return "".join(
        written.get(one.tag, one.text or "")
        for run in paragraph.iter(f"{W}r")
        for one in run
        if one.tag in (f"{W}t", f"{W}delText", f"{W}br", f"{W}tab") and one.get(f"{W}type") != "page"
    )


_WORD = st.sampled_from(
    ["abri", "bain", "coin", "été", "l'an", "2025", "62 %", "«", ".", "<b>", "&", "\n", "# $x$"]
)


@st.composite
def _runs(draw: st.DrawFn) -> tuple[Run, ...]:
    found = []
    for word in draw(st.lists(_WORD, min_size=1, max_size=6)):
        found += [Run(word, draw(st.booleans()), draw(st.booleans())), Run(" ")]
    return plain(found[:-1])


_CELLS = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(_runs(), min_size=width, max_size=width).map(tuple), min_size=1, max_size=3
    )
)
_BLOCK = st.one_of(
    st.builds(Block, st.just("paragraph"), _runs()),
    st.builds(Block, st.just("heading"), _runs(), st.integers(1, 3)),
    st.builds(Block, st.sampled_from(["bullet", "number"]), _runs(), st.integers(1, 2)),
    _CELLS.map(lambda rows: Block("table", rows=tuple(rows))),
)


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Document, Document]:
    """Draw two versions of a text: the second keeps, changes, drops, adds and moves what the first holds."""
    pool = draw(st.lists(_BLOCK, min_size=1, max_size=6))
    sides = []
    for version in ("V1", "V2"):
        codes = draw(st.lists(st.sampled_from("12345"), unique=True, max_size=3))
        blocks = st.lists(st.one_of(st.sampled_from(pool), _BLOCK), max_size=5).map(tuple)
        titles = st.sampled_from(["Publics", "Publics et familles", "Durée"])
        sections = tuple(Section(code, draw(titles), draw(blocks)) for code in codes)
        sides.append(Document(RESIDENCE, version, sections))
    return sides[0], sides[1]
