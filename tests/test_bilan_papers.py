"""A bilan in Word and in PDF, read back: every figure of the sealed one, its texts, what is said on the first page; nothing overflows."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from docx.oxml.ns import qn
from openpyxl import load_workbook

from reports.bilan.annex import annex
from reports.bilan.charts import charts_of
from reports.bilan.content import MASKED, Part, Table
from reports.bilan.in_french import empty
from reports.bilan.laid import A4, laid
from reports.bilan.outputs import OUTPUTS
from reports.bilan.pdf import pdf
from reports.bilan.sealed import Sealed
from reports.bilan.word import word
from reports.typeset import _drawable
from tests.bilan_invented import BUDGET, COMPARED, EVIL, PEOPLE, WARNING, WIDE, YEARS, invented
from tests.bilan_read_back import (
    assert_told,
    bare,
    beyond,
    cells_of_annex,
    heard,
    text_of,
    written,
)
from tests.printed import is_tagged

ONE = invented()


@pytest.fixture(scope="module", autouse=True)
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALIER_DATA", str(tmp_path_factory.mktemp("papers")))
        yield


@pytest.fixture(scope="module")
def in_word() -> bytes:
    return word(ONE)


@pytest.fixture(scope="module")
def in_pdf() -> bytes:
    return pdf(ONE)


def tables(one: Sealed) -> list[Table]:
    return [table for part in one.bilan.parts for table in part.tables if table.rows]


def typed(one: Sealed) -> int:
    """How many tables people typed in their texts."""
    return sum(part.text.count("| --- |") for part in one.bilan.parts)


def test_numbers_are_written_as_in_french() -> None:
    told = [
        written(column, row, value)
        for row in COMPARED.rows
        for column, value in zip(COMPARED.columns, row.cells, strict=True)
    ]
    assert told[2:6] == ["18", "12,5", "−5,5", "69,4%"]
    assert told[8:10] == ["1234567,89", "1300000"]
    assert told[15:17] == ["69348,60€", "−2651,40€"]
    assert [written(YEARS.columns[4], row, row.cells[4]) for row in YEARS.rows] == ["+18,8pt", "−100,0pt", "—", "−2,4"]  # fmt: skip


def test_every_cell_is_told_by_the_word_the_pdf_and_the_annex(in_word: bytes, in_pdf: bytes) -> None:
    assert_told(ONE, in_word, in_pdf)
    workbook = annex(ONE)
    for sheet, part in enumerate(ONE.bilan.parts, 1):
        for table in part.tables:
            assert cells_of_annex(workbook, sheet, table) == [list(row.cells) for row in table.rows]


def test_a_table_too_wide_is_told_in_pieces_and_loses_nothing(in_pdf: bytes) -> None:
    pieces = laid(WIDE, A4)
    assert len(pieces) > 1
    assert all(sum(one.widths) <= A4.across + 0.1 for one in pieces)
    assert [one.heads[0] for one in pieces] == ["Résidence"] * len(pieces)
    text = "".join(text_of(in_pdf))
    for one in pieces:
        assert all(bare("".join(row)) in text for row in one.rows)
    assert sum(len(one.heads) - 1 for one in pieces) == 30


def test_nothing_overflows_and_no_page_is_empty(in_pdf: bytes) -> None:
    assert beyond(in_pdf, 18) == []
    assert all(len(page) > 60 for page in text_of(in_pdf))


def test_incomplete_data_are_told_on_the_first_page_with_the_code_and_the_seal(in_word: bytes, in_pdf: bytes) -> None:  # fmt: skip
    first = text_of(in_pdf)[0]
    for told in (
        WARNING,
        ONE.code,
        ONE.sha256,
        ONE.bilan.call,
        "Bilan final, édition 2",
        "reports verify",
        "un classeur corrigé",
    ):
        assert bare(told) in first, told
        assert bare(told) in before_the_first_break(in_word), told
    assert "savoiravantdelire" not in text_of(pdf(invented(warnings=(), is_interim=True)))[0]
    assert "Bilanintermédiaire" in text_of(pdf(invented(warnings=(), is_interim=True)))[0]


def before_the_first_break(content: bytes) -> str:
    told = []
    for one in docx.Document(io.BytesIO(content)).element.body:
        if one.find(f".//{qn('w:sectPr')}") is not None:
            break
        told.append("".join(each.text or "" for each in one.iter(qn("w:t"))))
    return bare(" ".join(told))


def test_what_people_wrote_is_told_with_its_figures_and_harms_nothing(in_word: bytes, in_pdf: bytes) -> None:
    in_text = re.sub(
        r"\s",
        "",
        "".join(one.text or "" for one in docx.Document(io.BytesIO(in_word)).element.body.iter(qn("w:t"))),
    )
    for told in (in_text, "".join(text_of(in_pdf))):
        assert "Ilyaeu1234réunions,dontdeuxtard:" in told
        assert "chiffre:" not in told
        assert "longlonglonglong" in told.replace("-", "")
        assert not set("\u202e\u2066") & set(told)
        assert '=HYPERLINK("http://mal.example";"cliquez")#panic("x")$x$' in told
        assert "أهلا"[0] in told or "ﺃ" in told
    archive = zipfile.ZipFile(io.BytesIO(in_word))
    codes = re.findall(r"<w:instrText[^>]*>([^<]*)<", archive.read("word/document.xml").decode())
    assert codes
    assert all(re.fullmatch(r" (PAGEREF _Partie\d+ \\h|PAGE|NUMPAGES) ", code) for code in codes)
    links = archive.read("word/_rels/document.xml.rels").decode()
    assert "exemple.invalid" in links
    assert "javascript" not in links
    assert "mal.example" not in links
    assert not re.findall(rb"/URI \((?!https://exemple\.invalid)", in_pdf)
    assert EVIL.count("{{") == sum(
        line.text.count("{{") for line in docx.Document(io.BytesIO(in_word)).paragraphs if line.text == EVIL
    )


def test_the_pdf_tells_its_structure_to_whoever_hears_it(in_pdf: bytes) -> None:
    assert is_tagged(in_pdf)
    for mark in (rb"/Lang ?\(fr", rb"/DisplayDocTitle true", rb"pdfuaid:part"):
        assert re.search(mark, in_pdf), mark
    document = pypdfium2.PdfDocument(in_pdf)
    assert document.get_metadata_dict()["Title"] == f"Bilan · {ONE.bilan.call}"
    found = list(heard(in_pdf))
    figures = [alt for kind, alt in found if kind == "Figure"]
    assert len(figures) == sum(len(charts_of(part)) for part in ONE.bilan.parts)
    assert all(alt.startswith("Graphique en barres.") for alt in figures)
    kinds = [kind for kind, _ in found]
    heads = sum(len(piece.heads) for table in tables(ONE) for piece in laid(table, A4))
    assert kinds.count("TH") >= heads + 2 * typed(ONE)
    assert kinds.count("H1") >= 13
    assert pdfium.FPDFCatalog_IsTagged(document.raw)


def test_the_same_bilan_gives_the_same_pdf(in_pdf: bytes) -> None:
    assert pdf(ONE) == in_pdf


def test_word_heads_repeat_rows_are_whole_and_pictures_are_told(in_word: bytes) -> None:
    held = docx.Document(io.BytesIO(in_word))
    for table in held.element.body.iter(qn("w:tbl")):
        rows = list(table.iter(qn("w:tr")))
        assert rows[0].find(f".//{qn('w:tblHeader')}") is not None
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)
    told = [
        one.get("descr")
        for one in held.element.body.iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
        )
    ]
    assert told == [chart.alt for part in ONE.bilan.parts for chart in charts_of(part).values()]
    head, foot = held.sections[1].header, held.sections[1].footer
    assert head.paragraphs[0].text == f"Bilan · {ONE.bilan.call} · Bilan final, édition 2 · code ABCD2345"
    assert re.findall("PAGE|NUMPAGES", foot._element.xml)
    assert [line.text for line in held.paragraphs if line.style and line.style.name == "Heading 1"] == [
        f"{part.number}. {part.title}" for part in ONE.bilan.parts
    ]


def test_a_chart_never_draws_a_masked_number_as_zero() -> None:
    charts = charts_of(Part(3, "x", (COMPARED, PEOPLE, YEARS, BUDGET)))
    [hidden] = [bars[0] for label, bars in charts[COMPARED.key].rows if label == "Personnes"]
    assert [one.look for one in hidden.segments] == ["hidden"]
    assert "masqué sur 40" in hidden.heard
    [unknown] = [bars[0] for label, bars in charts[COMPARED.key].rows if label == "Sans résultat"]
    assert unknown.segments == ()
    assert "non transmis" in unknown.heard
    people = dict(charts[PEOPLE.key].rows)
    assert "Ensemble" not in people, "the total would flatten the others"
    assert [one.look for one in people["La Digue"][0].segments] == ["hidden"]
    assert people["La Digue"][0].segments[0].end == pytest.approx(25 / 150)
    assert [one.told for one in people["Le Môle"][0].segments] == ["61"]
    assert "Masqué" not in dict(charts[YEARS.key].rows)
    assert [one.at for one in dict(charts[YEARS.key].rows)["Paliers couverts"][0].dots] == [0.25, 0.4375]
    wholly = replace(PEOPLE, rows=(*PEOPLE.rows[:1], replace(PEOPLE.rows[1], cells=("La Digue", MASKED, MASKED, MASKED))))  # fmt: skip
    [bare_bar] = dict(charts_of(Part(4, "x", (wholly,)))[PEOPLE.key].rows)["La Digue"]
    assert (bare_bar.segments, bare_bar.told, bare_bar.heard) == ((), MASKED, "masqué")


def test_a_table_where_no_row_is_good_news_says_none_and_others_that_nothing_came(in_word: bytes, in_pdf: bytes) -> None:  # fmt: skip
    for key, wanted in (
        ("reopened", "Aucun."),
        ("reworded", "Aucune."),
        ("local_bodies", "Rien de transmis."),
    ):
        assert empty(key) == wanted
    lines = [line.text for line in docx.Document(io.BytesIO(in_word)).paragraphs]
    assert lines[lines.index("Mois rouverts") + 1] == "Aucun."
    assert "MoisrouvertsAucun." in "".join(text_of(in_pdf))
    sheet = [cell.value for row in load_workbook(io.BytesIO(annex(ONE))).worksheets[12] for cell in row if cell.value]  # fmt: skip
    assert sheet[sheet.index("Mois rouverts") + 3] == "Aucun."


def test_the_command_that_verifies_is_never_cut(in_pdf: bytes) -> None:
    text = pypdfium2.PdfDocument(in_pdf)[0].get_textpage().get_text_range()
    assert "python -m reports verify FICHIER" in " ".join(text.split())
    # A line that ends in a hyphen is told so by these signs: nothing of this paragraph is cut.
    assert not re.search("[\ufffe\u00ad\x02]", text[text.index("Pour vérifier") :])


def test_both_are_offered_before_the_annex() -> None:
    assert list(OUTPUTS)[:2] == ["word", "pdf"]
    assert OUTPUTS["word"].name(ONE) == "bilan-ABCD2345-bilan.docx"


def test_libreoffice_opens_the_word_document_and_nothing_overflows(writer: str, in_word: bytes, tmp_path: Path) -> None:  # fmt: skip
    path = tmp_path / "bilan.docx"
    path.write_bytes(in_word)
    command = [
        writer,
        f"-env:UserInstallation=file://{tmp_path}/office",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    printed = path.with_suffix(".pdf").read_bytes()
    told = text_of(printed)
    assert bare(WARNING) in told[0]
    assert all(len(page) > 60 for page in told), "no page is empty"
    assert beyond(printed, 12) == []
    assert all(re.search(rf"Page{number}/{len(told)}", page) for number, page in enumerate(told, 1))


def test_only_what_no_letter_draws_is_replaced() -> None:
    """PDF/UA refuses a document for one sign without a letter: an emoji typed in a text must not cost the bilan."""
    told = {"charts": [], "x": ["oui ✓ ★ 😀 漢 é →"]}
    assert _drawable(told) == {"charts": [], "x": ["oui ✓ ★ \ufffd \ufffd é →"]}
