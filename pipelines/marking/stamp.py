"""The mark that a workbook given back bears: properties that no one sees, kept by spreadsheets when they save."""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.marking.package import DOCUMENT, Package, child, children, remove

NAME = "Palier"
_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_SPACE = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


def write_stamp(package: Package, texts: Sequence[str]) -> None:
    """Write the mark: « Palier 1 », « Palier 2 »… in place of any other (a property holds 255 signs)."""
    found = list(package.targets("", "/custom-properties").values())
    name = found[0] if found else "docProps/custom.xml"
    root = package.root(name, f'<Properties xmlns="{_SPACE}" xmlns:vt="{_VALUES}"/>')
    if not found:
        package.add(name, b"", _TYPE)
        package.relate("", f"{DOCUMENT}/custom-properties", name)
    for known in children(root, "property"):
        if known.getAttribute("name").startswith(f"{NAME} "):
            remove(known)
    last = max((int(one.getAttribute("pid")) for one in children(root, "property")), default=1)
    for number, text in enumerate(texts, 1):
        attributes = {"fmtid": _FORMAT, "pid": str(last + number), "name": f"{NAME} {number}"}
        held = child(root, "property", attributes)
        document = held.ownerDocument
        assert document is not None
        value = document.createElementNS(_VALUES, "vt:lpwstr")
        value.setAttribute("xmlns:vt", _VALUES)
        value.appendChild(document.createTextNode(text))
        held.appendChild(value)
