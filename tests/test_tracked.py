"""The changes tracked in a Word document: to accept them all gives the new text, to refuse them all the old one. Exactly."""

from __future__ import annotations

import io
import os
from datetime import UTC, date, datetime
from pathlib import Path
from zipfile import ZipFile

import docx
from hypothesis import Phase, given, settings

from reports.evidence import EvidencePart, EvidenceRow
from reports.tracked import Line, Table, changes, tracked
from reports.word import Cover, word_of
from social_project.document import Block, Document, Run, Section, figure_at
from tests.office_writer import ACCEPT, REJECT, settle
from tests.project_texts import NEW, OLD, PARKED, SHARE, W, document, pairs, said_by, texts_of

EXAMPLES = int(os.environ.get("PALIER_EXAMPLES", "0"))
COVER = Cover("Maison ONE", "V2", "Direction", datetime(2026, 1, 15, 9, 30, tzinfo=UTC), "v00001-essai",
              date(2025, 12, 31), "V1", date(2024, 2, 1))  # fmt: skip
BEFORE, AFTER = document(OLD, "V1"), document(NEW, "V2")
NOTES = {figure_at(SHARE): "Besoin exprimé, Maison ONE : 10 sur 10.", figure_at(PARKED): "Réunions tenues."}
EVIDENCE = [
    EvidencePart("Participation", (EvidenceRow("Réunions", "3 (2024)", "10 (2025)", "—", "10", "100 %"),))
]


@given(pairs())
@settings(
    max_examples=EXAMPLES or 50,
    deadline=None,
    derandomize=not EXAMPLES,
    phases=[Phase.explicit, Phase.generate],
)
def test_random_texts_are_given_back_by_accepting_and_refusing(pair: tuple[Document, Document]) -> None:
    old, new = pair
    file = word_of(COVER, new, old)
    assert said_by(file, "ins") == texts_of(new)
    assert said_by(file, "del") == texts_of(old)


@given(pairs())
@settings(max_examples=10, deadline=None, derandomize=True)
def test_a_text_compared_with_itself_has_no_mark(pair: tuple[Document, Document]) -> None:
    _, new = pair
    assert changes(tracked(new, new)) == (0, 0)
    assert b"<w:ins " not in ZipFile(io.BytesIO(word_of(COVER, new, new))).read("word/document.xml")
    assert tracked(None, new) == tracked(new, new)


def test_a_sentence_reworded_keeps_the_words_that_stay() -> None:
    sides = [
        Document("R", name, (Section("1", "Publics", (Block("paragraph", (Run(text),)),)),))
        for name, text in (
            ("V1", "Deux ans, renouvelables une fois."),
            ("V2", "Trois ans, renouvelables une seule fois."),
        )
    ]
    _, line = tracked(*sides)
    assert isinstance(line, Line)
    assert [(piece.mark, piece.run.text) for piece in line.pieces] == [
        ("del", "Deux"),
        ("ins", "Trois"),
        ("", " ans, renouvelables une "),
        ("ins", "seule "),
        ("", "fois."),
    ]


def test_a_table_changes_row_by_row_and_cell_by_cell() -> None:
    [table] = [one for one in tracked(BEFORE, AFTER) if isinstance(one, Table) and one.width == 3]
    assert [row.mark for row in table.rows] == ["", "", "ins", ""]
    marked = [piece for cell in table.rows[1].cells for piece in cell if piece.mark]
    assert [(piece.mark, piece.run.text) for piece in marked] == [("ins", " et dépistages")]


def test_what_word_needs_is_in_the_file() -> None:
    file = word_of(COVER, AFTER, BEFORE, NOTES, EVIDENCE)
    parts = ZipFile(io.BytesIO(file))
    footnotes, text = parts.read("word/footnotes.xml").decode(), parts.read("word/document.xml").decode()
    assert "Besoin exprimé, Maison ONE : 10 sur 10." in footnotes
    assert text.count("<w:footnoteReference ") == 2
    assert 'w:author="Palier – Direction" w:date="2026-01-15T09:30:00Z"' in text
    assert "[Content_Types].xml" in parts.namelist()
    assert 'w:val="fr-FR"' in parts.read("word/styles.xml").decode()
    opened = docx.Document(io.BytesIO(file))
    assert opened.core_properties.title == "Projet social · Maison ONE, V2"
    assert opened.core_properties.author == "Palier – Direction"
    headings = [p.text for p in opened.paragraphs if p.style and p.style.name == "Heading 1"]
    assert headings[-1] == "Annexe : ce que disent les données"
    numbers = [
        p._p.pPr.numPr.numId.val
        for p in opened.paragraphs
        if p._p.pPr is not None and p._p.pPr.numPr is not None
    ]
    assert len(set(numbers)) == 3, "bullets, and two numbered lists that each begin at one"
    ids = [one.get(f"{W}id") for one in opened.element.iter(f"{W}ins", f"{W}del")]
    assert len(ids) == len(set(ids))


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    spoiled = Document(
        "R", "V1", (Section("1", "Pu\x0bblics", (Block("paragraph", (Run("a\x00b\ud800c"),)),)),)
    )
    assert said_by(word_of(COVER, spoiled)) == ["Publics", "abc"]


def test_libreoffice_gives_either_text_back(writer: str, tmp_path: Path) -> None:
    """In the office suite itself, not in our reading of the standard: tables, lists, headings, figures; both ways round."""
    empty = Document("ONE", "V0", (Section("1", "Publics"),))
    asked = []
    wanted = {}
    for name, (old, new) in {
        "there": (BEFORE, AFTER),
        "back": (AFTER, BEFORE),
        "from": (empty, AFTER),
        "to": (AFTER, empty),
    }.items():
        source = tmp_path / f"{name}.docx"
        source.write_bytes(word_of(COVER, new, old, NOTES, EVIDENCE))
        for command, text in ((ACCEPT, new), (REJECT, old)):
            target = tmp_path / f"{name}-{command}.docx"
            asked.append((source, command, target))
            wanted[target] = texts_of(text)
    settle(writer, asked, tmp_path / "office")
    for target, text in wanted.items():
        file = target.read_bytes()
        said = said_by(file)
        if REJECT in target.name:
            # It leaves an empty line where it takes away a paragraph that held a footnote, or that stood before a table.
            said = [line for line in said if line]
        assert said == text, target.name
        written = ZipFile(io.BytesIO(file)).read("word/document.xml")
        assert b"<w:ins " not in written
        assert b"<w:del " not in written
