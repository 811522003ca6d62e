"""The projets sociaux of the invented association: one in force, with the figures of its time, and one that is being written."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from access.scope import EVERYTHING
from social_project.bound import refreshed, said
from social_project.document import BoundFigure
from social_project.freezing import validate
from social_project.revisions import history, save

_FOLDER = Path(__file__).with_name("invented")
_BY = "démonstration"
# As the invented register tells it: validated on that day, in the data of the end of the month before.
_VALIDATED = ("GARRIGUE", "V2", date(2025, 6, 26), date(2025, 5, 31))
_DRAFT = ("OLIVIER", "V2")


def write_invented(version: str) -> None:
    """Write the invented projets sociaux, by the same code as people's, unless there are some."""
    code, name, day, as_of = _VALIDATED
    if not history(code):
        kept = save(code, _texts(code, version), 0, _BY, version=name)
        validate(code, kept.number, name, day, _BY, version, EVERYTHING, f"{day}T10:00:00+00:00", as_of)
    code, name = _DRAFT
    if not history(code):
        texts = _texts(code, version)
        first = save(code, {"1": texts["1"].partition("\n\n")[0]}, 0, _BY, version=name)
        save(code, texts, first.number, _BY)


def _texts(code: str, version: str) -> dict[str, str]:
    """Return the text of each heading, a paragraph a line, its figures told as the data tell them."""
    known: dict[BoundFigure, str] = {}

    def tell(bound: BoundFigure, _words: str) -> str:
        if bound not in known:
            known[bound] = said(version, EVERYTHING, bound).text
        return known[bound]

    _, *parts = re.split(r"^# (\w+)$", (_FOLDER / f"{code}.md").read_text("utf-8"), flags=re.MULTILINE)
    # A line of the file ends where it is full: in a text typed in the page, a paragraph is one line.
    joined = (
        re.sub(r"(?<=\S)\n *(?=[^\s#|\-*\d]|\*\w|\[)(?!- |\d\. )", " ", text.strip()) for text in parts[1::2]
    )
    return {part: refreshed(text, tell) for part, text in zip(parts[::2], joined, strict=True)}
