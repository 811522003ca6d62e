"""A template and what it tells -> PDF or pictures. Words of people are data: they are never read as commands of the template."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import typst

from reports.glyphs import INSTEAD, covered

_HERE = Path(__file__).parent
_UNSEEN = frozenset({0x0A, 0x200B, 0x200C, 0x200D, 0x2011})  # drawn as nothing, or as a hyphen
# Nor signs that turn the reading of what follows, theirs or not, the other way round.
_CONTROLS = dict.fromkeys(
    [*(one for one in range(32) if one != 10), *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)


def pdf(template: str, told: Mapping[str, Any], at: datetime) -> bytes:
    """Return a tagged PDF (PDF/UA-1), dated `at`: the same things told give the same bytes."""
    made = _compiled(template, told, "pdf", at)
    assert isinstance(made, bytes)
    return made


def pictures(template: str, told: Mapping[str, Any], ppi: float = 72) -> list[bytes]:
    """Return each page as a PNG."""
    made = _compiled(template, told, "png", None, ppi)
    return [made] if isinstance(made, bytes) else list(made)


def _compiled(
    template: str, told: Mapping[str, Any], kind: Literal["pdf", "png"], at: datetime | None, ppi: float = 72
) -> Any:
    return _made(template, _drawable(_cleaned(told)), kind, at, ppi)


def _made(template: str, told: Any, kind: Literal["pdf", "png"], at: datetime | None, ppi: float) -> Any:
    return typst.compile(
        str(_HERE / "templates" / template),
        root=str(_HERE),
        font_paths=list(_letters()),
        ignore_system_fonts=True,
        format=kind,
        ppi=ppi,
        sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
        pdf_standards=["ua-1"] if kind == "pdf" else [],
        timestamp=at,
    )


def _cleaned(told: Any) -> Any:
    """Return what is told without the signs that no page shows: controls, and halves of letters."""
    return _each(
        told,
        lambda text: "".join(one for one in text.translate(_CONTROLS) if not 0xD800 <= ord(one) <= 0xDFFF),
    )


def _drawable(told: Any) -> Any:
    """Return what is told, each sign that no letter draws (an emoji, an ideogram) being replaced: PDF/UA refuses the whole otherwise."""
    held = set(json.dumps(told, ensure_ascii=False))
    lost = {ord(sign): INSTEAD for sign in held if ord(sign) not in _drawn() and not _is_drawn(sign)}
    return _each(told, lambda text: text.translate(lost)) if lost else told


@cache
def _is_drawn(sign: str) -> bool:
    """Return whether typst has letters of its own for a sign that ours do not draw: it is asked."""
    asked = f'#set document(title: "x")\n#set text(font: "Source Sans Pro")\n#"\\u{{{ord(sign):x}}}"'
    folders: Any = list(_letters())
    try:
        typst.compile(asked.encode(), None, font_paths=folders, ignore_system_fonts=True, format="pdf", pdf_standards=["ua-1"])  # fmt: skip
    except typst.TypstError:
        return False
    return True


def _each(told: Any, change: Callable[[str], str]) -> Any:
    """Return what is told with each of its texts changed; its names stay."""
    if isinstance(told, str):
        return change(told)
    if isinstance(told, Mapping):
        return {name: _each(one, change) for name, one in told.items()}
    return [_each(one, change) for one in told] if isinstance(told, list | tuple) else told


@cache
def _drawn() -> frozenset[int]:
    """Return the code points that our letters draw, line breaks with them."""
    latin, arabic = map(Path, _letters())
    return (
        covered([latin / "SourceSansPro-Regular.ttf"])
        | covered([arabic / "NotoSansArabic-Regular.ttf"])
        | _UNSEEN
    )


@cache
def _letters() -> tuple[str, ...]:
    """Return the folders of fonts: the Latin ones of a wheel that holds nothing else, and the Arabic ones that are kept here."""
    found = find_spec("font_source_sans_pro")
    assert found
    assert found.origin
    return str(Path(found.origin).parent / "files"), str(_HERE / "fonts")
