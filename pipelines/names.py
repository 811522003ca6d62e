"""Text as staff type it -> one spelling to compare: headers, codes, residences are all matched through here."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz, process

# Words that carry no meaning in a label (domain.md, decision 9), and spellings of one same word.
_DROPPED = frozenset({"de", "d", "du", "des", "la", "le", "les", "l"})
_SAME_WORD = {
    "nombre": "nb",
    "nbre": "nb",
    "nbr": "nb",
    "numero": "no",
    "num": "no",
    "n": "no",
    "batiment": "bat",
    "residant": "resident",
}
_SIGNS = str.maketrans(
    {
        "’": " ",
        "'": " ",
        "‘": " ",
        "œ": "oe",
        "Œ": "oe",
        "æ": "ae",
        "+": " plus ",
        "<": " moins ",
        ">": " plus ",
    }
    | {"°": " ", "º": " ", "½": " "}
)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return `text` in lower case, without accents or punctuation, words separated by one space."""
    # Apostrophes and dashes become spaces first: dropping them would glue « l'étoile » into « letoile ».
    plain = unicodedata.normalize("NFKD", text.translate(_SIGNS)).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", plain.lower()))


@lru_cache(maxsize=20_000)
def stem(text: str) -> str:
    """Return the key under which two spellings of one label are equal: folded, singular, articles dropped."""
    words = [word for word in fold(text).split() if word not in _DROPPED]
    return " ".join(_SAME_WORD.get(_singular(word), _singular(word)) for word in words)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" and not word.isdigit() else word


def closest(text: str, labels: list[str], at_least: float = 60) -> str | None:
    """Return the label most like `text`, or None: a suggestion for a person, never a decision."""
    # token_set_ratio, not WRatio: the latter finds « Les Acacias » 86 % like « Les Tilleuls ».
    found = process.extractOne(
        text, labels, scorer=fuzz.token_set_ratio, processor=stem, score_cutoff=at_least
    )
    if found is None:
        found = process.extractOne(text, labels, scorer=fuzz.ratio, processor=stem, score_cutoff=at_least)
    return found[0] if found else None
