"""The styles of a workbook, with ours added after them: none of those that its cells bear is changed."""

from __future__ import annotations

from typing import cast
from xml.dom.minidom import Element

from pipelines.marking.package import DOCUMENT, MAIN, Package, child, children

# Colours that nobody else picks: a workbook that comes back a second time is told by them.
FILLS = {"fault": "FFF8B4B1", "doubt": "FFFBD8A3"}
CLEAN = "clean"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_EMPTY = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><color theme="1"/>'
    '<name val="Calibri"/><family val="2"/><scheme val="minor"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
# The order that the format asks for, of the parts that may be missing.
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs")


class Styles:
    """The styles to come: asked by the style that a cell has and what is wrong with it."""

    def __init__(self, package: Package, book: str) -> None:
        """Open the styles of the workbook, made when it has none."""
        found = list(package.targets(book, "/relationships/styles").values())
        name = found[0] if found else "xl/styles.xml"
        if not found:
            package.add(name, _EMPTY.encode(), _TYPE)
            package.relate(book, f"{DOCUMENT}/styles", name)
        self._root = package.root(name)
        self._known: dict[tuple[int, str], int] = {}
        self._fills: dict[str, int] = {}

    def of_cell(self, style: int, severity: str) -> int:
        """Return the style of a cell once marked, or, where it is `CLEAN`, once our colour is taken off."""
        if (style, severity) not in self._known:
            self._known[style, severity] = self._made(style, severity)
        return self._known[style, severity]

    def dressed(self, font: str = "", fill: str = "", wraps: bool = True) -> int:
        """Return a style for a sheet of our own: « bold », « title » or « link », on a colour or none."""
        fonts = self._part("fonts")
        number = 0
        if font:
            number = len(children(fonts))
            made = child(fonts, "font", {})
            if font in ("bold", "title"):
                child(made, "b", {})
            if font == "link":
                child(made, "u", {})
            child(made, "sz", {"val": "14" if font == "title" else "11"})
            child(made, "color", {"rgb": "FF0B5FA5" if font == "link" else "FF1F2933"})
            child(made, "name", {"val": "Calibri"})
            _count(fonts)
        attributes = {"numFmtId": "0", "fontId": str(number), "fillId": "0", "borderId": "0", "xfId": "0"}
        attributes |= {"applyFont": "1"} | (
            {"fillId": str(self._fill(fill)), "applyFill": "1"} if fill else {}
        )
        formats = self._part("cellXfs")
        xf = child(formats, "xf", attributes | {"applyAlignment": "1"})
        child(xf, "alignment", {"vertical": "top"} | ({"wrapText": "1"} if wraps else {}))
        _count(formats)
        return len(children(formats)) - 1

    def _made(self, style: int, severity: str) -> int:
        formats = self._part("cellXfs")
        known = children(formats, "xf")
        like = known[style] if style < len(known) else known[0]
        if severity == CLEAN:
            if self._colour(like) not in FILLS.values():
                return style
            fill = 0
        else:
            fill = self._fill(FILLS[severity])
        made = cast(Element, like.cloneNode(deep=True))
        made.setAttribute("fillId", str(fill))
        made.setAttribute("applyFill", "1")
        formats.appendChild(made)
        _count(formats)
        return len(known)

    def _colour(self, xf: Element) -> str:
        fills = children(self._part("fills"), "fill")
        number = int(xf.getAttribute("fillId") or 0)
        found = fills[number].getElementsByTagNameNS("*", "fgColor") if number < len(fills) else []
        return found[0].getAttribute("rgb") if found else ""

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            fills = self._part("fills")
            pattern = child(child(fills, "fill", {}), "patternFill", {"patternType": "solid"})
            child(pattern, "fgColor", {"rgb": colour})
            child(pattern, "bgColor", {"indexed": "64"})
            _count(fills)
            self._fills[colour] = len(children(fills)) - 1
        return self._fills[colour]

    def _part(self, tag: str) -> Element:
        """Return a part of the styles; one that is missing is put in its place, with its first entry."""
        if found := children(self._root, tag):
            return found[0]
        made = child(self._root, tag, {"count": "1"})
        after = _ORDER[_ORDER.index(tag) + 1 :]
        following = [one for one in children(self._root) if one.tagName.rpartition(":")[2] in after]
        if following:
            self._root.insertBefore(made, following[0])
        if tag == "fills":  # the first two are the format's own
            for pattern in ("none", "gray125"):
                child(child(made, "fill", {}), "patternFill", {"patternType": pattern})
            made.setAttribute("count", "2")
        else:
            child(made, {"fonts": "font", "cellXfs": "xf"}[tag], {})
        return made


def _count(part: Element) -> None:
    part.setAttribute("count", str(len(children(part))))
