"""What a PDF of ours says once it is printed: its letters, their sizes, its pages, what it tells to whoever hears it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium


def pages(file: bytes) -> list[str]:
    """Return the text of each page, blanks of every width being one blank, words cut at the end of a line being whole."""
    document = pypdfium2.PdfDocument(file)
    told = [page.get_textpage().get_text_range() for page in document]
    joined = (text.replace("\ufffe\r\n", "").replace("\ufffe", "").replace("\u00ad", "") for text in told)
    return [" ".join(text.split()) for text in joined]


def letters(file: bytes, page: int = 0) -> Iterator[tuple[str, float]]:
    """Yield each letter of a page and its size on paper, in points; blanks, which may be the reader's own, left out."""
    document = pypdfium2.PdfDocument(file)
    text = document[page].get_textpage()
    for at in range(text.count_chars()):
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text.raw, at, ctypes.byref(matrix))
        size = pdfium.FPDFText_GetFontSize(text.raw, at) * abs(matrix.d)
        if (letter := chr(pdfium.FPDFText_GetUnicode(text.raw, at))).strip():
            yield letter, size


def size_of(file: bytes) -> tuple[int, int]:
    """Return the width and height of its first page, in millimetres."""
    width, height = pypdfium2.PdfDocument(file)[0].get_size()
    return round(width / 72 * 25.4), round(height / 72 * 25.4)


def is_tagged(file: bytes) -> bool:
    """Return whether it tells its structure to whoever hears it."""
    document = pypdfium2.PdfDocument(file)
    return bool(pdfium.FPDFCatalog_IsTagged(document.raw))
