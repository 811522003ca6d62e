"""A figure at a glance: against the period before, the level aimed at, the other residences together. Words, not colours."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from indicators.catalogue import Indicator
from indicators.measure import Figure
from indicators.sums import Scope
from indicators.targets import is_met, target_of
from indicators.verdicts import changes
from ui import figures, say, words
from ui.filters import View

FEWEST = 10  # cases: under this a share of them is no rate, and two of them are not compared
_WITHIN = 1.96  # 95 %, normal approximation
_UNSETTLED, _TOO_FEW = "pas d'évolution établie", "trop peu pour comparer"
_HERE = {"better": "mieux ici", "worse": "moins bien ici", "unsettled": "écart non établi", "few": _TOO_FEW}
NO_PERIOD_BEFORE, UNKNOWN_BEFORE = "pas de période précédente", "période précédente inconnue"
NO_TARGET, NOTHING_UNKNOWN = "pas de cible", "aucune valeur inconnue"
Verdict = Literal["", "better", "worse", "unsettled", "few"]


@dataclass(frozen=True)
class Standing:
    """What an entry is read beside: the figure of a period before, that of the other residences together, a level.

    `name_before`: empty where there is no period before; `left_out`: how many residences in sight the figure leaves out;
    `incomparable_…`: why the others, or the period before, are not set beside it, where something else than their absence is the cause;
    `is_judged`: False for a mean whose spread is not known, of which nothing says what chance does.
    """

    now: Figure | None
    before: Figure | None = None
    name_before: str = ""
    around: Figure | None = None
    left_out: int = 0
    aimed: str = ""
    incomparable_before: str = ""
    incomparable_around: str = ""
    is_judged: bool = True


def lines(indicator: Indicator, standing: Standing, *more: str) -> list[str]:
    """Return what an entry says under its value: how it moved, the others, the level; then what is not there, and why."""
    now = standing.now
    if not standing.is_judged:
        indicator = replace(indicator, better="none")
    moved = (
        None if standing.incomparable_before else shift(indicator, now, standing.before, standing.name_before)
    )
    rests = say.basis(indicator, now)
    around = others_told(indicator, standing)
    told = [
        moved,
        # A unit alone says nothing that the title does not.
        rests if rests != indicator.unit else "",
        around,
        *more,
        standing.aimed,
    ]
    missing = _missing(indicator, standing, bool(moved), bool(around))
    told.append(words.sentence(" · ".join(missing))[:-1] if missing else "")
    return list(filter(None, told))


def _missing(indicator: Indicator, standing: Standing, has_moved: bool, has_around: bool) -> list[str]:
    """Return why an entry does not say some of what entries say: no silence is left to be guessed at."""
    now = standing.now
    if now is not None and now.masked:
        return []
    found = []
    if not has_moved:
        found.append(
            standing.incomparable_before or (UNKNOWN_BEFORE if standing.name_before else NO_PERIOD_BEFORE)
        )
    if not standing.aimed:
        found.append(NO_TARGET)
    if standing.left_out and not has_around:
        found.append(standing.incomparable_around or _why_alone(indicator, standing.around))
    if not standing.is_judged and (has_moved or has_around):
        found.append("écarts non jugés : la part du hasard n'est pas connue")
    if now is not None and not now.unknown:
        found.append(NOTHING_UNKNOWN)
    return found


def _why_alone(indicator: Indicator, around: Figure | None) -> str:
    if indicator.is_association:
        return "compté pour toute l'association"
    if _has_own_day(indicator):
        return "chaque résidence a sa date"
    if around is not None and around.masked:
        return "autres résidences : non affiché"
    if around is None or around.value is None:
        return "autres résidences : non connu"
    return "un nombre ne se compare pas entre résidences"


def judged(indicator: Indicator, now: Figure, before: Figure) -> Verdict:
    """Return whether a figure is better or worse than another one; empty where no side is better, or both read the same.

    A share of cases or of answers, or a count of events, that chance alone could have moved as much is neither; nor are
    shares of fewer than ten cases, unless both are of the same things (a list of residences, of landings).
    """
    if now.value is None or before.value is None:
        return ""
    gap = say.gap(indicator, now.value, before.value)
    # What reads « 0 point » is no better and no worse.
    if indicator.better == "none" or not gap:
        return ""
    if are_few(indicator, now, before):
        return "few"
    if _is_of_chance(indicator) and now.denominator and before.denominator:
        was, became = ((one.numerator or 0, one.denominator or 0) for one in (before, now))
        [change] = changes([(was, became)])
        if change.verdict != "established":
            return "unsettled"
    if _is_count(indicator, now) and abs(gap) <= _WITHIN * math.sqrt(now.value + before.value):
        return "unsettled"
    return "better" if (gap > 0) == (indicator.better == "higher") else "worse"


def _is_of_chance(indicator: Indicator) -> bool:
    """Return whether a share could have come out otherwise: whoever answers a survey could have been somebody else.

    A response rate is a count over a count; yet 32 % then 33 % is one person more at home that day, and no better.
    """
    return indicator.interval in ("wilson", "survey") or (indicator.grain == "wave" and indicator.is_share)


def are_few(indicator: Indicator, now: Figure, before: Figure) -> bool:
    """Return whether two figures rest on too few cases to be compared: « 3 sur 5 » after « 4 sur 6 » is no fall."""
    if indicator.aggregate == "median":
        return min(now.n or 0, before.n or 0) < FEWEST
    if not indicator.is_share or now.denominator is None or before.denominator is None:
        return False
    if indicator.aggregate in ("state", "distinct") and now.denominator == before.denominator:
        return False
    return min(now.denominator, before.denominator) < FEWEST


def shift(indicator: Indicator, now: Figure | None, before: Figure | None, name: str) -> str | None:
    """Return the gap with an earlier period and whether it is for the better, None when either is missing."""
    if now is None or before is None or now.value is None or before.value is None:
        return None
    verdict = judged(indicator, now, before)
    if are_few(indicator, now, before) and indicator.is_share:
        # Points between shares of five and of six cases would say more than the cases do.
        return f"{name} : {_counted(before)}" + (f" · {_TOO_FEW}" if verdict else "")
    told = say.shift(indicator, now, before, name)
    ends = {"better": "mieux", "worse": "moins bien", "unsettled": _UNSETTLED, "few": _TOO_FEW}
    return f"{told} · {ends[verdict]}" if verdict else told


def _counted(figure: Figure) -> str:
    return f"{words.number(figure.numerator)} sur {words.number(figure.denominator)}"


def _is_count(indicator: Indicator, figure: Figure) -> bool:
    """Return whether a figure is a number of events: of two such numbers, the gap varies as their sum does (Poisson)."""
    is_of_events = indicator.aggregate == "sum" or (
        indicator.aggregate == "distinct" and not indicator.is_state
    )
    return figure.denominator is None and is_of_events and indicator.unit not in ("€", "%")


def _has_own_day(indicator: Indicator) -> bool:
    """Return whether a figure is of days until, or since, each residence's own date: of several, they make no figure."""
    return indicator.is_state and indicator.unit == "jours"


