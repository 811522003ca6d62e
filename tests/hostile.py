"""Files that lie, explode or are broken, made on the fly; each with a word of the sentence that refuses it."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.workbooks import CONFLICT_HEADER, conflict, conflicts_file, edit_part, write_xlsx

SHEET = "xl/worksheets/sheet1.xml"
LINES = [conflict(1, date(2025, 3, 4))]


def sound(path: Path) -> Path:
    return conflicts_file(path, "Conflits 2025", LINES)


def zip_bomb(path: Path) -> None:
    edit_part(sound(path), SHEET, lambda xml: xml.replace(b"<sheetData>", b" " * 64 * 2**20 + b"<sheetData>"))


def lying_zip_bomb(path: Path) -> None:
    """Say of a part of 64 MB, in both of its headers, that it has a thousand bytes."""
    zip_bomb(path)
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        true_size = struct.pack("<I", archive.getinfo(SHEET).file_size)
    assert content.count(true_size) >= 1
    path.write_bytes(content.replace(true_size, struct.pack("<I", 1000)))


def far_cell(path: Path) -> None:
    write_xlsx(path, {"Solveur": [["x"]]}, lambda sheet: sheet.cell(1_048_576, 16_384, "y"))


def cell_out_of_the_sheet(path: Path) -> None:
    edit_part(sound(path), SHEET, lambda xml: xml.replace(b'r="A3"', b'r="ZZZZZZ99999999999"'))


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in b"bcdefghij"
) + b"]>"  # fmt: skip


def billion_laughs(path: Path) -> None:
    edit_part(
        sound(path),
        SHEET,
        lambda xml: xml.replace(b"<worksheet", LAUGHS + b"<worksheet", 1).replace(b">Viala<", b">&j;<"),
    )


def billion_laughs_far_from_the_start(path: Path) -> None:
    hidden = b"<!--" + b" " * 5000 + b"-->" + LAUGHS
    edit_part(
        sound(path),
        SHEET,
        lambda xml: xml.replace(b"<worksheet", hidden + b"<worksheet", 1).replace(b">Viala<", b">&j;<"),
    )


def outside_file(path: Path) -> None:
    told = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    edit_part(
        sound(path),
        SHEET,
        lambda xml: xml.replace(b"<worksheet", told + b"<worksheet", 1).replace(b">Viala<", b">&e;<"),
    )


def truncated(path: Path) -> None:
    content = sound(path).read_bytes()
    path.write_bytes(content[: len(content) // 2])


def flipped(path: Path) -> None:
    content = bytearray(sound(path).read_bytes())
    for place in range(40, len(content), 97):
        content[place] ^= 0xFF
    path.write_bytes(content)


def page_named_xls(path: Path) -> None:
    path.write_text(
        "<html><body><table><tr><td>N°</td><td>Résidence</td></tr></table></body></html>", "utf-8"
    )


def locked(path: Path) -> None:
    """An encrypted workbook is an OLE file whose directory names an encrypted package."""
    path.write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(504)
        + "EncryptedPackage".encode("utf-16-le")
        + bytes(2000)
    )


def broken_ole(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8)


def same_name_twice(path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(sound(path), "a") as archive:
        archive.writestr(SHEET, "<worksheet/>")


def climbing_name(path: Path) -> None:
    with zipfile.ZipFile(sound(path), "a") as archive:
        archive.writestr("../../evil.xml", "<x/>")


def any_zip(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("photo.jpg", bytes(1000))


def picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)


def one_endless_line(path: Path) -> None:
    path.write_bytes(b"N\xc2\xb0;R\xc3\xa9sidence;Date;Nature;" + b"a" * 5_000_000)


def too_big(path: Path) -> None:
    path.write_bytes(b"a;b;c\n" * (26 * 2**20 // 6))


def nested(path: Path) -> None:
    """Two hundred thousand elements, each in the one before."""
    deep = b"<x>" * 200_000 + b"</x>" * 200_000
    edit_part(sound(path), SHEET, lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + deep))


def merged_over_the_whole_sheet(path: Path) -> None:
    merge = b'<mergeCells><mergeCell ref="A4:XFD1048576"/></mergeCells>'
    edit_part(sound(path), SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + merge))


def merged_on_every_line(path: Path) -> None:
    """Thirty thousand lines, each under a merge of its own and over one of a column that matters."""
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(10, 30_000))
    merges = b"".join(b'<mergeCell ref="B%d:C%d"/>' % (row, row) for row in range(10, 30_000))
    edit_part(
        sound(path),
        SHEET,
        lambda xml: xml.replace(
            b"</sheetData>", rows + b"</sheetData><mergeCells>" + merges + b"</mergeCells>"
        ),
    )


def as_wide_as_a_sheet(path: Path) -> None:
    write_xlsx(path, {"R": [["Conflits 2025"], [*CONFLICT_HEADER, *["x"] * 16_377], *LINES]})


def too_long_a_cell(path: Path) -> None:
    edit_part(
        sound(path),
        SHEET,
        lambda xml: xml.replace(
            b"</row>", b'<c t="inlineStr"><is><t>%s</t></is></c></row>' % (b"a" * 40_000), 1
        ),
    )


def cells_without_end(path: Path) -> None:
    """More cells than any list of the association: each costs four bytes of the zip."""
    edit_part(
        sound(path), SHEET, lambda xml: xml.replace(b"</row>", b"<c><v>1</v></c>" * 20_000 + b"</row>", 1)
    )


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "vide.xlsx": (lambda path: path.write_bytes(b""), "vide"),
    "blancs.csv": (lambda path: path.write_bytes(b" \r\n \r\n"), "vide"),
    "bombe.xlsx": (zip_bomb, "anormalement gros"),
    "bombe menteuse.xlsx": (lying_zip_bomb, "abîmé"),
    "loin.xlsx": (far_cell, "en-tête"),
    "hors feuille.xlsx": (cell_out_of_the_sheet, "illisible"),
    "rires.xlsx": (billion_laughs, "DTD"),
    "rires cachés.xlsx": (billion_laughs_far_from_the_start, "DTD"),
    "dehors.xlsx": (outside_file, "DTD"),
    "tronqué.xlsx": (truncated, "abîmé"),
    "retourné.xlsx": (flipped, "à nouveau"),  # which part breaks first depends on the bytes
    "page.xls": (page_named_xls, "page web"),
    "verrouillé.xlsx": (locked, "mot de passe"),
    "cassé.xls": (broken_ole, "illisible"),
    "deux fois.xlsx": (same_name_twice, "anormale"),
    "grimpeur.xlsx": (climbing_name, "anormale"),
    "photos.xlsx": (any_zip, "illisible"),
    "image.xlsx": (picture, "ni un classeur ni un texte"),
    "ligne.csv": (one_endless_line, "mal formé"),
    "gros.csv": (too_big, "25 Mo"),
    "cellule longue.xlsx": (too_long_a_cell, "32 767"),
    "colonnes sans fin.xlsx": (cells_without_end, "illisible"),
}

# What looks absurd and hides nothing: it is read, and costs as little.
READ: dict[str, Callable[[Path], object]] = {
    "profond.xlsx": nested,
    "fusionné.xlsx": merged_over_the_whole_sheet,
    "fusions.xlsx": merged_on_every_line,
    "large.xlsx": as_wide_as_a_sheet,
}
