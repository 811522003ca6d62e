"""A sealed bilan -> every file that tells it, in one archive, with a page that says what each is and how to check them."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from reports.bilan.outputs import OUTPUTS, Output
from reports.bilan.sealed import Sealed
from ui import words

READ_ME = "LISEZ-MOI.txt"
Tell = Callable[[int, int, str], None]


def archive_name(one: Sealed) -> str:
    """Return the name of the archive: « bilan-ABCD2345.zip »."""
    return f"bilan-{one.code}.zip"


def whole_set(one: Sealed, tell: Tell = lambda done, of, title: None) -> bytes:
    """Return the .zip of every file of a bilan; the same bilan makes the same archive, if its files are the same.

    `tell`: called before each file with how many are done, how many there are, and the title of the one being made. Raises what
    making a file raises: an archive that lacks one would pass for the whole set.
    """
    stream, marks = io.BytesIO(), dict[str, str]()
    with ZipFile(stream, "w") as archive:
        for rank, output in enumerate(OUTPUTS.values()):
            tell(rank, len(OUTPUTS), output.title)
            content = output.make(one)
            marks[output.name(one)] = hashlib.sha256(content).hexdigest()
            # A workbook or a Word file is an archive already: deflating it anew takes time and saves nothing.
            _put(archive, one, output.name(one), content, ZIP_STORED)
        _put(archive, one, READ_ME, _read_me(one, marks).encode("utf-8-sig"), ZIP_DEFLATED)
    return stream.getvalue()


def _put(archive: ZipFile, one: Sealed, name: str, content: bytes, how: int) -> None:
    info = ZipInfo(name, datetime.fromisoformat(one.at).timetuple()[:6])
    info.compress_type, info.external_attr = how, 0o644 << 16
    archive.writestr(info, content)


def _read_me(one: Sealed, marks: dict[str, str]) -> str:
    nature = "intermédiaire" if one.bilan.is_interim else "final"
    months = " à ".join(dict.fromkeys(words.month(day[:7]) for day in (one.bilan.first, one.bilan.last)))
    lines = [
        f"Bilan {nature} {one.bilan.call}, {months}",
        f"Édition {one.edition}, publiée le {words.instant(one.at)} par {one.by}",
        "",
        f"Code    : {one.code}",
        f"SHA-256 : {one.sha256}",
        "",
        *_warned(one),
        "CE QUE CONTIENT CE DOSSIER",
        *(_told(one, output, marks) for output in OUTPUTS.values()),
        "",
        "COMMENT VÉRIFIER",
        f"1. Donnez le code {one.code} à l'association, ou tapez-le dans Palier, page « Bilans publiés » : le bilan scellé s'y lit.",
        f"2. Ou déposez-y l'annexe {_annex_name(one)} : la réponse est « conforme », « fichier modifié »,",
        "   ou la liste des chiffres qui ont changé depuis, avec leur motif.",
        f"3. Ou, sans réseau, là où Palier est installé : python -m reports verify {_annex_name(one)}",
        "",
        "Un bilan publié ne change plus. « s » : chiffre masqué pour protéger les personnes.",
        "",
    ]
    return "\r\n".join(lines)


def _told(one: Sealed, output: Output, marks: dict[str, str]) -> str:
    name = output.name(one)
    return f"- {name} : {output.title}. {output.told}.\r\n  SHA-256 {marks[name]}"


def _warned(one: Sealed) -> list[str]:
    return ["À SAVOIR", *(f"- {told}" for told in one.bilan.warnings), ""] if one.bilan.warnings else []


def _annex_name(one: Sealed) -> str:
    return OUTPUTS["annexe"].name(one)
