"""What a Word document, a PDF, a workbook of a bilan say, read back; and each cell as French writes it, worked out here anew."""

from __future__ import annotations

import ctypes
import io
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import docx
import pypdfium2
import pypdfium2.raw as pdfium
from docx.oxml.ns import qn
from openpyxl import load_workbook

from reports.bilan.content import Column, Row, Table, Value
from reports.bilan.laid import A4, laid
from reports.bilan.sealed import Sealed
from social_project.markup import read

Grid = list[list[str]]


def written(column: Column, row: Row, value: Value) -> str:
    """A cell as a person of France would write it, blanks left out."""
    if value is None:
        return "—"
    if isinstance(value, str):
        return bare(value)
    unit = {"share": "%", "euros": "€"}.get(column.kind) or (
        row.unit if column.kind in ("value", "gap") else ""
    )
    exact = Decimal(str(value))
    if column.title == "Écart en % du prévu":
        return signed(exact * 100, 1, "%", is_fixed=True)
    if "gap" in (column.kind, column.key):
        return signed(exact, {"%": 1, "€": 2}.get(unit, 2), {"%": "pt", "€": "€"}.get(unit, ""), is_fixed=unit == "%")  # fmt: skip
    if unit == "%":
        return decimal(exact * 100, 1, is_fixed=True) + "%"
    return decimal(exact, 2, is_euros=unit == "€") + ("€" if unit == "€" else "")


def signed(exact: Decimal, digits: int, unit: str, *, is_fixed: bool) -> str:
    told = decimal(exact, digits, is_fixed=is_fixed, is_euros=unit == "€")
    return ("+" if exact > 0 else "") + told + unit


def decimal(exact: Decimal, digits: int, *, is_fixed: bool = False, is_euros: bool = False) -> str:
    rounded = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    whole, _, rest = f"{abs(rounded):f}".partition(".")
    if (exact == exact.to_integral_value() and not is_fixed) or (is_euros and not int(rest or 0)):
        rest = ""
    elif not is_euros and not is_fixed and len(rest) == 2:
        rest = rest[0] + rest[1].rstrip("0")
    return ("\u2212" if rounded < 0 else "") + whole + (f",{rest}" if rest else "")


def bare(text: str) -> str:
    """A text without its blanks, nor what is drawn as nothing."""
    return re.sub(r"[\s\u200b\u00ad\ufffe\x00-\x1f]|[\u202a-\u202e]", "", text)


def expected(table: Table) -> Grid:
    """A table as documents tell it: its heads, then its rows; no bounds of intervals where nothing has any."""
    rows = [
        [written(column, row, value) for column, value in zip(table.columns, row.cells, strict=True)]
        for row in table.rows
    ]
    found = [[bare(column.title) for column in table.columns], *rows]
    empty = [
        at
        for at, one in enumerate(zip(*found, strict=True))
        if one[0].startswith("Borne") and {*one[1:]} == {"—"}
    ]
    return [[text for at, text in enumerate(line) if at not in empty] for line in found]


def tables_of_word(content: bytes) -> Iterator[Grid]:
    """Each table of a document, its texts without blanks."""
    for table in docx.Document(io.BytesIO(content)).element.body.iter(qn("w:tbl")):
        yield [
            [bare("".join(one.text or "" for one in cell.iter(qn("w:t")))) for cell in row.iter(qn("w:tc"))]
            for row in table.iter(qn("w:tr"))
        ]


def joined(pieces: Iterator[Grid], width: int) -> Grid:
    """A table told in pieces, each but the first telling its first column again."""
    found = next(pieces)
    while len(found[0]) < width:
        found = [old + new[1:] for old, new in zip(found, next(pieces), strict=True)]
    return found


def cells_of_annex(content: bytes, sheet: int, table: Table) -> list[list[Any]]:
    """The values of a table in the annex workbook, found by its heads."""
    held = list(load_workbook(io.BytesIO(content)).worksheets[sheet].iter_rows(values_only=True))
    heads = tuple(column.title for column in table.columns)
    [at] = [rank for rank, row in enumerate(held) if row[: len(heads)] == heads]
    return [list(row[: len(heads)]) for row in held[at + 1 : at + 1 + len(table.rows)]]


def text_of(content: bytes) -> list[str]:
    """Each page of a PDF, without blanks."""
    return [bare(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(content)]


def beyond(content: bytes, margin: float) -> list[tuple[int, str]]:
    """The letters of a PDF nearer to an edge of their page than a margin, in millimetres: their page, what they are."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(content), 1):
        width, text = page.get_width(), page.get_textpage()
        for at in range(text.count_chars()):
            left, _, right, _ = text.get_charbox(at)
            letter = chr(pdfium.FPDFText_GetUnicode(text.raw, at))
            if letter.strip() and (left < margin / 25.4 * 72 or right > width - margin / 25.4 * 72):
                found.append((number, letter))
    return found


def heard(content: bytes) -> Iterator[tuple[str, str]]:
    """The structure of a PDF as whoever hears it is told: each element, and its alternative text."""
    for page in pypdfium2.PdfDocument(content):
        tree = pdfium.FPDF_StructTree_GetForPage(page.raw)
        for at in range(pdfium.FPDF_StructTree_CountChildren(tree)):
            yield from _elements(pdfium.FPDF_StructTree_GetChildAtIndex(tree, at))
        pdfium.FPDF_StructTree_Close(tree)


def _elements(one: Any) -> Iterator[tuple[str, str]]:
    if not one:
        return
    yield _text(pdfium.FPDF_StructElement_GetType, one), _text(pdfium.FPDF_StructElement_GetAltText, one)
    for at in range(pdfium.FPDF_StructElement_CountChildren(one)):
        yield from _elements(pdfium.FPDF_StructElement_GetChildAtIndex(one, at))


def _text(read: Any, one: Any) -> str:
    size = read(one, None, 0)
    held = ctypes.create_string_buffer(max(size, 2))
    read(one, held, size)
    return str(held.raw.decode("utf-16-le").rstrip("\0"))


def assert_told(one: Sealed, in_word: bytes, in_pdf: bytes) -> None:
    """Every cell of a bilan is in both documents, in its place; neither tells another table but those that people typed."""
    typed = [
        [bare("".join(run.text for run in cell)) for cell in block.rows[0]]
        for part in one.bilan.parts
        for block in read(part.text)
        if block.kind == "table"
    ]
    pieces = (grid for grid in tables_of_word(in_word) if grid[0] not in typed)
    text, at = drawable("".join(text_of(in_pdf))), 0
    for table in (table for part in one.bilan.parts for table in part.tables if table.rows):
        wanted = expected(table)
        assert joined(pieces, len(wanted[0])) == wanted, table.key
        for row in wanted[1:] if len(laid(table, A4)) == 1 else ():
            place = text.find(drawable("".join(row)), at)
            assert place >= at, (table.key, row)
            at = place
    assert not list(pieces)


def drawable(text: str) -> str:
    """A text without the signs that our letters do not draw, what stands in for them, and hyphens: one may end a line."""
    return re.sub(r"[^\u0020-\u024f\u2010-\u2122\u2212]|\ufffd|-", "", text)
