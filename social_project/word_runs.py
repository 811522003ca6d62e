"""The letters of a Word paragraph: bold, italic, what was inserted and not what was deleted; and what is lost on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.styles.style import BaseStyle, CharacterStyle

from social_project.document import Run

Element = BaseOxmlElement
_INSIDE = {
    qn(f"w:{name}")
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml")
}
_GONE = {qn(f"w:{name}") for name in ("del", "moveFrom")}
_PICTURES = {
    qn("w:drawing"),
    qn("w:pict"),
    qn("w:object"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
}
_BREAKS = {qn("w:br"), qn("w:cr")}
_LOST = {
    qn("w:footnoteReference"): "notes de bas de page",
    qn("w:endnoteReference"): "notes de fin",
    qn("w:commentReference"): "commentaires",
    qn("w:sym"): "symboles d'une police spéciale",
}
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


class Losses:
    """What a reading did not keep as it was: how many of each sort, and under which titles."""

    def __init__(self) -> None:
        """Begin with nothing lost, before any title."""
        self.title = ""
        self.found: dict[str, list[str]] = defaultdict(list)

    def add(self, what: str, detail: str = "") -> None:
        """Note one more thing of a sort, under the title being read."""
        self.found[what].append(detail or self.title)


def runs_of(paragraph: Element, styles: dict[str, BaseStyle], losses: Losses) -> list[Run]:
    """Return the runs of a paragraph, tracked changes accepted; what is in it and is no letter is noted."""
    return list(_runs(paragraph, styles, losses))


def _runs(parent: Element, styles: dict[str, BaseStyle], losses: Losses) -> Iterator[Run]:
    for child in parent:
        if child.tag == qn("w:r"):
            yield from _run(child, styles, losses)
        elif child.tag in _GONE:
            losses.add("passages supprimés en suivi des modifications (leur suppression est acceptée)")
        elif child.tag in _INSIDE:
            if child.tag in (qn("w:ins"), qn("w:moveTo")):
                losses.add("passages ajoutés en suivi des modifications (acceptés)")
            yield from _runs(child, styles, losses)
        elif isinstance(child.tag, str) and child.tag.startswith(_MATHS):
            losses.add("formules")


def _run(run: Element, styles: dict[str, BaseStyle], losses: Losses) -> Iterator[Run]:
    properties = run.find(qn("w:rPr"))
    if _is_on(properties, "w:vanish"):
        losses.add("textes masqués")
        return
    text = "".join(_letters(run, losses))
    if not text:
        return
    _note_looks(properties, losses)
    style = _style(properties, styles)
    is_bold = _styled(properties, "w:b", style, lambda font: font.bold)
    is_italic = _styled(properties, "w:i", style, lambda font: font.italic)
    yield Run(text, is_bold, is_italic)


def _letters(run: Element, losses: Losses) -> Iterator[str]:
    for child in run:
        if child.tag == qn("w:t"):
            yield (child.text or "").replace("\n", " ")
        elif child.tag == qn("w:tab"):
            yield " "
        elif child.tag in _BREAKS:
            yield "" if child.get(qn("w:type")) in ("page", "column") else "\n"
        elif child.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif child.tag in _PICTURES:
            _note_picture(child, losses)
        elif child.tag in _LOST:
            losses.add(_LOST[child.tag])


def _note_picture(element: Element, losses: Losses) -> None:
    boxes = list(element.iter(qn("w:txbxContent")))
    if not boxes:
        losses.add("images ou dessins")
        return
    text = " ".join("".join(one.text or "" for one in boxes[0].iter(qn("w:t"))).split())
    losses.add("zones de texte (à recopier)", f"« {text[:60]}{'…' if len(text) > 60 else ''} »")


def _note_looks(properties: Element | None, losses: Losses) -> None:
    if properties is None:
        return
    color = properties.find(qn("w:color"))
    if color is not None and (color.get(qn("w:val")) or "auto").lower() not in ("auto", "000000"):
        losses.add("couleurs de texte")
    if properties.find(qn("w:highlight")) is not None:
        losses.add("surlignages")
    underline = properties.find(qn("w:u"))
    if underline is not None and underline.get(qn("w:val")) != "none":
        losses.add("soulignements")
    if _is_on(properties, "w:strike"):
        losses.add("textes barrés (gardés, sans la barre)")


def _is_on(properties: Element | None, name: str) -> bool:
    found = None if properties is None else properties.find(qn(name))
    return found is not None and found.get(qn("w:val")) not in ("0", "false", "off", "none")


def _style(properties: Element | None, styles: dict[str, BaseStyle]) -> BaseStyle | None:
    named = None if properties is None else properties.find(qn("w:rStyle"))
    return None if named is None else styles.get(named.get(qn("w:val")) or "")


def _styled(
    properties: Element | None, name: str, style: BaseStyle | None, of: Callable[..., bool | None]
) -> bool:
    if properties is not None and properties.find(qn(name)) is not None:
        return _is_on(properties, name)
    seen = 0
    while isinstance(style, CharacterStyle) and seen < 20:
        if (said := of(style.font)) is not None:
            return said
        style, seen = style.base_style, seen + 1
    return False
