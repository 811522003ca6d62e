"""One residence's answers to a survey beside those of the other residences together, question by question.

The others weigh their residents, not their answers, as the association does (statistics.md, section 4.2, and `survey.py`).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from access.scope import Sight
from indicators.catalogue import indicator_named
from indicators.measure import Figure, measure
from indicators.opinion_waves import RATE, asked_alike
from indicators.places import places
from indicators.questions import needs_asked_alike
from indicators.sums import Scope
from indicators.survey import sizes_of
from indicators.verdicts import Change, changes


@dataclass(frozen=True)
class Beside:
    """A question beside the others: their share (0-1), how many said yes of how many, the change from them to here.

    `change` is None where the question was not asked alike in all of them: on one scale, in the same words.
    """

    share: float
    x: float
    n: float
    change: Change | None


def beside(version: str, sight: Sight, wave: str, code: str, name: str) -> dict[str, Beside]:
    """Return each question of a wave answered here and in other residences in sight, judged together.

    `name`: an indicator by wave and category. Raises OutOfSight for a residence that may not be asked for.
    """
    if not sight.by_residence:
        return {}
    sight.choose((code,))
    others = tuple(place.code for place in places(version, sight) if place.code != code)
    of: dict[str, dict[str, Figure]] = defaultdict(dict)
    for one in measure(
        version, sight, name, ("residence", "wave", "category"), Scope((code, *others), waves=(wave,))
    ):
        if one.denominator:
            of[one.group["category"]][one.group["residence"]] = one
    sizes = _sizes(version, sight, name, others, wave)
    here = {need: some.pop(code) for need, some in of.items() if code in some}
    theirs = {need: _together(list(of[need].values()), sizes) for need in here if of[need]}
    asked_of = asked_alike if name == RATE else needs_asked_alike
    alike = asked_of(version, sight, wave, (code, *others)) & set(theirs)
    pairs = {
        need: ((share * worth, worth), (here[need].numerator or 0.0, here[need].denominator or 0.0))
        for need, (share, worth, _, _) in theirs.items()
        if need in alike
    }
    judged = dict(zip(pairs, changes(list(pairs.values())), strict=True))
    return {need: Beside(share, x, n, judged.get(need)) for need, (share, _, x, n) in theirs.items()}


def _sizes(version: str, sight: Sight, name: str, codes: tuple[str, ...], wave: str) -> dict[str, float]:
    """Return the residents of each residence at a wave; none for what is not a survey of them (a share of those concerned)."""
    if not codes or indicator_named(name).interval != "survey":
        return {}
    found = sizes_of(version, sight, Scope(codes, waves=(wave,)), name)
    return {residence: size for (residence, _), size in found.items()}


def _together(rows: list[Figure], sizes: dict[str, float]) -> tuple[float, float, float, float]:
    """Return (share, how many answers of one residence it is worth, yes, answers) of several residences."""
    x, n = sum(one.numerator or 0.0 for one in rows), sum(one.denominator or 0.0 for one in rows)
    known = [
        (sizes.get(one.group["residence"]), one.numerator or 0.0, one.denominator or 0.0) for one in rows
    ]
    weighed = [(size, some, of) for size, some, of in known if size]
    if len(weighed) < len(known):
        return x / n, n, x, n  # as `survey._weighted` does where no size is known
    total = sum(size for size, _, _ in weighed)
    share = sum(size * some / of for size, some, of in weighed) / total
    worth = total**2 / sum(size**2 / of for size, _, of in weighed)
    return share, worth, x, n
