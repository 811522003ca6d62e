"""Words that somebody typed -> the indicators that they speak of: accents, plurals and slips of the hand forgiven."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from math import log

from rapidfuzz import fuzz

from indicators.catalogue import Indicator, indicators

_EMPTY = frozenset(
    re.findall(
        r"\w+",
        "a au aux avec ce ces cet cette d dans de des du elle en est et il ils l la le les leur leurs lui mais ne nos notre nous on ont "
        "ou par pas plus pour qu que qui s sa se ses son sont sur un une y part taux nombre combien quelle quel soit ete etait",
    )
)
# What people say, and what the catalogue calls it.
_SAME = {
    "age": "60 ans", "agee": "60 ans", "ages": "60 ans", "agees": "60 ans", "senior": "60 ans", "seniors": "60 ans", "vieux": "60 ans",
    "majorite": "", "dette": "impaye", "dettes": "impaye", "loyer": "impaye", "loyers": "impaye", "vide": "vacance", "vides": "vacance",
    "demenagement": "rotation", "bagarre": "conflit", "bagarres": "conflit", "dispute": "conflit", "voisinage": "vivre ensemble",
    "sondage": "enquete", "questionnaire": "enquete", "hlm": "parc social", "election": "election comite", "vote": "election",
    "rue": "rue hebergement", "occupes": "occupation", "habites": "occupation", "sexe": "femmes", "residant": "resident",
}  # fmt: skip
_SLIP = 82  # of 100: « ocupation » is « occupation », « charte » is not « chambre »
_ROOT = 7  # letters: « partisipation » and « participé » begin alike


def find(
    typed: str,
    limit: int = 5,
    keep: Callable[[Indicator], bool] = lambda _: True,
    among: Callable[[Indicator], bool] | None = None,
) -> list[Indicator]:
    """Return the indicators that words speak of, the nearest first; none for words that no indicator has.

    `among`: those that may stand in the text, `offered` unless told otherwise.
    """
    may_stand = among or offered
    scored = [(score(typed, one), one) for one in indicators().values() if may_stand(one) and keep(one)]
    best = sorted((pair for pair in scored if pair[0] > 0.18), key=lambda pair: -pair[0])
    return [one for _, one in best[:limit]]


def offered(indicator: Indicator) -> bool:
    """Return whether an indicator may stand in a projet social: not those of files, nor of funding calls."""
    return not indicator.is_of_files and indicator.grain != "call"


def score(typed: str, indicator: Indicator) -> float:
    """Return how near words are to an indicator, from 0 to 1: what they share with its title first, then with its question."""
    if typed.strip().upper() == indicator.code:
        return 1.0
    asked = list(dict.fromkeys(_words(typed)))
    if not asked:
        return 0.0
    title, question = _told(indicator.id)
    weights = {word: _weight(word) for word in asked}
    matched = sum(
        weight * max(_best(word, title), 0.55 * _best(word, question)) for word, weight in weights.items()
    )
    told = sum(_weight(word) for word in title)
    covered = sum(_weight(word) * _best(word, tuple(asked)) for word in title) / told if told else 0
    return 0.6 * matched / sum(weights.values()) + 0.4 * covered


def named(typed: str, labels: Mapping[str, str], limit: int = 2) -> dict[str, float]:
    """Return the codes of a list whose label shares words with what was typed: code -> share of the label, from 0 to 1, nearest first."""
    asked = tuple(_words(typed))
    shares = {
        code: sum(_best(word, asked) for word in told) / len(told)
        for code, label in labels.items()
        if (told := _words(label))
    }
    nearest = sorted((code for code, share in shares.items() if share > 0.3), key=lambda code: -shares[code])
    return {code: shares[code] for code in nearest[:limit]}


def _best(word: str, among: tuple[str, ...]) -> float:
    if word in among:
        return 1.0
    if word[0].isdigit() or len(word) < 4:
        return 0.0
    return max((_alike(word, other) for other in among if len(other) >= 4), default=0.0)


def _alike(word: str, other: str) -> float:
    shortest = min(len(word), len(other))
    if shortest >= 5 and word[: shortest - 1] == other[: shortest - 1]:
        return 0.9
    if shortest >= _ROOT and fuzz.ratio(word[:_ROOT], other[:_ROOT]) > _SLIP:
        return 0.8
    found = fuzz.ratio(word, other)
    return found / 100 if found >= _SLIP else 0.0


def _words(text: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", text.replace("œ", "oe")).casefold()
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    found = [part for word in re.findall(r"[a-z]+|\d+", plain) for part in _SAME.get(word, word).split()]
    return [word.rstrip("sx") if len(word) > 4 else word for word in found if word not in _EMPTY]


@cache
def _told(name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    indicator = indicators()[name]
    return tuple(dict.fromkeys(_words(indicator.title))), tuple(dict.fromkeys(_words(indicator.question)))


@cache
def _rarity() -> Counter[str]:
    return Counter(word for name in indicators() for word in _told(name)[0])


@cache
def _weight(word: str) -> float:
    """Return how much a word tells: « 60 » more than « résident », which half of the titles have."""
    return log(2 + len(indicators()) / (1 + _rarity()[word]))
