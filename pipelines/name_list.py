"""A residence's own list of names -> where they stand in a text. The list is read, and kept nowhere (statistics.md section 6).

Masking on the way in (pipelines/scrub.py) goes by the words around a name and misses a bare first name; whoever rereads knows
the names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipelines.names import fold

Span = tuple[int, int]
HIDDEN = "[nom]"
_WORD = re.compile(r"[^\W\d_]+")
_INITIAL = re.compile(r"\s[A-ZÀ-Ý]\b\.?")
_BETWEEN = re.compile(r"[\s'’-]{1,2}")
# What stands in a list of names, and is nobody's.
_NO_NAME = frozenset(
    {
        "madame",
        "mademoiselle",
        "monsieur",
        "mme",
        "mlle",
        "des",
        "les",
        "ben",
        "bin",
        "bint",
        "abd",
        "van",
        "von",
        "dos",
        "del",
    }
    | {
        "nom",
        "noms",
        "prenom",
        "prenoms",
        "chambre",
        "resident",
        "residents",
        "residente",
        "residentes",
        "equipe",
    }
)
_LEAST = 3  # letters: « Li » stands in too many words that are no name


def names_in(typed: str) -> frozenset[str]:
    """Return the first names and surnames of a list as it is pasted, folded: one a line, or parted by anything."""
    return frozenset(
        word for found in _WORD.findall(typed) if len(word := fold(found)) >= _LEAST and word not in _NO_NAME
    )


def spans(text: str, names: frozenset[str]) -> tuple[Span, ...]:
    """Return where names stand in a text whose spaces are single, whole words only, neighbours together, an initial with them."""
    found: list[Span] = []
    for word in _WORD.finditer(text):
        if fold(word[0]) not in names:
            continue
        start, end = word.span()
        if initial := _INITIAL.match(text, end):
            end = initial.end()
        if found and (found[-1][1] >= start or _BETWEEN.fullmatch(text, found[-1][1], start)):
            start = found.pop()[0]
        found.append((start, end))
    return tuple(found)


def hide(text: str, hidden: Iterable[Span]) -> str:
    """Return a text whose spaces are single, with « [nom] » where these names stood."""
    for start, end in sorted(hidden, reverse=True):
        text = f"{text[:start]}{HIDDEN}{text[end:]}"
    return text


def hidden(text: str, typed: str) -> str:
    """Return a text with single spaces, without the names of a list as it is pasted."""
    plain = " ".join(text.split())
    return hide(plain, spans(plain, names_in(typed)))
