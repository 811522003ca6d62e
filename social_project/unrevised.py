"""Versions of a text -> its headings that nobody revised: the same words as in the version before, or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from social_project.bound import refreshed
from social_project.versions import Validated


@dataclass(frozen=True)
class Unrevised:
    """A heading of the version in force. `since`: the day of the first version that says the same; `versions`: how many do."""

    code: str
    title: str
    since: date
    versions: int
    is_empty: bool


def unrevised(texts: Sequence[Validated], today: date, validity_years: float) -> list[Unrevised]:
    """Return the headings of the last of some versions (oldest first) that no update changed, or that are older than the validity.

    Empty ones come first, then the oldest. The words of bound figures do not count: they follow the data, and nobody revised anything.
    """
    if not texts:
        return []
    found = []
    last = texts[-1]
    for code, title, text in last.sections:
        same = [last]
        for earlier in reversed(texts[:-1]):
            if _told(earlier.texts.get(code, "")) != _told(text):
                break
            same.append(earlier)
        since = same[-1].validated_on
        if not text.strip() or len(same) > 1 or (today - since).days / 365.25 > validity_years:
            found.append(Unrevised(code, title, since, len(same), not text.strip()))
    return sorted(found, key=lambda one: (not one.is_empty, one.since))


def _told(text: str) -> str:
    return " ".join(refreshed(text, lambda _bound, _words: "?").split())
