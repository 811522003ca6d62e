"""Who is called what: a residence as staff write it (`RS Viala`, `VIALA`, `viala (13)`) -> its code."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from pipelines.names import stem

_KIND_WORDS = re.compile(
    r"\b(?:residence sociale|residence accueil|residence|pension famille|foyer|r ?s|ftm|pf|ra)\b"
)


class Residences:
    """The residences known, by every way of writing them. A spelling that two residences share means neither."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take rows with `residence` (code), `name`, `city` and `aliases` (separated by commas or semicolons)."""
        self.labels: dict[str, str] = {}
        self._codes: dict[str, set[str]] = defaultdict(set)
        for row in rows:
            self._add(row)

    def _add(self, row: Mapping[str, Any]) -> None:
        code, name = row["residence"], row.get("name") or row["residence"]
        self.labels[code] = name
        city = row.get("city") or ""
        others = re.split(r"[,;\n]", row.get("aliases") or "")
        for spelling in filter(None, (code, name, f"{name} {city}", *others)):
            bare = stem(re.sub(r"\(.*?\)", " ", spelling))
            for key in self._keys(spelling, bare, bare.removesuffix(stem(city))):
                self._codes[key].add(code)

    def also(self, code: str, spelling: str) -> None:
        """Take one more way of writing a known residence; a way that already means one is left as it is."""
        if code in self.labels and self.get(spelling) is None:
            for key in self._keys(spelling):
                self._codes.setdefault(key, {code})

    @staticmethod
    def _keys(*spellings: str) -> set[str]:
        """Every key of some spellings: as they are, and without « RS »."""
        keys = {stem(spelling) for spelling in spellings}
        keys |= {" ".join(_KIND_WORDS.sub(" ", key).split()) for key in keys}
        return keys - {""}

    def get(self, text: str) -> str | None:
        """Return the code that a cell names, or None when no residence, or more than one, is called so."""
        # The department after a name (« viala (13) », « Viala 13003 ») is let go on this side only: with two
        # numbers let go, « Cité 34 » would be taken for « Cité 12 ».
        bare = re.sub(r"[\s(]\d{2,5}\)?\s*$", " ", text)
        for key in (stem(text), *sorted(self._keys(text, bare), key=len, reverse=True)):
            if len(found := self._codes.get(key, set())) == 1:
                return next(iter(found))
        return None

    def several(self, text: str) -> list[str]:
        """Return the codes that share a name, two at least; none for a name that means one residence, or no residence."""
        found = self._codes.get(stem(text), set())
        return sorted(found) if len(found) > 1 else []

    def named_in(self, text: str) -> str | None:
        """Return the code of the one residence whose name stands somewhere in a title or sheet name, or None."""
        if code := self.get(text):
            return code
        words = f" {stem(text)} "
        found = {
            (len(key), code)
            for key, codes in self._codes.items()
            for code in codes
            if f" {key} " in words and not key.isdigit()
        }
        longest = max((size for size, _ in found), default=0)
        named = {code for size, code in found if size == longest}
        return named.pop() if len(named) == 1 else None

    def __bool__(self) -> bool:
        return bool(self.labels)
