"""Long French words -> where they may be cut, so that a narrow heading on a computer without the document's fonts is cut by syllables."""

from __future__ import annotations

import re
from itertools import pairwise

SOFT = "\u00ad"
_LONG = 10  # letters: a shorter word is left whole
_VOWEL = "aeiouyàâäéèêëîïôöùûüœæ"
_OTHER = "bcçdfghjklmnpqrstvwxz"
# Two consonants that begin one syllable: they are never parted.
_PAIRS = "[bcdfgptv][lr]|ch|ph|th|gn"
_WORD = re.compile(rf"(?<!\w)[{_VOWEL}{_OTHER}]{{{_LONG},}}(?!\w)", re.IGNORECASE)  # never inside a hash
_PLACE = re.compile(
    rf"(?<=[{_VOWEL}])(?=(?:{_PAIRS}|[{_OTHER}])[{_VOWEL}])"
    rf"|(?<=[{_VOWEL}][{_OTHER}])(?!(?<=[bcdfgptv])[lr]|(?<=[cpt])h|(?<=g)n)(?=(?:{_PAIRS}|[{_OTHER}])[{_VOWEL}])",
    re.IGNORECASE,
)
_LEAST = 3  # letters on either side
_MUTE = re.compile(
    rf"[{_OTHER}]{{1,2}}es?", re.IGNORECASE
)  # « -dente »: its last syllable does not begin a line


def softened(text: str) -> str:
    """Return a text with soft hyphens between the syllables of its long words, three letters at least on either side, mute ones left."""
    return _WORD.sub(lambda found: _cut(found[0]), text)


def _cut(word: str) -> str:
    found = [one.start() for one in _PLACE.finditer(word)]
    kept = [at for at in found if _LEAST <= at <= len(word) - _LEAST and not _MUTE.fullmatch(word[at:])]
    return SOFT.join(word[start:end] for start, end in pairwise([0, *kept, len(word)]))
