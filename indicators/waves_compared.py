"""Two waves of the needs survey in one residence -> may they be compared, question by question; and how much of a change is of its public.

A question in other words, or with other answers offered, breaks the series: nothing is reckoned across. Where no text is on file for
one of both versions of the questionnaire, another version breaks it (`questions.py`). A need noted from 0 to 3 counts from 1 on, as a
box ticked does (domain.md, decision 9): such a change, seen in the answers alone, is told and does not break.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, Literal

from access.scope import OutOfSight, Sight
from indicators.questions import Broken, Compared, broken, compared
from indicators.statistics import decompose
from pipelines import store

Break = Literal["new", "dropped"] | Broken
_OLDER = ("60_64", "65_74", "75_plus")
_KNOWN, _FEWEST = 0.8, 10  # of the ages; answers of each age band at each wave


@dataclass(frozen=True)
class Asked:
    """How a wave asked a question: the version of its questionnaire, on degrees from 0 to 3 or as a box; None: not asked."""

    version: str
    is_scale: bool


@dataclass(frozen=True)
class Pair:
    """One question at two waves, and what breaks the series between them (empty: nothing)."""

    before: Asked | None
    now: Asked | None
    by_text: Broken = ""

    @property
    def broken_by(self) -> Break:
        """What forbids to compare, the plainest first."""
        if self.before is None or self.now is None:
            return "new" if self.before is None else "dropped"
        return self.by_text

    @property
    def is_rescaled(self) -> bool:
        """True where boxes became degrees, or degrees boxes."""
        return None not in (self.before, self.now) and self.before.is_scale != self.now.is_scale  # type: ignore[union-attr]


@dataclass(frozen=True)
class Split:
    """A change in points: what the ages of those who answered make of it, and the rest."""

    public: float
    rest: float


def pairs(version: str, sight: Sight, residence: str, before: str, now: str) -> dict[str, Pair]:
    """Return each question asked at either of two waves of a residence. Raises OutOfSight for one that may not be seen apart."""
    rows = _fetch(
        version,
        sight,
        residence,
        """
        select asked.wave, asked.category, max(coalesce(answers.questionnaire_version, '')),
            bool_or(coalesce(questionnaires.is_scale, false))
        from asked
        join answers on answers.residence = asked.residence and answers.wave = asked.wave
        join questionnaires on questionnaires.source_row = answers.source_row
        where asked.residence = ? and asked.wave in (?, ?)
        group by asked.wave, asked.category
        """,
        before,
        now,
    )
    found: dict[str, dict[str, Asked]] = defaultdict(dict)
    for wave, category, of_version, is_scale in rows:
        found[category][wave] = Asked(of_version, is_scale)
    known = compared(version, "besoins")
    return {
        category: _pair(how.get(before), how.get(now), category, known) for category, how in found.items()
    }


def _pair(before: Asked | None, now: Asked | None, category: str, known: Compared) -> Pair:
    by_text = broken(known, category, before.version, now.version) if before and now else ""
    return Pair(before, now, by_text)


def splits(version: str, sight: Sight, residence: str, before: str, now: str) -> dict[str, Split]:
    """Return the change of each question split in two, where ages allow it.

    Ages known for 80 % of answers, and ten answers of each band at each wave; two bands: under 60, and 60 or more. A question
    that does not compare is left out.
    """
    rows = _fetch(
        version,
        sight,
        residence,
        """
        select expressed.category, expressed.wave, questionnaires.age_band, sum(expressed.is_need), count(expressed.is_need)
        from expressed
        join questionnaires on questionnaires.source_row = expressed.source_row
        where expressed.residence = ? and expressed.wave in (?, ?)
        group by expressed.category, expressed.wave, questionnaires.age_band
        """,
        before,
        now,
    )
    counts: dict[str, dict[str, dict[str, list[float]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(lambda: [0.0, 0.0]))
    )
    for category, wave, age, x, n in rows:
        band = "" if age is None else "older" if age in _OLDER else "younger"
        counts[category][wave][band][0] += x or 0
        counts[category][wave][band][1] += n
    comparable = {
        category
        for category, pair in pairs(version, sight, residence, before, now).items()
        if not pair.broken_by
    }
    found = {}
    for category in sorted(comparable):
        sides = [{band: (x, n) for band, (x, n) in counts[category][wave].items()} for wave in (before, now)]
        if all(_is_enough(side) for side in sides):
            public, rest = decompose(*({band: side[band] for band in ("younger", "older")} for side in sides))
            found[category] = Split(100 * public, 100 * rest)
    return found


def _is_enough(side: dict[str, tuple[float, float]]) -> bool:
    known = sum(n for band, (_, n) in side.items() if band)
    every = sum(n for _, n in side.values())
    return (
        bool(every)
        and known >= _KNOWN * every
        and all(side.get(band, (0, 0))[1] >= _FEWEST for band in ("younger", "older"))
    )


def _fetch(version: str, sight: Sight, residence: str, sql: str, *waves: str) -> list[Any]:
    if not sight.by_residence:
        raise OutOfSight("les questions d'une résidence ne vous sont pas ouvertes ; seuls les totaux le sont")
    sight.choose((residence,))
    rows: list[Any] = store.cursor(version).execute(sql, [residence, *waves]).fetchall()
    return rows
