"""How our Word documents look, whatever they hold: letters, headings, tables, page numbers, language, properties."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import docx
from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from reports.word_parts import clean, element, field

LETTERS = "Calibri"
INK, BLUE, GREY = RGBColor(0x1A, 0x1A, 0x1A), RGBColor(0x1F, 0x3A, 0x5F), RGBColor(0x4A, 0x4A, 0x4A)
HEADINGS = {"Title": (26, 0, 6), "Heading 1": (17, 22, 6), "Heading 2": (14, 14, 4), "Heading 3": (12, 10, 3),
            "Heading 4": (11, 8, 2)}  # fmt: skip
SUBTLE = "Mention"  # what accompanies the text: sources, captions, notices
GAP = "Interligne"  # the empty line that Word wants after a table


def blank(title: str, author: str, at: datetime) -> Word:
    """Return an empty A4 document in French, dressed, whose properties name what it is and the function that made it."""
    word = docx.Document()
    _properties(word, title, author, at)
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.4)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2.2)
    _letters(word)
    for name, (size, before, after) in HEADINGS.items():
        _heading(word, name, size, before, after)
    _small_styles(word)
    return word


def number_pages(word: Word, heading: str) -> None:
    """Put a line at the head of each page but the first, and its number, « 3/12 », at its foot."""
    page = word.sections[0]
    page.different_first_page_header_footer = True
    head = page.header.paragraphs[0]
    head.style = word.styles[SUBTLE]
    head.add_run(clean(heading))
    for foot in (page.footer.paragraphs[0], page.first_page_footer.paragraphs[0]):
        foot.style = word.styles[SUBTLE]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        foot._p.extend(field("PAGE"))
        foot.add_run("/")
        foot._p.extend(field("NUMPAGES"))


def dress_table(table: Any, title: str, description: str) -> None:
    """Give a table its lines, its title for whoever hears it, and a head repeated on each page; `table`: a `w:tbl`."""
    properties = table.find(qn("w:tblPr"))
    borders = element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(element(f"w:{side}", w_val="single", w_sz=4, w_space=0, w_color="8A8A8A"))
    margins = element("w:tblCellMar")
    for side, width in (("top", 50), ("left", 90), ("bottom", 50), ("right", 90)):
        margins.append(element(f"w:{side}", w_w=width, w_type="dxa"))
    properties.extend([
        element("w:tblW", w_w=5000, w_type="pct"),
        borders,
        margins,
        element("w:tblLook", w_val="0020", w_firstRow=1),
        element("w:tblCaption", w_val=clean(title)),
        element("w:tblDescription", w_val=clean(description)),
    ])  # fmt: skip


def _properties(word: Word, title: str, author: str, at: datetime) -> None:
    told = word.core_properties
    told.title, told.author, told.last_modified_by = clean(title), clean(author), clean(author)
    told.language, told.comments, told.keywords = "fr-FR", "", "projet social"
    told.created = told.modified = at.replace(tzinfo=None)
    told.revision = 1


def _letters(word: Word) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for name in ("w:lang", "w:rFonts"):
        if (found := defaults.find(qn(name))) is not None:
            defaults.remove(found)
    defaults.insert(0, _fonts())
    defaults.append(element("w:lang", w_val="fr-FR", w_eastAsia="fr-FR", w_bidi="ar-SA"))
    normal = word.styles["Normal"]
    normal.font.size, normal.font.color.rgb = Pt(11), INK
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.12
    normal.paragraph_format.widow_control = True


def _heading(word: Word, name: str, size: int, before: int, after: int) -> None:
    style = word.styles[name]
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    properties.append(_fonts())
    style.font.size, style.font.bold, style.font.color.rgb = Pt(size), True, BLUE
    shape = style.paragraph_format
    shape.space_before, shape.space_after, shape.keep_with_next = Pt(before), Pt(after), True
    if (border := style.element.pPr.find(qn("w:pBdr"))) is not None:
        style.element.pPr.remove(border)


def _small_styles(word: Word) -> None:
    mention = word.styles.add_style(SUBTLE, WD_STYLE_TYPE.PARAGRAPH)
    mention.base_style, mention.font.size, mention.font.color.rgb = word.styles["Normal"], Pt(9.5), GREY
    gap = word.styles.add_style(GAP, WD_STYLE_TYPE.PARAGRAPH)
    gap.base_style, gap.font.size, gap.paragraph_format.space_after = word.styles["Normal"], Pt(6), Pt(0)
    note = word.styles.add_style("footnote text", WD_STYLE_TYPE.PARAGRAPH)
    note.element.set(qn("w:styleId"), "FootnoteText")
    note.base_style, note.font.size = word.styles["Normal"], Pt(9)
    note.paragraph_format.space_after, note.paragraph_format.line_spacing = Pt(2), 1
    call = word.styles.add_style("footnote reference", WD_STYLE_TYPE.CHARACTER)
    call.element.set(qn("w:styleId"), "FootnoteReference")
    call.font.superscript = True


def _fonts() -> Any:
    return element("w:rFonts", w_ascii=LETTERS, w_hAnsi=LETTERS, w_cs="Arial", w_eastAsia=LETTERS)
