"""An .xlsx as what it is, a zip of parts: those that are not asked for are written back byte for byte."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from xml.dom import minidom
from xml.dom.minidom import Document, Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CONTENT_TYPES = "[Content_Types].xml"
_PLAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_BOOKS = re.compile(r"application/vnd\.(?:openxmlformats|ms-excel)[\w.-]*\.main\+xml")


class Unusual(Exception):
    """A workbook whose parts do not lie as Excel and LibreOffice lay them: it is written anew from its values."""


@dataclass
class Package:
    """The parts of a workbook. A part opened as XML is written back from it, the others from their bytes."""

    parts: dict[str, bytes]
    opened: dict[str, Document] = field(default_factory=dict)

    @staticmethod
    def of(content: bytes) -> Package:
        """Return the parts of an .xlsx; raise Unusual when it is none."""
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                return Package({name: archive.read(name) for name in archive.namelist()})
        except zipfile.BadZipFile as fault:
            raise Unusual("not a zip") from fault

    def content(self) -> bytes:
        """Return the workbook as a file."""
        written = self.parts | {name: _xml(document) for name, document in self.opened.items()}
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in sorted(written, key=lambda name: name != CONTENT_TYPES):
                archive.writestr(
                    zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), written[name], zipfile.ZIP_DEFLATED
                )
        return stream.getvalue()

    def root(self, name: str, empty: str = "") -> Element:
        """Return the root of a part, to be changed in place; a missing part is made from `empty`."""
        if name not in self.opened:
            if name not in self.parts and not empty:
                raise Unusual(f"no part {name}")
            self.opened[name] = minidom.parseString(self.parts.get(name) or empty.encode())
        root = self.opened[name].documentElement
        assert root is not None
        return root

    def add(self, name: str, content: bytes, content_type: str) -> None:
        """Add a part of a declared type."""
        self.parts[name] = content
        if name.endswith(".vml"):
            self._declare("Default", "Extension", "vml", content_type)
        else:
            self._declare("Override", "PartName", f"/{name}", content_type)

    def drop(self, name: str) -> None:
        """Take a part out, with what declares it."""
        self.parts.pop(name, None)
        self.opened.pop(name, None)
        for element in children(self.root(CONTENT_TYPES), "Override"):
            if element.getAttribute("PartName").lower() == f"/{name}".lower():
                remove(element)

    def _declare(self, tag: str, attribute: str, value: str, content_type: str) -> None:
        types = self.root(CONTENT_TYPES)
        known = [one for one in children(types, tag) if one.getAttribute(attribute).lower() == value.lower()]
        element = known[0] if known else child(types, tag, {attribute: value})
        element.setAttribute("ContentType", content_type)

    def free_name(self, pattern: str) -> str:
        """Return the first name of that pattern (`xl/comments{}.xml`) that no part bears."""
        taken = {name.lower() for name in (*self.parts, *self.opened)}
        return next(
            name for number in range(1, 10_000) if (name := pattern.format(number)).lower() not in taken
        )

    def relations(self, part: str) -> Element:
        """Return the relations of a part (« » for the package), made when there are none."""
        folder, name = posixpath.split(part)
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        return self.root(path, f'<Relationships xmlns="{PACKAGE}/relationships"/>')

    def targets(self, part: str, kind: str = "") -> dict[str, str]:
        """Return the parts that a part points to, by the name of the relation; `kind` is the end of its type."""
        folder = posixpath.dirname(part)
        return {
            one.getAttribute("Id"): posixpath.normpath(
                posixpath.join("/", folder, one.getAttribute("Target"))
            )[1:]
            for one in children(self.relations(part), "Relationship")
            if one.getAttribute("Type").endswith(kind) and one.getAttribute("TargetMode") != "External"
        }

    def relate(self, part: str, kind: str, target: str) -> str:
        """Make a part point to another and return the name of the relation."""
        relations = self.relations(part)
        taken = {one.getAttribute("Id") for one in children(relations, "Relationship")}
        name = next(name for number in range(1, 10_000) if (name := f"rIdPalier{number}") not in taken)
        child(relations, "Relationship", {"Id": name, "Type": kind, "Target": f"/{target}"})
        return name

    def unrelate(self, part: str, target: str) -> None:
        """Take out the relations of a part to another."""
        names = {name for name, found in self.targets(part).items() if found == target}
        for one in children(self.relations(part), "Relationship"):
            if one.getAttribute("Id") in names:
                remove(one)

    def book(self) -> str:
        """Return the name of the workbook's own part; raise Unusual for what Excel calls « strict »."""
        found = list(self.targets("", "/relationships/officeDocument").values())
        if len(found) != 1 or self.root(found[0]).namespaceURI != MAIN:
            raise Unusual("no workbook of the usual kind")
        return found[0]

    def without_macros(self) -> bool:
        """Take the macros out and return whether there were any."""
        book = self.book()
        macros = [name for name in self.parts if "vbaproject" in name.lower()]
        for name in macros:
            self.unrelate(book, name)
            self.drop(name)
        for element in children(self.root(CONTENT_TYPES), "Override"):
            if _BOOKS.fullmatch(
                element.getAttribute("ContentType")
            ) or "macroEnabled" in element.getAttribute("ContentType"):
                element.setAttribute("ContentType", _PLAIN)
        return bool(macros)


def children(parent: Element, tag: str = "") -> list[Element]:
    """Return the elements right under another, of that name if one is given, whatever their prefix."""
    found = [node for node in parent.childNodes if isinstance(node, Element)]
    return [node for node in found if not tag or node.tagName.rpartition(":")[2] == tag]


def child(parent: Element, tag: str, attributes: dict[str, str], text: str = "") -> Element:
    """Add an element under another, with its prefix, and return it."""
    document = parent.ownerDocument
    assert document is not None
    prefix = parent.tagName.rpartition(":")[0]
    element = document.createElementNS(parent.namespaceURI, f"{prefix}:{tag}" if prefix else tag)
    for name, value in attributes.items():
        element.setAttribute(name, value)
    if text:
        element.appendChild(document.createTextNode(text))
    parent.appendChild(element)
    return element


def remove(element: Element) -> None:
    """Take an element out of its parent."""
    assert element.parentNode is not None
    element.parentNode.removeChild(element)


def plain(text: str) -> str:
    """Return a text that XML can hold and that Excel does not take for an escape (`_x000D_`)."""
    allowed = "".join(
        sign for sign in text if sign in "\n\t" or (sign >= " " and not "\ud800" <= sign <= "\udfff")
    )
    allowed = allowed.replace("\ufffe", "").replace("\uffff", "")
    return re.sub(r"_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", allowed)[:32_000]


def _xml(document: Document) -> bytes:
    return document.toxml(encoding="UTF-8", standalone=True)
