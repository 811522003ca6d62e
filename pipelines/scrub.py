"""Free text -> the same without what points at a person (domain.md G.3). The original is never kept."""

from __future__ import annotations

import re
import unicodedata
from functools import partial

from pipelines.clues import PATTERNS, WITHHELD
from pipelines.names import fold

NOTHING_LEFT = "[texte retiré]"  # stands for a text that was withheld whole
_DIGIT = re.compile(r"\d")
_WITHOUT_DIGIT = frozenset(
    {"courriel", "nom"}
)  # the others need one: most texts hold none, and are read much faster
# A sign that is not seen, inside a number or a name, would hide it from every pattern.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))


def scrub(text: str) -> tuple[str, list[str]]:
    """Return the text with names, births, phones, e-mails, numbers and rooms masked, and what was found, each once.

    A text that speaks of someone's health, of police matters, or of an origin or a belief is withheld whole: a word less
    would not hide it. Masking goes by words and misses a bare first name: a person reads what is to be published.
    """
    folded = fold(text)
    if withheld := [what for what, words in WITHHELD.items() if words.search(folded)]:
        return NOTHING_LEFT, withheld
    return mask(text)


def mask(text: str) -> tuple[str, list[str]]:
    """Return the text with what points at a person masked, and what was found: for what speaks of nobody, and may name an illness."""
    text = unicodedata.normalize("NFC", text).translate(_UNSEEN)
    removed: dict[str, None] = {}
    has_digit = _DIGIT.search(text) is not None
    for what, pattern in PATTERNS:
        if not has_digit and what not in _WITHOUT_DIGIT:
            continue
        masked = pattern.sub(partial(_mask, what), text)
        if masked != text:
            removed[what] = None
        text = masked
    return text, list(removed)


def _mask(what: str, found: re.Match[str]) -> str:
    groups = found.groupdict()
    return found[0] if groups.get("spared") else f"{groups.get('keep') or ''}[{what}]"
