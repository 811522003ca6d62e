"""The Word document that a bilan is written in: ours, or the one that the association put in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from lxml import etree

from pipelines.folder import data_folder, put_file
from reports.bilan.paper import Cover
from reports.bilan.sealed import Sealed
from reports.bilan.template_ours import MARKER, MARKERS, STYLES, default_template
from reports.word_parts import clean
from social_project.imported import NotWord
from social_project.word_file import opened
from ui import words

LARGEST = 5 * 2**20  # bytes
_GOES_OUT = ("attachedTemplate",)  # where a document was made from: of no use, and it would be looked for
_RUNS = re.compile(
    r"^\s*(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|MACROBUTTON|DATABASE)\b", re.IGNORECASE
)


class BadTemplate(ValueError):
    """A document that cannot be a template; the text says why, and what to do, in French."""


@dataclass(frozen=True)
class Template:
    """A template that was checked. `missing`: the styles and markers that it has not; ours stand in for them."""

    content: bytes
    missing_styles: tuple[str, ...] = ()
    missing_markers: tuple[str, ...] = ()


def template() -> bytes:
    """Return the template that bilans are written in today."""
    path = _path()
    return path.read_bytes() if path.is_file() else default_template()


def is_own() -> bool:
    """Return whether the association put its own."""
    return _path().is_file()


def keep(content: bytes) -> Template:
    """Return a template once it is checked and kept, in place of the one before; raise BadTemplate."""
    found = checked(content)
    put_file(_path(), found.content)
    return found


def remove() -> None:
    """Go back to our template."""
    _path().unlink(missing_ok=True)


def checked(content: bytes) -> Template:
    """Return a template with what it lacks; raise BadTemplate for what is no Word document, could harm, or looks for something outside."""
    if len(content) > LARGEST:
        raise BadTemplate(
            "le modèle dépasse 5 Mo ; réduisez ses images dans Word, puis enregistrez-le à nouveau"
        )
    try:
        word = opened(content)
    except NotWord as wrong:
        raise BadTemplate(str(wrong)) from wrong
    if why := next(_harms(word), None):
        raise BadTemplate(why)
    held = {one.name for one in word.styles}
    told = {marker for one in _texts(word) for marker in MARKER.findall(one)}
    return Template(
        content,
        tuple(name for name in STYLES if name not in held),
        tuple(
            name
            for name in MARKERS
            if name not in told and name not in ("logo", "appel", "code", "sha256", "date")
        ),
    )


def open_template(content: bytes) -> Word:
    """Return a template to write in: every style that it lacks is ours, and it names no other template."""
    word = opened(content)
    _forget_origin(word)
    held = {one.name for one in word.styles}
    missing = [name for name in STYLES if name not in held]
    ours = opened(default_template()) if missing else word
    for name in missing:
        _lend(word, ours.styles[name].element)
    return word


def lines_of(cover: Cover, one: Sealed) -> dict[str, str]:
    """Return what the markers that may stand inside a sentence say."""
    return {
        "titre": cover.title, "appel": cover.call, "edition": cover.kind, "code": cover.code, "sha256": cover.sha256,
        "date": words.day(one.at[:10]), "entete": cover.heading, "logo": "",
    }  # fmt: skip


def fill(held: Word, told: dict[str, str]) -> None:
    """Replace the markers that stand inside sentences, in the text, heads and feet; those alone in their paragraph are blocks."""
    body = held.element.body
    for root in _roots(held):
        for paragraph in root.iter(qn("w:p")):
            texts = list(paragraph.iter(qn("w:t")))
            line = "".join(one.text or "" for one in texts)
            if paragraph.getparent() is body and MARKER.fullmatch(line.strip()):
                continue
            said = MARKER.sub(lambda found: told.get(found[1], found[0]), line)
            if said != line:
                # Word cuts a line in runs as it was typed: all is said in the first, which keeps its look.
                texts[0].text = clean(said)
                texts[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                for one in texts[1:]:
                    one.text = ""


def _harms(word: Word) -> Iterator[str]:
    for part in word.part.package.iter_parts():
        name = str(part.partname).lower()
        if "vbaproject" in name or "macroenabled" in part.content_type.lower():
            yield "le modèle contient des macros ; enregistrez-le au format Word sans macros (.docx)"
        if "/embeddings/" in name or "/activex/" in name or "oleobject" in name:
            yield "le modèle contient un objet incorporé (classeur, contrôle) ; remplacez-le par une image"
        for link in part.rels.values():
            kind = link.reltype.rpartition("/")[2]
            if link.is_external and kind not in ("hyperlink", *_GOES_OUT):
                yield "le modèle va chercher une image ou un fichier ailleurs ; insérez-les dans le document lui-même"
        if any(_RUNS.match(code) for code in _codes(part)):
            yield "le modèle contient un champ qui lit un autre fichier ou lance une commande ; retirez-le dans Word"


def _codes(part: Any) -> Iterator[str]:
    """Yield the fields of a part, each whole however many runs it is cut in."""
    if not part.partname.endswith(".xml"):
        return
    root = getattr(part, "element", None)
    root = etree.fromstring(part.blob) if root is None else root
    for one in root.iter(qn("w:fldSimple")):
        yield one.get(qn("w:instr")) or ""
    for paragraph in root.iter(qn("w:p")):
        yield from "".join(one.text or "" if one.tag == qn("w:instrText") else "\n" * (one.get(qn("w:fldCharType")) == "begin")
                           for one in paragraph.iter(qn("w:instrText"), qn("w:fldChar"))).split("\n")  # fmt: skip


def _roots(word: Word) -> list[Any]:
    """Return the text of a document, and each of its heads and feet."""
    roots: list[Any] = [word.element.body]
    for page in word.sections:
        usual, first, even = page.header, page.first_page_header, page.even_page_header
        parts = (usual, first, even, page.footer, page.first_page_footer, page.even_page_footer)
        roots += [part._element for part in parts if not part.is_linked_to_previous]
    return roots


def _texts(word: Word) -> Iterator[str]:
    for root in _roots(word):
        for paragraph in root.iter(qn("w:p")):
            yield "".join(one.text or "" for one in paragraph.iter(qn("w:t")))


def _forget_origin(word: Word) -> None:
    rels = word.part._settings_part.rels
    for key in [key for key, one in rels.items() if one.reltype.endswith("/attachedTemplate")]:
        rels.pop(key)
    for one in word.settings.element.findall(qn("w:attachedTemplate")):
        word.settings.element.remove(one)


def _lend(word: Word, ours: Any) -> None:
    """Give a document a style of ours, of the same name, made upon its own ordinary one."""
    made = deepcopy(ours)
    taken = {one.get(qn("w:styleId")) for one in word.styles.element.findall(qn("w:style"))}
    while made.get(qn("w:styleId")) in taken:
        made.set(qn("w:styleId"), f"{made.get(qn('w:styleId'))}Palier")
    ordinary = word.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    for tag, other in (("w:basedOn", ordinary), ("w:next", ordinary), ("w:link", None)):
        if (found := made.find(qn(tag))) is not None:
            if other is None:
                made.remove(found)
            else:
                found.set(qn("w:val"), other.element.get(qn("w:styleId")))
    word.styles.element.append(made)


def _path() -> Path:
    return data_folder() / "templates" / "bilan.docx"
