"""A table laid on paper -> Word's: its columns fixed, its head told on each page, no row cut, numbers to the right."""

from __future__ import annotations

from html import escape
from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reports.bilan.laid import SHORT, Laid
from reports.hyphens import SOFT, softened
from reports.word_parts import clean

_TWIPS = 1440 / 25.4  # in a millimetre
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{colour}"/>'
    for side, size, colour in (
        ("top", 8, "1F3A5F"),
        ("bottom", 8, "1F3A5F"),
        ("insideH", 4, "9AA3AD"),
    )
)
_MARGINS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 40), ("left", 75), ("bottom", 40), ("right", 75))
)
_OF_HEAD = '<w:shd w:val="clear" w:color="auto" w:fill="E6ECF3"/><w:vAlign w:val="bottom"/>'


def table_of(one: Laid, caption: str, cell: str, head: str, *, is_drawn: bool = False) -> Any:
    """Return a `w:tbl`. `caption`: its title for whoever hears it; `cell`, `head`: the identifiers of the styles of its paragraphs.

    `is_drawn`: whether its chart follows, on the same page if it is short.
    """
    widths = [round(width * _TWIPS) for width in one.widths]
    described = f"Colonnes : {', '.join(one.heads)}"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    size = f'<w:rPr><w:sz w:val="{round(2 * one.size)}"/><w:szCs w:val="{round(2 * one.size)}"/></w:rPr>'
    heads = "".join(
        _cell(softened(text), width, head, size, is_text, fill=_OF_HEAD, keep=True)
        for text, width, is_text in zip(one.heads, widths, one.is_text, strict=True)
    )  # fmt: skip
    is_short = len(one.rows) <= SHORT
    rows = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(
            _cell(
                softened(text) if is_text else text,
                width,
                cell,
                size,
                is_text,
                keep=is_short and (is_drawn or rank < len(one.rows) - 1),
            )
            for text, width, is_text in zip(row, widths, one.is_text, strict=True)
        )
        + "</w:tr>"
        for rank, row in enumerate(one.rows)
    )
    return parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblBorders>{_LINES}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar><w:tblLook w:val="0020" w:firstRow="1"/>'
        f'<w:tblCaption w:val="{_escaped(caption)}"/><w:tblDescription w:val="{_escaped(described)}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>{rows}</w:tbl>"
    )


def _cell(
    text: str, width: int, style: str, size: str, is_text: bool, *, fill: str = "", keep: bool = False
) -> str:
    align = "" if is_text else '<w:jc w:val="right"/>'
    held = "<w:keepNext/>" if keep else ""
    lines = _escaped(text).replace("\n", _between("br")).replace(SOFT, _between("softHyphen"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{fill}</w:tcPr><w:p><w:pPr><w:pStyle w:val="{_escaped(style)}"/>'
        f'{held}<w:spacing w:before="0" w:after="0"/>{align}</w:pPr><w:r>{size}<w:t xml:space="preserve">{lines}</w:t></w:r></w:p></w:tc>'
    )


def _between(sign: str) -> str:
    return f'</w:t><w:{sign}/><w:t xml:space="preserve">'


def _escaped(text: str) -> str:
    return escape(clean(text).replace("\t", " "), quote=True)
