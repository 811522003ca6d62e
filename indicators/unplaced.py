"""Words that leave the association, without the name of a residence: a story and a place are enough to find somebody."""

from __future__ import annotations

import re
from collections.abc import Iterable

HIDDEN = "[résidence]"
_WORD = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans("àâäáéèêëîïíôöóùûüúç", "aaaaeeeeiiiooouuuuc")
# What a name begins with, and does not tell it from another's.
_KIND = frozenset(
    {"residence", "residences", "sociale", "accueil", "pension", "famille", "foyer", "maison", "relais"}
)
_ARTICLE = frozenset({"la", "le", "les", "l", "du", "des", "de", "d", "aux", "au"})


def unplaced(words: str, names: Iterable[str]) -> str:
    """Return words with « [résidence] » where one of these names stands, with what announces it (« la résidence Les Acacias »).

    A name of one word counts with its capital only, or after « résidence »: « au parc » is no « Résidence du Parc ».
    """
    for name in sorted(names, key=len, reverse=True):
        words = _without(words, _told(name))
    return words


def _told(name: str) -> list[str]:
    """Return the words that tell a residence: « Résidence Les Acacias (démo) » is known by « acacias »."""
    told = [_fold(word) for word in _WORD.findall(re.sub(r"\(.*?\)", " ", name))]
    while told and told[0] in _KIND | _ARTICLE:
        told = told[1:]
    return told


def _without(words: str, told: list[str]) -> str:
    found = list(_WORD.finditer(words))
    spans = []
    for rank in range(len(found) - len(told) + 1 if told else 0):
        if [_fold(one[0]) for one in found[rank : rank + len(told)]] != told:
            continue
        first = rank
        while first and _fold(found[first - 1][0]) in _KIND | {"la", "le", "les", "l"}:
            first -= 1
        is_announced = any(_fold(one[0]) in _KIND for one in found[first:rank])
        if is_announced or len(told) > 1 or found[rank][0][0].isupper():
            spans.append((found[first].start(), found[rank + len(told) - 1].end()))
    for start, end in reversed(spans):
        words = f"{words[:start]}{HIDDEN}{words[end:]}"
    return words


def _fold(word: str) -> str:
    return word.lower().translate(_PLAIN)
