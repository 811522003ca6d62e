"""What a bilan still lacks before it is published: each point with its number, and the page where it is settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from access.scope import EVERYTHING
from indicators.call_sources import Missing, kind_titles, months_open, owed, tolerated
from indicators.calls import Action, actions, is_far
from indicators.editions import every_edition
from indicators.measure import measure
from indicators.narrow import months_after
from indicators.places import names
from indicators.publish import closed_years
from indicators.sums import Scope
from reports.bilan.measured import edition_years, month_end
from reports.bilan.of_the_call import not_sent
from reports.bilan.perimeter import chosen
from ui import words

Subject = Literal[
    "not_sent", "not_received", "not_closed", "no_comment", "unknown_outcome", "no_result", "no_edition"
]
PAGES: dict[Subject, str] = {
    "not_sent": "donnees/depot.py",
    "not_received": "donnees/tableau_du_mois.py",
    "not_closed": "donnees/tableau_du_mois.py",
    "no_comment": "donnees/depot.py",
    "unknown_outcome": "mobiliser/conflits.py",
    "no_result": "donnees/depot.py",
    "no_edition": "donnees/editions.py",
}


@dataclass(frozen=True)
class Point:
    """Something to settle. `count`: how many; `told`: each of them, in words; `page`: where, under pages/."""

    subject: Subject
    title: str
    count: int
    told: tuple[str, ...]

    @property
    def page(self) -> str:
        """The page where it is settled."""
        return PAGES[self.subject]


def checklist(
    version: str,
    call: str,
    residences: Sequence[str] = (),
    first: date | None = None,
    last: date | None = None,
) -> list[Point]:
    """Return what the bilan of a call, or of some of it, lacks, as leadership reads it, the most serious first.

    Raises what `chosen` does.
    """
    of = chosen(version, call, residences, first, last)
    codes, first, last = of.codes, of.first, of.last
    _, missing = owed(version, codes, first, last)
    found = actions(version, EVERYTHING, call)
    points = (
        _point("not_sent", "Classeurs de l'appel à déposer", not_sent(version, EVERYTHING, call)),
        _not_received(version, missing),
        _point("not_closed", "Mois non clos", map(words.month, months_open(version, first, last))),
        _point("no_comment", "Écarts à commenter", unexplained(found, tolerated(version))),
        _point("no_result", "Actions sans résultat", (one.action for one in found if has_no_result(one))),
        _unknown_outcomes(version, codes, first, last),
        _point("no_edition", "Années closes sans édition publiée", _unpublished(version, first, last)),
    )
    return [one for one in points if one.count]


def unexplained(found: Sequence[Action], share: float) -> Iterator[str]:
    """Yield the actions whose result, or number of beneficiaries, is past a gap with what was planned, without a comment."""
    for one in found:
        gaps = [(one.planned, one.achieved), (one.expected, one.met)]
        if not one.comment and any(is_far(planned, achieved, share) for planned, achieved in gaps):
            yield one.action


def has_no_result(one: Action) -> bool:
    """Return whether something was planned of an action that was not given up, and nothing says what came of it.

    What may not be told is known: it is no lack.
    """
    if one.status == "abandonnee":
        return False
    no_result = one.planned is not None and one.achieved is None and not one.is_result_secret
    return no_result or (one.expected is not None and one.met is None and not one.is_secret)


def _point(subject: Subject, title: str, told: Iterator[str] | Sequence[str] | map[str]) -> Point:
    each = tuple(told)
    return Point(subject, title, len(each), each)


def _not_received(version: str, missing: Sequence[Missing]) -> Point:
    titles, known = kind_titles(version), names(version)
    told = (
        f"{titles.get(one.kind, one.kind)}, {known.get(one.residence, one.residence)}, {words.month(one.month)}"
        for one in missing
    )
    return _point("not_received", "Classeurs mensuels non reçus", told)


def _unknown_outcomes(version: str, codes: Sequence[str], first: date, last: date) -> Point:
    scope = Scope(tuple(codes), first, last, as_of=month_end(last))
    [*found] = measure(version, EVERYTHING, "conflict_outcome_unknown_share", ("residence",), scope)
    known = names(version)
    counts = {one.group["residence"]: int(one.numerator or 0) for one in found if one.numerator}
    told = tuple(f"{known.get(code, code)} : {words.plural(n, 'conflit')}" for code, n in counts.items())
    return Point("unknown_outcome", "Conflits sans issue renseignée", sum(counts.values()), told)


def _unpublished(version: str, first: date, last: date) -> list[str]:
    """Return the years whose edition a bilan of these months would hold: an edition is of a whole year, all of it in sight."""
    published, since = {one.year for one in every_edition()}, months_after(first, -12)
    years = (
        year for year in edition_years(first, last) if since <= date(year, 1, 1) and date(year, 12, 1) <= last
    )
    return [str(year) for year in years if year in closed_years(version) and year not in published]