def target(version: str, indicator: Indicator, now: Figure | None, places: int) -> str:
    """Return the level to compare with, where it comes from, and whether it is reached; empty when there is none.

    What a text asks of each residence is judged in one residence only: several together neither keep it nor break it.
    """
    aimed = target_of(version, indicator)
    if aimed is None:
        return ""
    met = is_met(indicator, aimed, now.value if now else None)
    is_told = met is not None and not (aimed.per == "residence" and places > 1)
    verdict = (" · atteint" if met else " · pas atteint") if is_told else ""
    return say.target(indicator, aimed) + verdict


def other_residences(view: View) -> tuple[str, ...]:
    """Return the codes of the residences in sight that the view leaves out; none for whoever sees residences together only."""
    if view.is_whole or not view.shows_residences:
        return ()
    return all_but(view.version, [place.code for place in view.places])


def all_but(version: str, chosen: Sequence[str]) -> tuple[str, ...]:
    """Return the codes of the residences in sight that are not chosen; none where nothing is chosen."""
    if not chosen:
        return ()
    return tuple(place.code for place in figures.residences(version) if place.code not in chosen)


def noun(left_out: int) -> str:
    """Return what the residences left out are called."""
    return "Autre résidence" if left_out == 1 else "Autres résidences ensemble"


def around(view: View, indicator: Indicator, category: str | None = None) -> Figure | None:
    """Return the figure of the other residences in sight, together; None where none is left out, or nothing is known of them."""
    codes = other_residences(view)
    if not codes or indicator.is_association:
        return None
    scope: Scope = replace(view.scope, residences=codes, category=category)
    return figures.figure(view.version, indicator.id, scope)


def others_told(indicator: Indicator, standing: Standing) -> str:
    """Return the figure of the other residences together, and on which side of it this one is, where it compares.

    A count follows the number of doors.
    """
    found = standing.around
    if not standing.left_out or standing.incomparable_around or _has_own_day(indicator):
        return ""
    if found is None or found.value is None or not _compares(indicator, found):
        return ""
    told = f"{noun(standing.left_out)} : {say.value(indicator, found.value)}"
    if indicator.is_share and indicator.scale == 1 and found.denominator is not None:
        told += f" ({_counted(found)})"
    verdict = judged(indicator, standing.now, found) if standing.now else ""
    return f"{told} · {_HERE[verdict]}" if verdict else told


def _compares(indicator: Indicator, found: Figure) -> bool:
    return found.denominator is not None or indicator.aggregate == "median"
