"""A projet social written in Word by somebody else: what is read of it, where it goes, what is said to be lost, what is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import RGBColor

from social_project.document import Block
from social_project.headings import NINE
from social_project.imported import Imported, NotWord, texts_of
from social_project.markup import read
from social_project.word import matched, read_word

# Written with python-docx, then opened and saved by LibreOffice Writer 7.4: its own styles, numbering and parts.
OF_WRITER = Path(__file__).with_name("fixtures") / "projet_social_writer.docx"


def ten_pages(has_notes: bool = True) -> Document:
    """A text as people write one: numbered titles, lists in lists, a table with merged cells, what no text can keep."""
    d = docx.Document()
    d.add_heading("Projet social de la résidence (démo)", 0)
    d.add_paragraph("Adopté en conseil.")
    titles = (
        *("I - Publics accueillis", "II - Accompagnement social", "III. Conditions spécifiques d'accueil"),
        *("IV) Admission", "5. Durée du séjour", "6 – Attribution des logements"),
        *("VII – Vie collective", "8/ Insertion par le logement", "9. Relogement"),
    )
    for at, title in enumerate(titles, 1):
        d.add_heading(title, 1)
        d.add_heading("Présentation", 2)
        for number in range(12):
            p = d.add_paragraph(
                f"Paragraphe {number} de la partie {at}, qui dit ce que fait la résidence. " * 3
            )
            p.add_run("Un passage important").bold = True
            p.add_run(", une nuance").italic = True
        for level in ("List Bullet", "List Bullet 2", "List Bullet", "List Number"):
            d.add_paragraph(f"élément ({level})", style=level)
    table = d.add_table(rows=3, cols=3)
    table.cell(0, 0).text = "Besoin"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Part"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Santé"
    table.cell(2, 2).text = "30 %"
    d.add_heading("Le quartier", 1)
    d.add_paragraph("Joindre Mme Untelle au 04 91 00 00 00.")
    p = d.add_paragraph("Un mot ")
    p.add_run("en rouge").font.color.rgb = RGBColor(255, 0, 0)
    p._p.append(
        parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="x"><w:r><w:t>, ajouté</w:t></w:r></w:ins>')
    )
    p._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="2" w:author="x"><w:r><w:delText>, retiré</w:delText></w:r></w:del>'
        )
    )
    if has_notes:
        p._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="3"/></w:r>'))
    d.sections[0].header.paragraphs[0].text = "Association inventée"
    return d


def saved(document: Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


@pytest.fixture(scope="module", params=["python-docx", "LibreOffice Writer"])
def imported(request: pytest.FixtureRequest) -> Imported:
    of_writer = request.param == "LibreOffice Writer"
    return read_word(OF_WRITER.read_bytes() if of_writer else saved(ten_pages()), NINE)


def test_titles_lead_to_the_nine_headings_whatever_their_numbering(imported: Imported) -> None:
    before, *nine, last = imported.parts
    assert [(one.code, one.is_matched) for one in nine] == [(str(at), True) for at in range(1, 10)]
    assert (before.title, before.is_matched, [one.text for one in before.blocks]) == (
        "",
        False,
        ["Projet social de la résidence (démo)", "Adopté en conseil."],
    )
    assert (last.title, last.code, last.is_matched) == ("Le quartier", "9", False), (
        "asked; meanwhile under the one before"
    )


def test_words_styles_lists_and_tables_are_kept(imported: Imported) -> None:
    first, ninth = imported.parts[1], imported.parts[9]
    title, paragraph, *_ = first.blocks
    assert (title.kind, title.level, title.text) == ("heading", 1, "Présentation")
    assert [(run.text, run.is_bold, run.is_italic) for run in paragraph.runs[-2:]] == [
        ("Un passage important", True, False),
        (", une nuance", False, True),
    ]
    assert [(one.kind, one.level) for one in first.blocks[-4:]] == [
        ("bullet", 1),
        ("bullet", 2),
        ("bullet", 1),
        ("number", 1),
    ]
    [table] = [one for one in ninth.blocks if one.kind == "table"]
    assert table.text == "Besoin\tPart\t\nSanté\t\t\n\t\t30 %"
    assert sum(one.kind == "paragraph" for part in imported.parts for one in part.blocks) == 12 * 9 + 4


def test_tracked_changes_are_accepted_and_people_masked(imported: Imported) -> None:
    told = "\n".join(one.text for one in imported.parts[-1].blocks)
    assert told == "Joindre [nom] au [téléphone].\nUn mot en rouge, ajouté"


@pytest.mark.parametrize(
    "what",
    ["cellules fusionnées", "Couleurs de texte : 1 — « Le quartier »", "masquées (nom)", "masquées (téléphone)",
     "ajoutés en suivi", "supprimés en suivi", "En-têtes de page"],
)  # fmt: skip
def test_what_is_lost_is_said_with_its_place(imported: Imported, what: str) -> None:
    assert [line for line in imported.receipt if what in line], imported.receipt


def test_a_note_is_said_to_be_lost() -> None:
    assert "Notes de bas de page : 1 — « Le quartier »" in read_word(saved(ten_pages()), NINE).receipt


def test_what_was_read_is_what_is_kept(imported: Imported) -> None:
    texts = texts_of(imported.parts, [part.code for part in imported.parts])
    assert read(texts["2"]) == imported.parts[2].blocks
    ninth = [
        *imported.parts[9].blocks,
        Block("heading", read("# Le quartier")[0].runs),
        *imported.parts[10].blocks,
    ]
    assert read(texts["9"]) == tuple(ninth)
    assert "9" not in texts_of(imported.parts, [*(["1"] * 9), "", ""])


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Conditions d'admission", "4"),
        ("CONDITIONS D'ADMISSION", "4"),
        ("Article 4 : Conditions d’admission", "4"),
        ("Conditions specifiques d'acceuil", "3"),
        ("L'action d'insertion par le logement", "8"),
        ("Actions sociales", "7"),
        ("Attribution", "6"),
        ("Conclusion", ""),
        ("Budget", ""),
        ("", ""),
        ("12.", ""),
    ],
)
def test_a_title_names_its_heading(title: str, code: str) -> None:
    assert matched(title, NINE) == code


def test_titles_without_a_style_are_known_by_their_words() -> None:
    d = docx.Document()
    d.add_paragraph().add_run("IV - Conditions d'admission").bold = True
    d.add_paragraph("Toute personne majeure.")
    d.add_paragraph("Les conditions d'admission sont affichées dans le hall.")
    [part] = read_word(saved(d), NINE).parts
    assert (part.code, len(part.blocks)) == ("4", 2)


def zipped(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def changed(change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(saved(docx.Document()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return zipped(parts | {"word/document.xml": change(parts["word/document.xml"])})


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
REFUSED = {
    "vide": (b"", "vide"),
    "pdf": (b"%PDF-1.7 x", "PDF"),
    "rtf": (b"{\\rtf1 x}", "RTF"),
    "doc": (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, r"\(\.doc\)"),
    "chiffré": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "mot de passe"),
    "odt": (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument"),
    "zip": (zipped({"a.txt": b"x"}), "pas un fichier Word"),
    "abîmé": (saved(docx.Document())[:2000], "abîmé"),
    "bombe": (changed(lambda _: b" " * (31 * 2**20)), "anormalement gros"),
    "entité": (changed(lambda xml: ENTITY + xml.partition(b"?>")[2]), "structure anormale"),
    "sans texte": (saved(docx.Document()), "aucun texte"),
    "xml": (changed(lambda _: b"<w:document"), "structure anormale"),
    "trop lourd": (b"PK\x03\x04" + b"0" * (25 * 2**20), "25 Mo"),
}


@pytest.mark.parametrize("sort", REFUSED)
def test_what_is_no_word_document_or_could_harm_is_refused_with_what_to_do(sort: str) -> None:
    content, why = REFUSED[sort]
    with pytest.raises(NotWord, match=why):
        read_word(content, NINE)
