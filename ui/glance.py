"""A figure at a glance: against the period before, the level aimed at, the other residences together. Words, not colours."""

from __future__ import annotations

import math
from dataclasses import replace

from indicators.catalogue import Indicator
from indicators.measure import Figure
from indicators.sums import Scope
from indicators.targets import is_met, target_of
from indicators.verdicts import changes
from ui import figures, say, words
from ui.filters import View

_WITHIN = 1.96  # 95 %, normal approximation
_UNSETTLED = "pas d'évolution établie"


def shift(indicator: Indicator, now: Figure | None, before: Figure | None, name: str) -> str | None:
    """Return the gap with an earlier period and whether it is for the better, None when either is missing.

    A share of cases, or a count of events, that chance alone could have moved as much is neither better nor worse.
    """
    if now is None or before is None or now.value is None or before.value is None:
        return None
    told = say.shift(indicator, now, before, name)
    gap = say.gap(indicator, now.value, before.value)
    # What reads « 0 point » is no better and no worse.
    if indicator.better == "none" or not gap:
        return told
    if indicator.interval == "wilson" and now.denominator and before.denominator:
        was, became = ((one.numerator or 0, one.denominator or 0) for one in (before, now))
        [judged] = changes([(was, became)])
        if judged.verdict != "established":
            return f"{told} · {_UNSETTLED}"
    if _is_count(indicator, now) and abs(gap) <= _WITHIN * math.sqrt(now.value + before.value):
        return f"{told} · {_UNSETTLED}"
    is_better = (gap > 0) == (indicator.better == "higher")
    return f"{told} · {'mieux' if is_better else 'moins bien'}"


def _is_count(indicator: Indicator, figure: Figure) -> bool:
    """Return whether a figure is a number of events: of two such numbers, the gap varies as their sum does (Poisson)."""
    is_of_events = indicator.aggregate == "sum" or (
        indicator.aggregate == "distinct" and not indicator.is_state
    )
    return figure.denominator is None and is_of_events and indicator.unit != "€"


def target(view: View, indicator: Indicator, now: Figure | None) -> str:
    """Return the level to compare with, where it comes from, and whether it is reached; empty when there is none.

    What a text asks of each residence is judged in one residence only: several together neither keep it nor break it.
    """
    aimed = target_of(view.version, indicator)
    if aimed is None:
        return ""
    met = is_met(indicator, aimed, now.value if now else None)
    is_told = met is not None and not (aimed.per == "residence" and len(view.places) > 1)
    verdict = (" · atteint" if met else " · pas atteint") if is_told else ""
    return say.target(indicator, aimed) + verdict


def other_residences(view: View) -> tuple[str, ...]:
    """Return the codes of the residences in sight that the view leaves out; none for whoever sees residences together only."""
    if view.is_whole or not view.shows_residences:
        return ()
    chosen = {place.code for place in view.places}
    return tuple(place.code for place in figures.residences(view.version) if place.code not in chosen)


def others(view: View, indicator: Indicator, category: str | None, wave: str | None = None) -> str:
    """Return the figure of the other residences in sight, together, where it compares: a count follows the number of doors.

    Nor do days left until each residence's own date make a figure of several.
    """
    codes = other_residences(view)
    if not codes or (indicator.is_state and indicator.unit == "jours"):
        return ""
    scope: Scope = replace(view.scope, residences=codes, category=category, waves=(wave,) if wave else None)
    found = figures.figure(view.version, indicator.id, scope)
    if (
        found is None
        or found.value is None
        or (found.denominator is None and indicator.aggregate != "median")
    ):
        return ""
    noun = "Autre résidence" if len(codes) == 1 else "Autres résidences ensemble"
    rests = (
        f" ({words.number(found.numerator)} sur {words.number(found.denominator)})"
        if indicator.is_share and indicator.scale == 1 and found.denominator is not None
        else ""
    )
    return f"{noun} : {say.value(indicator, found.value)}{rests}"
