"""A text -> the numbers typed by hand in it that may be figures: not its years, dates, articles, addresses nor telephones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

Sort = Literal["percent", "ratio", "length", "count"]
_BLANK = r"[\s\u00a0\u202f]"
_THOUSANDS = r"(?:[ \u00a0\u202f.]\d{3})"
_NUMBER = rf"\d{{1,3}}{_THOUSANDS}+(?:,\d+)?|\d+(?:[.,]\d+)?"
_FOUND = re.compile(
    rf"(?<![\w.,/:°’'-])(?P<first>{_NUMBER})(?:{_BLANK}*(?P<percent>%|pour{_BLANK}cents?\b)"
    rf"|{_BLANK}+sur{_BLANK}+(?P<second>{_NUMBER})(?![\w%])"
    rf"|{_BLANK}+(?P<length>mois|jours?|ans?)\b|(?![\w%€/]))",
    re.IGNORECASE,
)
_MONTH = r"(?:janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[uû]t|septembre|octobre|novembre|d[ée]cembre)"
# What holds digits and counts nothing: blanked before numbers are looked for.
_NOT_FIGURES = re.compile(
    rf"""(?ix)
    !?\[(?:[^\[\]\\]|\\.)*\]\([^)\s]*\)                                  # links, bound figures
    | https?://\S+ | \S{{1,80}}@\S+
    | \b\d{{1,2}}(?:er)?{_BLANK}+{_MONTH}(?:{_BLANK}+\d{{4}})?\b            # 12 mars 2024
    | \b\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b | \b\d{{4}}-\d{{2}}(?:-\d{{2}})?\b
    | (?:\+33|\b0){_BLANK}?[1-9](?:[\s.\-\u00a0\u202f]?\d\d){{4}}\b       # telephones
    | \b(?:art(?:icles?|\.)|annexes?|chapitres?|titres?|alin[ée]as?|pages?|p\.|n[°ºo]\.?|num[ée]ro|loi|d[ée]cret|circulaire|version|v\.?
        |phase|[ée]tape|rubriques?|b[âa]timents?|b[âa]t\.?|[ée]tage|palier|zone|type|vague|plan|objectif|action|axe)
        {_BLANK}*(?:[A-Z]\.?{_BLANK}?)?\d+(?:[\d\-.]*\d)?
        (?:{_BLANK}*(?:,|et\b|à\b|ou\b){_BLANK}*(?:[A-Z]\.?{_BLANK}?)?\d+(?:[\d\-.]*\d)?(?={_BLANK}*(?:[,.;:)]|(?:et|à|ou|de|du)\b|$)))*
    | \b[LRDA]\.?{_BLANK}?\d{{2,4}}(?:-\d+)*\b                             # L. 633-1
    | \b\d+(?:{_BLANK}?(?:bis|ter))?,?{_BLANK}+(?:rue|avenue|av\.|boulevard|bd|place|impasse|all[ée]e|chemin|cours|quai|route|square)\b
    | \b\d{{5}}{_BLANK}+[A-ZÉÈ][a-zéèê]+                                  # 13003 Marseille
    | \b\d{{1,2}}{_BLANK}?h(?:{_BLANK}?\d\d)?(?:/\d+)?\b                  # 14 h 30, 24h/24
    | \b\d+(?:,\d+)?{_BLANK}?(?:m²|m2|km|cm|m\b|kg)                          # measures
    | \b\d+{_BLANK}?(?:er|[èe]re?|[èe]mes?|nde?|e)\b                      # 3e étage
    | \b(?:plus|moins){_BLANK}+de{_BLANK}+\d+{_BLANK}+ans\b
    | \b\d+(?:{_BLANK}+(?:à|et|-){_BLANK}+\d+)?{_BLANK}+ans{_BLANK}+(?:et|ou){_BLANK}+(?:plus|moins)\b
    | \b\d+{_BLANK}+(?:à|et|-){_BLANK}+\d+{_BLANK}+ans\b                    # 18 à 25 ans
    | (?m:^{_BLANK}*(?:\#+{_BLANK}*)?\d{{1,3}}(?:\.\d+)*[.)](?=\s))         # numbering
    | \{{[^{{}}\n]*\}}                                                     # {{a figure that is asked for}}
    """
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Number:
    """A number in a text, between two places of it. `value`: 0.62 for 62 %, 46 for « 46 sur 96 » whose `of` is 96.

    `digits`: after the comma, as it is written. `sentence`: the words around it. `mark`: what stands for it once it is declined,
    the same as long as its sentence is.
    """

    start: int
    end: int
    text: str
    sort: Sort
    value: float
    digits: int
    sentence: str
    of: float | None = None
    unit: str = ""

    @property
    def mark(self) -> str:
        """What stands for it in the list of those that are no figure to bind."""
        told = " ".join(f"{self.text}|{self.sentence}".split())
        return sha256(told.encode()).hexdigest()[:16]


def numbers_in(text: str) -> list[Number]:
    """Return the numbers of a text that may be figures, in order; those already bound are not among them."""
    hidden = _NOT_FIGURES.sub(lambda found: re.sub(r"[^\n]", "\x00", found[0]), text)
    return [one for found in _FOUND.finditer(hidden) if (one := _number(text, found))]


def _number(text: str, found: re.Match[str]) -> Number | None:
    first = found["first"]
    is_bare = not (found["percent"] or found["second"] or found["length"])
    if is_bare and _YEAR.fullmatch(first):
        return None
    digits = (
        len(first.partition(",")[2])
        if "," in first
        else (len(first.partition(".")[2]) if _is_point(first) else 0)
    )
    value = _value(first)
    around = " ".join(_sentence(text, found.start(), found.end()).split())
    written = text[found.start() : found.end()]
    if found["percent"]:
        return Number(found.start(), found.end(), written, "percent", value / 100, digits, around)
    if found["second"]:
        return Number(
            found.start(), found.end(), written, "ratio", value, digits, around, _value(found["second"])
        )
    if found["length"]:
        return Number(
            found.start(), found.end(), written, "length", value, digits, around, unit=found["length"].lower()
        )
    return Number(found.start(), found.end(), written, "count", value, digits, around)


def _is_point(written: str) -> bool:
    return bool(re.fullmatch(r"\d+\.(?:\d{1,2}|\d{4,})", written))


def _value(written: str) -> float:
    if _is_point(written):
        return float(written)
    return float(re.sub(r"[ \u00a0\u202f.]", "", written).replace(",", "."))


def _sentence(text: str, start: int, end: int) -> str:
    """Return the sentence, the item or the row of a table that a place of a text is in."""
    edges = [found.end() for found in _ends(text)]
    before = max((edge for edge in edges if edge <= start), default=0)
    after = min((edge for edge in edges if edge >= end), default=len(text))
    return text[before:after]


def _ends(text: str) -> Iterator[re.Match[str]]:
    return re.finditer(r"[.!?;]\s+(?=[A-ZÉÈÀ«\[])|\n", text)
