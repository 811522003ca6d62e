"""A file that somebody handed over -> an open Word document, looked at before anything in it is read; or a refusal that says what to do."""

from __future__ import annotations

import io
import zipfile
import zlib

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from lxml.etree import LxmlError

from social_project.imported import NotWord

MAX_BYTES = 25 * 2**20
MAX_UNZIPPED = 200 * 2**20
MAX_TEXT = 30 * 2**20  # of the parts that hold words: a hundred times a long projet social
_PARTS = 5_000
_AS_WORD = "ouvrez-le et enregistrez-le au format Word (.docx), puis déposez ce fichier-là"
_ANOTHER = {
    b"%PDF-": f"le fichier est un PDF : retrouvez le texte d'origine, ou {_AS_WORD}",
    b"{\\rtf": f"le fichier est au format RTF : {_AS_WORD}",
}
_OLD = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_ABNORMAL = f"le fichier a une structure anormale ; {_AS_WORD}"


def opened(content: bytes) -> WordDocument:
    """Return the Word document that some bytes hold; raise NotWord for anything else, and for what could harm."""
    if not content.strip():
        raise NotWord("le fichier est vide ; enregistrez-le à nouveau depuis Word")
    if len(content) > MAX_BYTES:
        raise NotWord("le fichier dépasse 25 Mo ; retirez les images, puis enregistrez-le à nouveau")
    for begins, why in _ANOTHER.items():
        if content.lstrip().startswith(begins):
            raise NotWord(why)
    if content.startswith(_OLD):
        if _ENCRYPTED in content:
            raise NotWord(
                "le fichier est protégé par un mot de passe : retirez-le dans Word, puis enregistrez-le à nouveau"
            )
        raise NotWord(f"le fichier est d'un ancien format (.doc) : {_AS_WORD}")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check(archive)
        return docx.Document(io.BytesIO(content))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as broken:
        raise NotWord(f"ce n'est pas un fichier Word, ou il est abîmé : {_AS_WORD}") from broken
    except (KeyError, ValueError, AttributeError, LxmlError, PackageNotFoundError) as strange:
        if isinstance(strange, NotWord):
            raise
        raise NotWord(_ABNORMAL) from strange


def _check(archive: zipfile.ZipFile) -> None:
    """Raise NotWord for a zip that no word processor writes."""
    entries = archive.infolist()
    names = {entry.filename for entry in entries}
    if "mimetype" in names and b"opendocument" in archive.read("mimetype"):
        raise NotWord(f"le fichier est au format OpenDocument (.odt) : {_AS_WORD}")
    if "[Content_Types].xml" not in names or not any(name.startswith("word/") for name in names):
        raise NotWord(f"ce n'est pas un fichier Word : {_AS_WORD}")
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries) or 1
    written = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    if (
        len(entries) > _PARTS
        or len(names) < len(entries)
        or any(".." in name.split("/") for name in names)
        or any(entry.flag_bits & 1 for entry in entries)
    ):
        raise NotWord(_ABNORMAL)
    if (
        total > MAX_UNZIPPED
        or (total > 10 * 2**20 and total / packed > 200)
        or any(entry.file_size > MAX_TEXT for entry in written)
    ):
        raise NotWord(
            "le fichier est anormalement gros une fois ouvert ; copiez son texte dans un nouveau document Word"
        )
    # What is declared is not always what is there: no more than that is read.
    if any(_declares(archive, entry) for entry in written):
        raise NotWord(_ABNORMAL)


def _declares(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bool:
    with archive.open(entry) as stream:
        content = stream.read(MAX_TEXT + 1)
    return len(content) > MAX_TEXT or any(mark in content for mark in _DOCTYPES)
