"""The pages of a template -> those of a bilan: what room they leave, upright and across."""

from __future__ import annotations

from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.section import Section

from reports.bilan.laid import Room
from reports.word_parts import element

_SIGN = 0.2  # of the widest letters that may stand in for those of a template


def room(page: Section) -> Room:
    """Return what a template's page leaves between its margins, in millimetres."""
    width, height, left, right = (
        (one or 0) / 36000 for one in (page.page_width, page.page_height, page.left_margin, page.right_margin)
    )
    short, long = sorted((width or 210, height or 297))
    return Room(max(100, short - left - right), max(150, long - left - right), _SIGN)


def lie(page: Any, *, is_across: bool) -> None:
    """Lay the pages of a section upright or across."""
    size = page.find(qn("w:pgSz"))
    if size is None:
        size = element("w:pgSz", w_w=11906, w_h=16838)
        page.append(size)
    short, long = sorted(int(size.get(qn(f"w:{name}"))) for name in "wh")
    size.set(qn("w:w"), str(long if is_across else short))
    size.set(qn("w:h"), str(short if is_across else long))
    size.attrib.pop(qn("w:orient"), None)
    if is_across:
        size.set(qn("w:orient"), WD_ORIENT.to_xml(WD_ORIENT.LANDSCAPE))


def plain_pages(page: Any) -> None:
    """Let pages have the usual header and footer from the first one on, and follow those before."""
    for name in ("w:titlePg", "w:pgNumType", "w:type"):
        for one in page.findall(qn(name)):
            page.remove(one)


def ends_a_page(child: Any) -> bool:
    """Return whether what follows a paragraph is on another page, whatever its length."""
    return child.find(f".//{qn('w:sectPr')}") is not None or any(
        one.get(qn("w:type")) == "page" for one in child.iter(qn("w:br"))
    )
