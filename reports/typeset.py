"""A template and what it tells -> PDF or pictures. Words of people are data: they are never read as commands of the template."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

import typst

_HERE = Path(__file__).parent
_CONTROLS = dict.fromkeys(one for one in range(32) if one != 10)


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
    return typst.compile(
        str(_HERE / "templates" / template),
        root=str(_HERE),
        font_paths=list(_letters()),
        ignore_system_fonts=True,
        format=kind,
        ppi=ppi,
        sys_inputs={"told": json.dumps(_cleaned(told), ensure_ascii=False)},
        pdf_standards=["ua-1"] if kind == "pdf" else [],
        timestamp=at,
    )


def _cleaned(told: Any) -> Any:
    """Return what is told without the signs that no page shows: controls, and halves of letters."""
    if isinstance(told, str):
        return "".join(sign for sign in told.translate(_CONTROLS) if not 0xD800 <= ord(sign) <= 0xDFFF)
    if isinstance(told, Mapping):
        return {name: _cleaned(one) for name, one in told.items()}
    return [_cleaned(one) for one in told] if isinstance(told, list | tuple) else told


@cache
def _letters() -> tuple[str, ...]:
    """Return the folders of fonts: the Latin ones of a wheel that holds nothing else, and the Arabic ones that are kept here."""
    found = find_spec("font_source_sans_pro")
    assert found
    assert found.origin
    return str(Path(found.origin).parent / "files"), str(_HERE / "fonts")
