"""The few figures by which associations may be set side by side, and those by which they may not: the one place that says which.

Each is read as an evaluator reads it (totals, closed months), and is not told where fewer than eleven people, or one residence
alone, are behind it, nor of a year that is not closed: told twice, a month apart, it would tell that month. No total over
associations is computed, and nothing is sorted: there is no first, no last, and no mean to be below.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from access.scope import COMPARED as SIGHT
from access.scope import EVERYTHING, LEAST_PUBLISHED
from indicators.catalogue import indicator_named
from indicators.measure import Figure, measure
from indicators.places import places
from indicators.sums import Scope
from pipelines import store


@dataclass(frozen=True)
class Compared:
    """An indicator that may be compared. `of_people`: what it counts are people, or their conflicts. `beware`: what differs behind it."""

    name: str
    of_people: bool
    beware: str


_LEAST_RESIDENCES = 2  # the total of one residence is that residence
COMPARABLE = (
    Compared("occupancy_rate", False, "Des travaux, ou une résidence qui ouvre, pèsent sur ce taux."),
    Compared("age_60plus_share", True, "L'histoire du bâti (anciens foyers) fait l'essentiel de l'écart."),
    Compared("unique_participation_rate", True, "Chaque équipe compte ses participants à sa façon."),
    Compared("floor_meeting_coverage", False, "Une pension de famille n'a souvent qu'un ou deux paliers."),
    Compared(
        "meeting_attendance_rate", True, "Ne compte que les réunions où invités et présents sont notés."
    ),
    Compared("resident_initiated_share", False, "Dépend de ce que l'équipe note comme initiative."),
    Compared("conflicts_per_100", True, "Plus de conflits notés peut vouloir dire un registre mieux tenu."),
    Compared("conflict_resolution_rate", True, "Sur les seuls conflits dont l'issue est notée."),
    Compared("warnings_per_100", True, "Les règlements intérieurs ne prévoient pas les mêmes étapes."),
    Compared("mainstream_referral_share", True, "L'offre de droit commun n'est pas la même partout."),
    Compared("exits_ordinary_housing_rate", True, "Dépend du marché du logement et de la durée des séjours."),
    Compared(
        "social_project_up_to_date_share", False, "Sur les résidences dont la date du texte est connue."
    ),
)
# What is never set side by side, and why.
NOT_COMPARABLE = (
    ("Satisfaction", "chaque association a son questionnaire, ses mots et son échelle (sur 4, sur 10)."),
    ("Besoins exprimés", "les listes de besoins et les vagues d'enquête ne sont pas les mêmes."),
    ("Nombres de réunions, de partenaires ou de résidents", "un nombre suit la taille de l'association."),
    ("Maintien à domicile, impayés, procédures", "trop peu de personnes pour ne désigner personne."),
    ("Appels à projets et budgets", "chacun a les siens, avec d'autres financeurs et d'autres années."),
)


Why = Literal["", "absent", "few", "alone", "open"]
_WHOLE = 12  # months


@dataclass(frozen=True)
class Seen:
    """What is seen of an indicator: its figure, or none and why.

    `absent`: nothing was transmitted. `few`: one to ten people are behind it. `alone`: it would be that of one residence.
    `open`: some months of the year are not closed.
    """

    figure: Figure | None
    why: Why = ""


@dataclass(frozen=True)
class Sheet:
    """What a federation sees of an association, of a year: how many residences and closed months, and each indicator."""

    residences: int
    months: int
    seen: Mapping[str, Seen]


def sheet(version: str, year: int) -> Sheet:
    """Return what a federation sees of the association of a version, over the closed months of a year."""
    months = closed_in(version).get(year, 0)
    seen = {
        one.name: _seen(version, one, year) if months == _WHOLE else Seen(None, "open") for one in COMPARABLE
    }
    return Sheet(len(places(version, EVERYTHING)), months, seen)


def closed_in(version: str) -> dict[int, int]:
    """Return how many months of each year are closed, or held closed; a year without any is not there."""
    rows = store.cursor(version).execute(
        "select extract(year from month), count(*) from closed_months group by 1 order by 1"
    )
    return {int(year): int(count) for year, count in rows.fetchall()}


def _seen(version: str, one: Compared, year: int) -> Seen:
    scope = Scope(first=date(year, 1, 1), last=date(year, 12, 1))
    found = measure(version, SIGHT, one.name, (), scope)
    if not found or (found[0].value is None and not found[0].masked):
        return Seen(None, "absent")
    apart = measure(version, SIGHT.whole(), one.name, ("residence",), scope)
    if sum(figure.value is not None or figure.masked for figure in apart) < _LEAST_RESIDENCES:
        return Seen(None, "alone")
    if found[0].masked or (one.of_people and _tells_of_few(found[0])):
        return Seen(None, "few")
    return Seen(found[0])


def _tells_of_few(figure: Figure) -> bool:
    """Return whether some of those counted, or those who are not, or all of them, are one to ten people."""
    counts = [figure.numerator, figure.denominator]
    if figure.numerator is not None and figure.denominator and indicator_named(figure.indicator).is_share:
        counts.append(figure.denominator - figure.numerator)
    return any(count is not None and 0 < count < LEAST_PUBLISHED for count in counts)
