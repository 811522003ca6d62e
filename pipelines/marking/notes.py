"""A comment in each marked cell: its text in one part, its yellow box in another, as spreadsheets want them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.dom.minidom import Element, Text

from pipelines.marking.package import DOCUMENT, MAIN, Package, child, children, plain, remove
from pipelines.problem import column_letters

SIGNED = "Palier : "
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_DRAWING = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_TYPE = (
    f'<v:shapetype {_NAMESPACES} id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape {spaces} id="_x0000_s{number}" type="#_x0000_t202" '
    "style='position:absolute;margin-left:60pt;margin-top:2pt;width:220pt;height:{height}pt;z-index:1;visibility:hidden' "
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    "<v:path o:connecttype=\"none\"/><v:textbox style='mso-direction-alt:auto'><div style='text-align:left'></div>"
    '</v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)

Texts = Mapping[tuple[int, int], str]


def write_notes(package: Package, sheet: str, texts: Texts, drawing: str) -> str:
    """Write the comments of a sheet beside those that it has; return the relation to a new drawing, or nothing.

    `drawing` is the relation to the one it already has. A comment of ours from another time is taken out first.
    """
    found = list(package.targets(sheet, "/relationships/comments").values())
    name = found[0] if found else package.free_name("xl/comments{}.xml")
    root = package.root(name, f'<comments xmlns="{MAIN}"><authors/><commentList/></comments>')
    if not found:
        package.add(name, b"", _COMMENTS)
        package.relate(sheet, f"{DOCUMENT}/comments", name)
    _forget_ours(root)
    [authors], [listed] = children(root, "authors"), children(root, "commentList")
    child(authors, "author", {}, "Palier")
    author = str(len(children(authors)) - 1)
    known = {one.getAttribute("ref"): one for one in children(listed, "comment")}
    boxes = []
    for (row, column), text in sorted(texts.items()):
        cell = f"{column_letters(column)}{row}"
        if cell in known:
            _write_text(children(known[cell], "text")[0], f"\n{SIGNED}{text}")
            continue
        _write_text(
            child(child(listed, "comment", {"ref": cell, "authorId": author}), "text", {}), f"{SIGNED}{text}"
        )
        boxes.append((row, column, text))
    return _write_boxes(package, sheet, drawing, boxes)


def _write_text(parent: Element, text: str) -> None:
    for bare in children(parent, "t"):  # a text is one piece, or pieces: never both
        child(parent, "r", {}).appendChild(bare)
    run = child(parent, "r", {})
    child(run, "t", {"xml:space": "preserve"}, plain(text))


def _forget_ours(root: Element) -> None:
    """Take out our comments of another time. Their boxes stay where they are: a box without a text is not drawn."""
    [listed] = children(root, "commentList")
    for comment in children(listed, "comment"):
        texts = [text for text in comment.getElementsByTagNameNS("*", "t") if text.firstChild]
        said = "".join(_said(text) for text in texts)
        at = re.search(rf"(?:^|\n){SIGNED}", said)
        if at is None:
            continue
        if not said[: at.start()].strip():
            remove(comment)
        left = at.start()  # spreadsheets cut a comment in pieces, or make one of several
        for text in texts:
            kept = _said(text)[:left]
            left -= len(kept)
            for node in list(text.childNodes):
                text.removeChild(node)
            assert text.ownerDocument is not None
            text.appendChild(text.ownerDocument.createTextNode(kept))


def _said(text: Element) -> str:
    return "".join(part.data for part in text.childNodes if isinstance(part, Text))


def _write_boxes(package: Package, sheet: str, drawing: str, boxes: list[tuple[int, int, str]]) -> str:
    known = package.targets(sheet).get(drawing, "") if drawing else ""
    old = package.parts.get(known, b"").decode("utf-8", "replace")
    boxed = set(re.findall(r"<\w+:Row>(\d+)</\w+:Row>\s*<\w+:Column>(\d+)</\w+:Column>", old))
    number = max((int(one) for one in re.findall(r"_x0000_s(\d+)", old)), default=1024)
    shapes = "" if "_x0000_t202" in old else _TYPE
    for row, column, text in boxes:
        if (str(row - 1), str(column - 1)) not in boxed:
            number += 1
            shapes += _shape(number, row - 1, column - 1, text)
    if known:
        package.parts[known] = old.replace("</xml>", f"{shapes}</xml>").encode()
        return ""
    name = package.free_name("xl/drawings/vmlDrawing{}.vml")
    layout = '<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout>'
    package.add(name, f"<xml {_NAMESPACES}>{layout}{shapes}</xml>".encode(), _DRAWING)
    return package.relate(sheet, f"{DOCUMENT}/vmlDrawing", name)


def _shape(number: int, row: int, column: int, text: str) -> str:
    lines = 2 + len(text) // 42
    places = {"left": column + 1, "right": column + 4, "top": max(row - 1, 0), "bottom": row + lines}
    return _SHAPE.format(
        spaces=_NAMESPACES, number=number, height=15 * lines, row=row, column=column, **places
    )
