"""Our Word template of a bilan: its styles, its markers, its page; what stands in for what another template lacks."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from functools import cache

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Mm, Pt
from docx.styles.style import ParagraphStyle

from reports.word_dress import BLUE, GREY, blank
from reports.word_parts import element, field

MARKERS = {
    "logo": "la place de votre logo", "titre": "« Bilan · AAP 2025 »", "edition": "bilan intermédiaire ou final, et son édition",
    "appel": "le nom de l'appel", "code": "le code du bilan", "sha256": "l'empreinte du contenu", "date": "le jour de publication",
    "entete": "la ligne d'en-tête : titre, édition, code", "sceau": "code, empreinte, période, données", "avertissements":
    "les données incomplètes", "changements": "ce qui change depuis l'édition précédente", "verifier": "comment vérifier le bilan",
    "sommaire": "le sommaire", "contenu": "les treize parties",
}  # fmt: skip
MARKER = re.compile(r"\{\{\s*([a-z0-9]+)\s*\}\}")
NOTE, CAPTION, CELL, HEAD = "Bilan note", "Bilan légende", "Bilan cellule", "Bilan en-tête de tableau"
WARNING, SEAL, CONTENTS, DRAWING, TURN = (
    "Bilan avertissement", "Bilan sceau", "Bilan sommaire", "Bilan graphique", "Bilan saut",
)  # fmt: skip
STYLES = (
    "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Heading 4", "List Paragraph",
    NOTE, CAPTION, CELL, HEAD, WARNING, SEAL, CONTENTS, DRAWING, TURN,
)  # fmt: skip
_FROM = datetime(2026, 1, 1, tzinfo=UTC)
_LETTERS = "Arial"


@cache
def default_template() -> bytes:
    """Return our template: every style and marker, on an A4."""
    word = blank("Modèle de bilan", "Palier", _FROM)
    page = word.sections[0]
    page.left_margin = page.right_margin = Cm(2)
    word.settings.element.append(element("w:autoHyphenation"))
    # Calibri is Microsoft's alone, and much wider letters stand in for it elsewhere; Arial has its equal on every machine.
    for fonts in word.styles.element.iter(qn("w:rFonts")):
        for name in ("w:ascii", "w:hAnsi", "w:eastAsia"):
            fonts.set(qn(name), _LETTERS)
    _add_styles(word)
    _number_pages(word)
    for name, style in (
        ("logo", "Normal"), ("titre", "Title"), ("edition", "Subtitle"), ("sceau", SEAL), ("avertissements", WARNING),
        ("changements", "Normal"), ("verifier", NOTE), ("sommaire", CONTENTS), ("contenu", "Normal"),
    ):  # fmt: skip
        word.add_paragraph(f"{{{{{name}}}}}", style)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _add_styles(word: Word) -> None:
    normal = word.styles["Normal"]
    normal.font.size = Pt(10.5)
    subtitle = word.styles["Subtitle"]
    properties = subtitle.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    subtitle.font.size, subtitle.font.color.rgb = Pt(14), GREY
    subtitle.paragraph_format.space_after = Pt(12)
    _style(word, NOTE, 9.5, after=6).font.color.rgb = GREY
    caption = _style(word, CAPTION, 9, after=3)
    caption.font.italic, caption.font.color.rgb, caption.paragraph_format.keep_with_next = True, GREY, True
    _style(word, CELL, 9)
    _style(word, HEAD, 9).font.bold = True
    warning = _style(word, WARNING, 10.5, after=3)
    warning.paragraph_format.left_indent = warning.paragraph_format.right_indent = Mm(3)
    borders = element("w:pBdr")
    for side in ("top", "left", "bottom", "right"):
        borders.append(element(f"w:{side}", w_val="single", w_sz=12, w_space=6, w_color="1A1A1A"))
    shape = warning.element.get_or_add_pPr()
    before = shape.find(qn("w:spacing"))
    before.addprevious(borders)
    seal = _style(word, SEAL, 10, after=2)
    seal.paragraph_format.left_indent, seal.paragraph_format.first_line_indent = Mm(52), Mm(-52)
    contents = _style(word, CONTENTS, 10.5, after=2)
    contents.paragraph_format.left_indent = Mm(0)
    drawing = _style(word, DRAWING, 9, before=4, after=10)
    drawing.paragraph_format.keep_with_next = False
    turn = _style(word, TURN, 1)
    turn.paragraph_format.line_spacing = Pt(1)
    word.styles["Title"].font.color.rgb = BLUE


def _style(word: Word, name: str, size: float, before: float = 0, after: float = 0) -> ParagraphStyle:
    made = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(made, ParagraphStyle)
    made.base_style, made.font.size = word.styles["Normal"], Pt(size)
    made.quick_style = True
    shape = made.paragraph_format
    shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), 1
    return made


def _number_pages(word: Word) -> None:
    page = word.sections[0]
    page.different_first_page_header_footer = True
    head = page.header.paragraphs[0]
    head.style = word.styles[NOTE]
    head.add_run("{{entete}}")
    for foot in (page.footer.paragraphs[0], page.first_page_footer.paragraphs[0]):
        foot.style = word.styles[NOTE]
        foot.add_run("Page ")
        foot._p.extend(field("PAGE"))
        foot.add_run(" / ")
        foot._p.extend(field("NUMPAGES"))
