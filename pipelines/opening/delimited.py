"""Delimited text: the encoding, then the delimiter, are found from the content."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from cells import MAX_COLUMNS, Refused


def csv_cells(content: bytes) -> list[list[Any]]:
    """Return the cells of a delimited text, each with its line and column."""
    # As a file, not `splitlines`: only a line feed ends a line, not the eight other signs that Python takes for one.
    lines = io.StringIO(_decoded(content), newline="").readlines()
    csv.field_size_limit(32_767)
    shift = 1
    try:
        if lines and re.match(r"(?i)sep=.\s*$", lines[0]):
            delimiter, lines, shift = lines[0][4], lines[1:], 2
        else:
            delimiter = _delimiter(lines)
        _check_quotes(lines, delimiter)
        rows = list(csv.reader(lines, delimiter=delimiter))
    except csv.Error as fault:
        raise Refused(
            "le fichier texte est mal formé ; ouvrez-le dans votre tableur et enregistrez-le en .xlsx"
        ) from fault
    return [
        [number, column, "text", text, 0]
        for number, row in enumerate(rows, shift)
        for column, text in enumerate(row[:MAX_COLUMNS], 1)
        if text.strip()
    ]


def _check_quotes(lines: list[str], delimiter: str) -> None:
    """Raise Refused when a quotation mark is never closed: all the lines after it would be one cell."""
    try:
        for _ in csv.reader(lines, delimiter=delimiter, strict=True):
            pass
    except csv.Error as fault:
        if "unexpected end of data" in str(fault):
            raise Refused(
                "un guillemet ouvert n'est jamais refermé ; retirez-le, ou enregistrez le fichier en .xlsx"
            ) from fault


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if content[:40:2].count(0) > 10 or content[1:41:2].count(0) > 10:  # UTF-16 that does not say so
        return content.decode("utf-16-be" if content[0] == 0 else "utf-16-le", "replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    if "\0" in text:
        raise Refused("le fichier n'est ni un classeur ni un texte lisible ; enregistrez-le en .xlsx")
    return text


def _delimiter(lines: list[str]) -> str:
    """Return the sign that cuts most of the first lines into the same number of columns, at least two."""
    sample = [line for line in lines[:60] if line.strip()]

    def steadiness(sign: str) -> tuple[int, int]:
        counts = [len(row) for row in csv.reader(sample, delimiter=sign)]
        usual = max(set(counts), key=lambda width: (counts.count(width) * (width > 1), width), default=1)
        return (counts.count(usual) * usual if usual > 1 else 0), usual

    return max((";", "\t", ",", "|"), key=steadiness)
