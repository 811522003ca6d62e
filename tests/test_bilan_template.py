"""The Word template of bilans: the association's own is used as it is; what it lacks is lent; what could harm is refused in French."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from access import audit
from reports.bilan.template import BadTemplate, checked, is_own, keep, remove, template
from reports.bilan.template_ours import CELL, NOTE, STYLES, default_template
from reports.bilan.word import word
from reports.word_parts import field
from tests.bilan_invented import WARNING, invented
from tests.bilan_read_back import tables_of_word
from tests.test_levels import opened
from tests.test_pages import ran

WHOLE = invented()
_FEW = tuple(replace(one, tables=one.tables if one.number == 1 else ()) for one in WHOLE.bilan.parts)
ONE = replace(WHOLE, bilan=replace(WHOLE.bilan, parts=_FEW), code=WHOLE.code, sha256=WHOLE.sha256)


def saved(held: Any) -> bytes:
    file = io.BytesIO()
    held.save(file)
    return file.getvalue()


def own(change: Callable[[Any], None]) -> bytes:
    held = docx.Document(io.BytesIO(default_template()))
    change(held)
    return saved(held)


def restyled(held: Any) -> None:
    held.styles["Heading 1"].font.color.rgb = RGBColor(0x12, 0x34, 0x56)
    held.styles[CELL].font.name = "Georgia"
    held.sections[0].footer.add_paragraph("Association du Phare, bilan {{co")
    held.sections[0].footer.paragraphs[-1].add_run("de}} du {{date}}")
    held.add_paragraph("Fait pour valoir ce que de droit.")


def letterhead() -> bytes:
    """A letter of somebody's: a logo's line, narrow margins of its own, no style and no marker of ours."""
    held = docx.Document()
    held.add_paragraph("Association du Phare")
    page = held.sections[0]
    page.page_width, page.page_height, page.left_margin, page.right_margin = Mm(210), Mm(297), Mm(40), Mm(30)
    return saved(held)


def lines(content: bytes) -> list[str]:
    return [line.text for line in docx.Document(io.BytesIO(content)).paragraphs]


def test_our_template_has_every_style_and_marker() -> None:
    found = checked(default_template())
    assert (found.missing_styles, found.missing_markers) == ((), ())


def test_the_association_s_own_template_keeps_its_styles_and_its_words(data: Path) -> None:
    assert not is_own()
    keep(own(restyled))
    assert is_own()
    made = docx.Document(io.BytesIO(word(ONE)))
    assert made.styles["Heading 1"].font.color.rgb == RGBColor(0x12, 0x34, 0x56)
    assert made.styles[CELL].font.name == "Georgia"
    foot = made.sections[-1].footer.paragraphs[-1].text
    assert foot == "Association du Phare, bilan ABCD2345 du 15 janvier 2026"
    assert made.paragraphs[-1].text == "Fait pour valoir ce que de droit."
    used = {line.style.name for line in made.paragraphs if line.style}
    assert {"Heading 1", NOTE} <= used
    remove()
    assert template() == default_template()


def test_what_a_template_lacks_is_ours_and_is_said(data: Path) -> None:
    found = keep(letterhead())
    assert {"Bilan cellule", "Bilan avertissement"} <= set(found.missing_styles)
    assert {"contenu", "avertissements", "sceau"} <= set(found.missing_markers)
    made = word(WHOLE)
    told = lines(made)
    assert (
        told.index(f"Bilan · {ONE.bilan.call}") < told.index("Association du Phare") < told.index("Sommaire")
    )
    assert WARNING in told[: told.index("Association du Phare")]
    assert sum(len(grid) for grid in tables_of_word(made)) > 80
    held = docx.Document(io.BytesIO(made))
    assert set(STYLES) <= {style.name for style in held.styles}
    # 140 mm between its margins: no table is wider.
    grids = [[int(one.get(qn("w:w"))) for one in table._tbl.tblGrid] for table in held.tables]
    assert max(map(sum, grids[:2])) <= 140.5 * 1440 / 25.4


def test_a_warning_is_never_put_off_to_a_second_page(data: Path) -> None:
    def late(held: Any) -> None:
        [warning] = [one for one in held.paragraphs if one.text == "{{avertissements}}"]
        warning.insert_paragraph_before().add_run().add_break(docx.enum.text.WD_BREAK.PAGE)

    told = lines(word(ONE, own(late)))
    assert told.index(WARNING) < 3
    assert told.count(WARNING) == 1


def with_part(name: str, content: bytes) -> Callable[[], bytes]:
    def made() -> bytes:
        file = io.BytesIO(default_template())
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, content)
        return file.getvalue()

    return made


def external() -> bytes:
    held = docx.Document(io.BytesIO(default_template()))
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    held.part.relate_to("http://mal.example/x.png", kind, is_external=True)
    return saved(held)


def fielded() -> bytes:
    return own(lambda held: held.paragraphs[0]._p.extend(field("DDEAUTO c:\\\\x cmd.exe")))


def doctyped() -> bytes:
    source = zipfile.ZipFile(io.BytesIO(default_template()))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for one in source.infolist():
            held = source.read(one)
            if one.filename == "word/document.xml":
                held = held.replace(b"<w:document", b'<!DOCTYPE x [<!ENTITY a "a">]><w:document', 1)
            archive.writestr(one, held)
    return file.getvalue()


@pytest.mark.parametrize(
    ("hostile", "told"),
    [
        (lambda: b"", "vide"),
        (lambda: b"%PDF-1.7", "PDF"),
        (lambda: default_template()[:3000], "abîmé"),
        (lambda: default_template() + b"\0" * 6_000_000, "5 Mo"),
        (doctyped, "structure anormale"),
        (with_part("word/media/zero.bin", b"\0" * 60_000_000), "anormalement gros"),
        (external, "va chercher"),
        (fielded, "champ"),
    ],
)
def test_a_template_that_could_harm_is_refused_in_french(hostile: Callable[[], bytes], told: str, data: Path) -> None:  # fmt: skip
    with pytest.raises(BadTemplate, match=told):
        keep(hostile())
    assert not is_own()


def test_where_a_template_came_from_is_forgotten(data: Path) -> None:
    def attached(held: Any) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
        held.part._settings_part.relate_to("file:///C:/Secret.dotm", kind, is_external=True)

    made = zipfile.ZipFile(io.BytesIO(word(ONE, own(attached))))
    assert not any(b"Secret.dotm" in made.read(name) for name in made.namelist())


def test_leadership_puts_its_template_in_settings_and_takes_it_away(data: Path) -> None:
    at = opened("donnees/reglages")
    assert any("celui de Palier" in one.value for one in at.caption)
    [uploader] = at.get("file_uploader")
    letter = letterhead()
    at = ran(uploader.set_value([("modele.docx", letter, "")]))
    assert any("Bilan cellule" in one.value for one in at.info)
    [take] = [one for one in at.button if one.label == "Prendre ce modèle"]
    at = ran(take.click())
    assert template() == letter
    assert any("le vôtre" in one.value for one in at.caption)
    [back] = [one for one in at.button if one.label.startswith("Revenir")]
    ran(back.click())
    assert not is_own()
    assert {event.detail.partition(" (")[0] for event in audit.events(actions=["settings_changed"])} == {
        "modèle Word des bilans remplacé", "modèle Word des bilans : celui de Palier"}  # fmt: skip


def test_sizes_of_letters_are_those_of_the_table_whatever_the_template(data: Path) -> None:
    def huge(held: Any) -> None:
        held.styles[CELL].font.size = Pt(30)

    held = docx.Document(io.BytesIO(word(ONE, own(huge))))
    sizes = {run.font.size.pt for table in held.tables for run in table.rows[0].cells[0].paragraphs[0].runs}
    assert max(sizes) <= 9
